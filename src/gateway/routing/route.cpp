#include "gateway/routing/route.hpp"

#include <wayfinder/features.hpp>

#include <algorithm>
#include <optional>

namespace wayfinder::gateway {
namespace {

/// Scores turns, each after all system messages, which are read once.
class turn_scorer {
public:
    turn_scorer(wire::openai::transcript const& conversation, request_routing const& routing)
        : conversation_{conversation}, routing_{routing}
    {
        auto const system = conversation.spoken_by(role::system);
        if (system.empty()) return;
        conversation.join(system, text_);
        beginning_.emplace(text_, routing.lexicon());
    }

    double score_of(std::size_t message)
    {
        conversation_.join({message}, text_);
        auto const counts =
            beginning_ ? beginning_->extract(text_) : extract_features(text_, routing_.lexicon());
        return score(counts, routing_.weights());
    }

private:
    wire::openai::transcript const& conversation_;
    request_routing const& routing_;
    std::optional<shared_beginning> beginning_;
    std::string text_;
};

/// The tier that the turns of a conversation have reached together.
template <class TierOf>
std::size_t earned_tier(wire::openai::transcript const& conversation, std::uint64_t cooldown,
                        TierOf const& tier_of)
{
    latch held{cooldown};
    for (auto const message : conversation.spoken_by(role::user)) held.see(tier_of(message));
    return held.tier();
}

void raise(route& chosen, std::string_view model)
{
    chosen.model = model;
    chosen.mode = route_mode::sticky;
}

void hold_on_ladder(wire::openai::transcript const& conversation, std::uint64_t cooldown,
                    tiers_policy const& ladder, request_routing const& routing, route& chosen)
{
    if (ladder.tiers.size() < 2) return;
    auto const tier_of = [&](double score) { return first_tier_alike(ladder, select_tier(ladder, score)); };
    turn_scorer turns{conversation, routing};
    auto const tier = earned_tier(conversation, cooldown,
                                  [&](std::size_t message) { return tier_of(turns.score_of(message)); });
    if (tier > tier_of(chosen.score)) raise(chosen, ladder.tiers[tier].model);
}

/// Every turn, after the system messages, by the current cuts.
void hold_by_skill(wire::openai::transcript const& conversation, std::uint64_t cooldown,
                   skill::policy const& by_skill, request_routing const& routing, route& chosen)
{
    auto messages = conversation.spoken_by(role::system);
    messages.push_back(0);
    std::string text;
    auto const tier = earned_tier(conversation, cooldown, [&](std::size_t message) {
        messages.back() = message;
        conversation.join(messages, text);
        return routing.decide(text).skill->chosen.model;
    });
    if (tier > chosen.skill->chosen.model) raise(chosen, by_skill.models[tier]);
}

/// Raises the choice to the tier that an earlier turn has reached. A classifier or a single tier has none.
void hold_conversation(wire::openai::transcript const& conversation, std::uint64_t cooldown,
                       request_routing const& routing, route& chosen)
{
    if (auto const* ladder = std::get_if<tiers_policy>(&routing.policy()))
        hold_on_ladder(conversation, cooldown, *ladder, routing, chosen);
    if (auto const* by_skill = std::get_if<skill::policy>(&routing.policy()))
        hold_by_skill(conversation, cooldown, *by_skill, routing, chosen);
}

} // namespace

std::optional<std::string_view> pinned_model(std::string_view directive, config::snapshot const& config)
{
    if (!std::holds_alternative<classifier_policy>(config.routing.policy)) {
        auto const models = models_of(config.routing.policy);
        if (directive == "prefer-local") return models.front();
        if (directive == "prefer-hosted" || directive == "prefer-cloud") return models.back();
    }
    if (directive == "auto") return std::nullopt;
    auto const* model = config.gateway.find(directive);
    return model == nullptr ? std::nullopt : std::optional<std::string_view>{model->name};
}

std::variant<route, invalid_override> choose_route(route_question const& asked,
                                                   config::snapshot const& config, request_routing& routing,
                                                   std::string& scored)
{
    auto const& overrides = asked.overrides;
    auto const pin = pinned_model(asked.directive, config);
    auto const recut = pin ? std::nullopt : overrides.threshold;
    std::optional<invalid_override> why;
    if (!asked.tuning.empty()) why = routing.tune(asked.tuning);
    if (!why && recut) why = routing.recut(*recut);
    if (why) return std::move(*why);

    asked.conversation.select(overrides.scope.value_or(config.gateway.route_on), scored);
    auto const decided = routing.decide(scored);
    route chosen{decided.model, decided.score, route_mode::scored, decided.counts, decided.skill};
    if (recut) chosen.mode = route_mode::threshold_override;
    if (pin) {
        chosen.model = *pin;
        chosen.mode = route_mode::pinned;
    } else if (overrides.sticky.value_or(config.gateway.sticky)) {
        auto const cooldown = overrides.sticky_cooldown.value_or(config.gateway.sticky_cooldown);
        hold_conversation(asked.conversation, cooldown, routing, chosen);
    }
    return chosen;
}

} // namespace wayfinder::gateway
