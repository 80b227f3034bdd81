// The configured routing, with what one request changes in it.
#pragma once

#include <wayfinder/router.hpp>

#include "gateway/override.hpp"

#include <optional>
#include <string_view>

namespace wayfinder::gateway {

/// Views the configured router, which must outlive it; only what a request changes is copied. Decisions point
/// into it, so it stays where it is.
class request_routing {
public:
    explicit request_routing(router const& configured) : configured_{configured} {}
    request_routing(request_routing const&) = delete;
    request_routing& operator=(request_routing const&) = delete;

    /// Takes in a tuning object, as JSON text.
    std::optional<bad_wish> tune(std::string_view json);
    /// Moves the cut of a ladder of two tiers, to a number as a header spells it.
    std::optional<bad_wish> recut(std::string_view threshold);

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

    /// The skill scores that the gateway has seen, which the cuts of a skill policy are taken in. It must
    /// outlive this; without it the shipped table stands in.
    void cut_by(skill::quantile_sketch const& seen) { seen_ = &seen; }

private:
    router const& configured_;
    std::optional<tuning> tuning_;
    std::optional<wayfinder::policy> recut_;
    skill::quantile_sketch const* seen_{};
};

} // namespace wayfinder::gateway
