#include "gateway/route.hpp"

#include "config/number.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace wayfinder::gateway {
namespace {

std::string normalized_header(std::string_view value)
{
    auto const first = value.find_first_not_of(" \t");
    if (first == value.npos) return {};
    std::string text{value.substr(first, value.find_last_not_of(" \t") - first + 1)};
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool is_yes(std::string const& text)
{
    constexpr std::array<std::string_view, 4> words{"1", "true", "yes", "on"};
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// The two tiers with another cut between them.
std::variant<tiers_policy, bad_wish> recut(router const& routing, std::string_view header)
{
    auto const* ladder = std::get_if<tiers_policy>(&routing.policy);
    if (ladder == nullptr || ladder->tiers.size() != 2)
        return bad_wish{"X-Wayfinder-Threshold needs a router with exactly two tiers and no classifier; "
                        "leave the header out, or name a model in the \"model\" field."};
    auto const cut = config::parse_number(header);
    if (!cut || !(*cut >= 0.0 && *cut <= 1.0))
        return bad_wish{"X-Wayfinder-Threshold must be a number from 0.0 to 1.0, not '" +
                        std::string{header} + "'."};
    auto moved = *ladder;
    moved.tiers[1].min_score = *cut;
    return moved;
}

} // namespace

std::variant<overrides, bad_wish> read_overrides(net::request const& incoming)
{
    overrides wishes;
    if (auto const text = normalized_header(incoming.header("x-wayfinder-route-on")); !text.empty()) {
        wishes.scope = scope_named(text);
        if (!wishes.scope)
            return bad_wish{"X-Wayfinder-Route-On must be one of turn, last_user, user, all, not '" + text +
                            "'."};
    }
    if (incoming.has_header("x-wayfinder-threshold"))
        wishes.threshold = incoming.header("x-wayfinder-threshold");
    wishes.debug = is_yes(normalized_header(incoming.header("x-wayfinder-debug")));
    return wishes;
}

std::optional<std::string_view> pinned_model(std::string_view directive, config::snapshot const& config)
{
    if (auto const* ladder = std::get_if<tiers_policy>(&config.routing.policy)) {
        if (directive == "prefer-local") return ladder->tiers.front().model;
        if (directive == "prefer-hosted" || directive == "prefer-cloud") return ladder->tiers.back().model;
    }
    if (directive == "auto") return std::nullopt;
    auto const* model = config.gateway.find(directive);
    return model == nullptr ? std::nullopt : std::optional<std::string_view>{model->name};
}

std::variant<route, bad_wish> choose_route(std::string_view directive, overrides const& wishes,
                                           std::string_view text, config::snapshot const& config)
{
    auto const decided = config.routing.decide(text);
    route chosen{decided.model, decided.score, route_mode::scored, decided.counts};
    if (auto const pin = pinned_model(directive, config)) {
        chosen.model = *pin;
        chosen.mode = route_mode::pinned;
    } else if (wishes.threshold) {
        auto const moved = recut(config.routing, *wishes.threshold);
        if (auto const* why = std::get_if<bad_wish>(&moved)) return *why;
        auto const& original = std::get<tiers_policy>(config.routing.policy);
        chosen.model = original.tiers[select_tier(std::get<tiers_policy>(moved), decided.score)].model;
        chosen.mode = route_mode::threshold_override;
    }
    return chosen;
}

} // namespace wayfinder::gateway
