#include "gateway/operator/routing_export.hpp"

#include "config/editing/routing_text.hpp"
#include "gateway/rejection.hpp"
#include "gateway/reply.hpp"
#include "gateway/routing/tuning.hpp"
#include "wire/json/problem.hpp"

#include <nlohmann/json.hpp>

namespace wayfinder::gateway {

namespace {

constexpr std::size_t largest_body = 2U << 20U;

/// Replaces the configured cuts with one number per tier.
std::optional<invalid_override> move_cuts(nlohmann::json const& cuts, policy& routes)
{
    auto* const ladder = std::get_if<tiers_policy>(&routes);
    if (ladder == nullptr) return "min_scores: this policy has no tiers.";
    if (!cuts.is_array() || cuts.size() != ladder->tiers.size())
        return "min_scores must list one number per tier, " + std::to_string(ladder->tiers.size()) +
               " in all.";
    double former = 0.0;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        auto const cut = cuts[i].is_number() ? cuts[i].get<double>() : -1.0;
        bool const fits = cut <= 1.0 && (i == 0 ? cut == 0.0 : cut > former);
        if (!fits) return "min_scores must start at 0 and increase, up to 1.";
        former = ladder->tiers[i].min_score = cut;
    }
    return std::nullopt;
}

/// Fills `toml`. 64 bytes are allocated past the end of `body`.
std::optional<invalid_override> export_to(std::string& toml, std::string_view body, std::size_t max_depth,
                                          router const& configured)
{
    auto tuned = configured;
    if (body.find_first_not_of(" \t\r\n") != body.npos) {
        if (body.size() > largest_body)
            return "The request body is larger than " + std::to_string(largest_body) + " bytes.";
        if (auto wrong = wire::json::problem_of(body, max_depth)) return "The request body " + *wrong;
        auto const posted = nlohmann::json::parse(body, nullptr, false);
        if (posted.is_discarded())
            return "The request body contains a number or an escape that is out of range.";
        bool const wrapped = posted.is_object() && posted.contains("wayfinder_tuning");
        auto read = read_tuning(wrapped ? posted["wayfinder_tuning"].dump() : std::string{body}, configured);
        if (auto* why = std::get_if<invalid_override>(&read)) return std::move(*why);
        auto& wanted = std::get<tuning>(read);
        tuned.weights = wanted.by;
        if (wanted.terms) tuned.lexicon = std::move(*wanted.terms);
        if (auto const cuts = posted.find("min_scores"); posted.is_object() && cuts != posted.end())
            if (auto why = move_cuts(*cuts, tuned.policy)) return why;
    }
    toml = config::routing_toml(tuned);
    return std::nullopt;
}

} // namespace

net::asio::awaitable<void> export_routing(request_context& context, services const& /*provided*/)
{
    std::string toml;
    auto wrong = export_to(toml, context.incoming.body, context.settings().limits.max_json_depth,
                           context.runtime->routing());
    if (wrong) {
        rejection refused{400, bad_override, std::move(*wrong)};
        co_await send(context, std::move(refused));
        co_return;
    }
    co_await reply(context, 200, "text/plain; charset=utf-8", std::move(toml));
}

} // namespace wayfinder::gateway
