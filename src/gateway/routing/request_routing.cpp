#include "gateway/routing/request_routing.hpp"

#include "config/values/number.hpp"

#include <wayfinder/decision.hpp>

namespace wayfinder::gateway {

std::optional<policy> with_cut_at(policy configured, double cut)
{
    if (auto* by_skill = std::get_if<skill::policy>(&configured)) {
        if (by_skill->models.size() != 2) return std::nullopt;
        by_skill->dear_shares = {1.0 - cut};
        by_skill->abstain_band = 0; // whoever names the cut wants it
        return configured;
    }
    auto* ladder = std::get_if<tiers_policy>(&configured);
    if (ladder == nullptr || ladder->tiers.size() != 2) return std::nullopt;
    ladder->tiers[1].min_score = cut;
    return configured;
}

std::optional<invalid_override> request_routing::tune(std::string_view json)
{
    auto read = read_tuning(json, configured_);
    if (auto* why = std::get_if<invalid_override>(&read)) return std::move(*why);
    tuning_ = std::make_unique<tuning const>(std::move(std::get<tuning>(read)));
    return std::nullopt;
}

std::optional<invalid_override> request_routing::recut(std::string_view threshold)
{
    auto const cut = config::parse_number(threshold);
    auto moved = with_cut_at(configured_.policy, cut.value_or(0.0));
    if (!moved)
        return invalid_override{
            "X-Wayfinder-Threshold needs a router with exactly two tiers and no classifier; "
            "omit the header, or name a model in the \"model\" field."};
    if (!cut || !(*cut >= 0.0 && *cut <= 1.0))
        return invalid_override{"X-Wayfinder-Threshold must be a number from 0.0 to 1.0, not '" +
                                std::string{threshold} + "'."};
    recut_ = std::make_unique<wayfinder::policy const>(*std::move(moved));
    return std::nullopt;
}

decision request_routing::decide(std::string_view text) const
{
    return wayfinder::decide(text, lexicon(), weights(), policy(), seen_.get());
}

} // namespace wayfinder::gateway
