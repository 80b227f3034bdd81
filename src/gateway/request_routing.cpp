#include "gateway/request_routing.hpp"

#include "config/number.hpp"

#include <wayfinder/decision.hpp>

namespace wayfinder::gateway {

std::optional<bad_wish> request_routing::tune(std::string_view json)
{
    auto read = read_tuning(json, configured_);
    if (auto* why = std::get_if<bad_wish>(&read)) return std::move(*why);
    tuning_ = std::move(std::get<tuning>(read));
    return std::nullopt;
}

std::optional<bad_wish> request_routing::recut(std::string_view threshold)
{
    auto const* ladder = std::get_if<tiers_policy>(&configured_.policy);
    if (ladder == nullptr || ladder->tiers.size() != 2)
        return bad_wish{"X-Wayfinder-Threshold needs a router with exactly two tiers and no classifier; "
                        "leave the header out, or name a model in the \"model\" field."};
    auto const cut = config::parse_number(threshold);
    if (!cut || !(*cut >= 0.0 && *cut <= 1.0))
        return bad_wish{"X-Wayfinder-Threshold must be a number from 0.0 to 1.0, not '" +
                        std::string{threshold} + "'."};
    auto moved = *ladder;
    moved.tiers[1].min_score = *cut;
    recut_ = std::move(moved);
    return std::nullopt;
}

decision request_routing::decide(std::string_view text) const
{
    return wayfinder::decide(text, lexicon(), weights(), policy(), seen_);
}

} // namespace wayfinder::gateway
