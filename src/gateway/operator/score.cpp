#include "gateway/operator/score.hpp"

#include "gateway/accounting/cost_estimate.hpp"
#include "gateway/rejection.hpp"
#include "gateway/reply.hpp"
#include "gateway/routing/decision_json.hpp"
#include "wire/json/dump.hpp"
#include "wire/json/problem.hpp"

namespace wayfinder::gateway {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t largest_text = 1U << 20U; ///< scoring blocks the worker

rejection refuse_score(std::string message, std::string_view param = {})
{
    return {400, invalid_request, std::move(message), "bad_score_request", param};
}

/// The text to score; the body's changes to the routing are in `routing`.
std::variant<std::string, rejection> read_question(std::string const& body, std::size_t max_depth,
                                                   request_routing& routing)
{
    if (body.size() > 2 * largest_text) return refuse_score("The request body is too large.");
    if (auto wrong = wire::json::problem_of(body, max_depth))
        return refuse_score("The request body " + *wrong);
    auto const asked = nlohmann::json::parse(body, nullptr, false);
    auto const text = asked.is_object() ? asked.find("text") : asked.end();
    if (!asked.is_object() || text == asked.end() || !text->is_string())
        return refuse_score("The request body must be an object with a string 'text'.", "text");
    if (auto const tuning = asked.find("wayfinder_tuning"); tuning != asked.end())
        if (auto why = routing.tune(tuning->dump())) return rejection{400, bad_override, std::move(*why)};
    auto said = text->get<std::string>();
    if (said.size() > largest_text)
        return refuse_score("'text' is larger than " + std::to_string(largest_text) + " bytes.", "text");
    return said;
}

ordered_json decision_json(decision const& made, request_routing const& routing,
                           config::snapshot const& config)
{
    auto const words = made.counts[feature::word_count];
    auto const cost = estimate_cost(config, made.model, words);
    ordered_json json{{"model", made.model},
                      {"score", made.score},
                      {"mode", name(made.kind)},
                      {"features", features_json(made.counts)},
                      {"contributions", contributions_json(made.counts, routing.weights())},
                      {"tiers", tiers_json(routing.policy())},
                      {"cost",
                       {{"per_call", cost.per_call},
                        {"baseline", cost.baseline},
                        {"saved", cost.saved},
                        {"unit", cost.unit},
                        {"estimated", cost.estimated},
                        {"word_count", words}}}};
    if (made.skill) json.update(skill_json(*made.skill));
    return json;
}

} // namespace

net::asio::awaitable<void> show_score(request_context& context, services const& /*provided*/)
{
    auto const& config = context.runtime->config();
    auto asked = read_question(context.incoming.body, config.gateway.limits.max_json_depth, context.routing);
    if (auto* why = std::get_if<rejection>(&asked)) {
        co_await send(context, std::move(*why));
        co_return;
    }
    if (context.routing.by_skill()) context.routing.cut_by(context.callers->everyone().seen->now());
    auto const made = context.routing.decide(std::get<std::string>(asked));
    auto body = wire::json::dump(decision_json(made, context.routing, config));
    co_await reply_json(context, std::move(body));
}

} // namespace wayfinder::gateway
