// The configured routing with one request's changes.
#pragma once

#include <wayfinder/router.hpp>

#include "gateway/routing/tuning.hpp"

#include <memory>
#include <optional>
#include <string_view>

namespace wayfinder::gateway {

/// The policy with its only cut moved: of a ladder of two tiers to a score, of a skill policy of two models
/// to the share of the traffic below it. None for any other policy.
[[nodiscard]] std::optional<policy> with_cut_at(policy configured, double cut);

/// Refers to the configured router, which must outlive it; only what a request changes is copied. Decisions
/// point into it, so it is not movable.
class request_routing {
public:
    explicit request_routing(router const& configured) : configured_{configured} {}
    request_routing(request_routing const&) = delete;
    request_routing& operator=(request_routing const&) = delete;

    /// Applies a tuning object given as JSON text.
    std::optional<invalid_override> tune(std::string_view json);
    /// Moves the cut as with_cut_at() does, to a number as a header spells it.
    std::optional<invalid_override> recut(std::string_view threshold);

    [[nodiscard]] wayfinder::policy const& policy() const { return recut_ ? *recut_ : configured_.policy; }
    [[nodiscard]] wayfinder::weights const& weights() const
    {
        return tuning_ ? tuning_->by : configured_.weights;
    }
    [[nodiscard]] wayfinder::lexicon const& lexicon() const
    {
        return tuning_ && tuning_->terms ? *tuning_->terms : configured_.lexicon;
    }

    [[nodiscard]] decision decide(std::string_view text) const;

    /// The skill scores seen so far, from which the cuts of a skill policy are taken; otherwise the table of
    /// its weights is used.
    void cut_by(skill::quantile_sketch const& seen)
    {
        seen_ = std::make_unique<skill::quantile_sketch>(seen);
    }
    void forget_cuts() { seen_.reset(); }
    [[nodiscard]] bool by_skill() const { return std::holds_alternative<skill::policy>(configured_.policy); }

private:
    router const& configured_;
    // Kilobytes, which most requests never need and none needs after routing.
    std::unique_ptr<tuning const> tuning_;
    std::unique_ptr<wayfinder::policy const> recut_;
    std::unique_ptr<skill::quantile_sketch const> seen_;
};

} // namespace wayfinder::gateway
