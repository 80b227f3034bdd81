#include "gateway/request_routing.hpp"

#include "config/number.hpp"

#include <wayfinder/decision.hpp>

namespace wayfinder::gateway {

std::optional<bad_wish> request_routing::tune(std::string_view json)
{
    auto read = read_tuning(json, configured_);
    if (auto* why = std::get_if<bad_wish>(&read)) return std::move(*why);
    tuning_ = std::make_unique<tuning const>(std::move(std::get<tuning>(read)));
    return std::nullopt;
}

std::optional<bad_wish> request_routing::recut(std::string_view threshold)
{
    auto const* ladder = std::get_if<tiers_policy>(&configured_.policy);
    auto const* by_skill = std::get_if<skill::policy>(&configured_.policy);
    bool const two = (ladder != nullptr && ladder->tiers.size() == 2) ||
                     (by_skill != nullptr && by_skill->models.size() == 2);
    if (!two)
        return bad_wish{"X-Wayfinder-Threshold needs a router with exactly two tiers and no classifier; "
                        "omit the header, or name a model in the \"model\" field."};
    auto const cut = config::parse_number(threshold);
    if (!cut || !(*cut >= 0.0 && *cut <= 1.0))
        return bad_wish{"X-Wayfinder-Threshold must be a number from 0.0 to 1.0, not '" +
                        std::string{threshold} + "'."};
    auto other = configured_.policy;
    if (by_skill != nullptr) {
        auto& moved = std::get<skill::policy>(other);
        moved.dear_shares = {1.0 - *cut};
        moved.abstain_band = 0; // a client that sets the cut wants exactly that
    } else {
        std::get<tiers_policy>(other).tiers[1].min_score = *cut;
    }
    recut_ = std::make_unique<wayfinder::policy const>(std::move(other));
    return std::nullopt;
}

decision request_routing::decide(std::string_view text) const
{
    return wayfinder::decide(text, lexicon(), weights(), policy(), seen_.get());
}

} // namespace wayfinder::gateway
