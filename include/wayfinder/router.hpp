// A router: everything that a decision depends on besides the text, and what a decision is. To decide,
// include <wayfinder/decision.hpp>, which has what reads a text and takes longer to compile.
#pragma once

#include <wayfinder/feature.hpp>
#include <wayfinder/lexicon.hpp>
#include <wayfinder/policy.hpp>
#include <wayfinder/score.hpp>
#include <wayfinder/skill/explained.hpp>
#include <wayfinder/skill/policy.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace wayfinder {

/// How a model was chosen.
enum class policy_kind : unsigned char { tiered, classifier, skill };

/// The word for it in reports.
[[nodiscard]] constexpr std::string_view name(policy_kind kind) noexcept
{
    constexpr std::array<std::string_view, 3> names{"tiered", "classifier", "skill"};
    return names[static_cast<std::size_t>(kind)];
}

/// What a skill policy made of a prompt.
struct skill_verdict {
    skill::explained of;
    skill::choice chosen;
};

struct decision {
    double score{};         ///< also computed for the policies that do not look at it
    std::string_view model; ///< points into the policy
    policy_kind kind{};
    features counts;
    std::optional<skill_verdict> skill{}; ///< of a skill policy only
};

/// Routes a UTF-8 text. Never fails; a policy without any model answers with an empty name. `seen` is the
/// distribution of skill scores that a gateway has seen; without one the table that ships with them stands
/// in. Defined in <wayfinder/decision.hpp>.
[[nodiscard]] inline decision decide(std::string_view text, lexicon const& terms, weights const& by,
                                     policy const& routes, skill::quantile_sketch const* seen = nullptr);

/// The default is `binary(0.5)` with default weights and the built-in lexicon. Deciding changes nothing, so
/// threads may share a router.
struct router {
    wayfinder::policy policy{binary(0.5)};
    wayfinder::weights weights{};
    wayfinder::lexicon lexicon{};

    /// Defined in <wayfinder/decision.hpp>.
    [[nodiscard]] inline decision decide(std::string_view text,
                                         skill::quantile_sketch const* seen = nullptr) const;
};

} // namespace wayfinder
