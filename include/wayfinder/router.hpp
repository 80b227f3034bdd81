// A router holds everything that a decision depends on besides the text. To decide, include
// <wayfinder/decision.hpp>, which contains the text scanners and takes longer to compile.
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

/// The name used in reports.
[[nodiscard]] constexpr std::string_view name(policy_kind kind) noexcept
{
    constexpr std::array<std::string_view, 3> names{"tiered", "classifier", "skill"};
    return names[static_cast<std::size_t>(kind)];
}

/// The result of a skill policy for a prompt.
struct skill_verdict {
    skill::explained of;
    skill::choice chosen;
};

struct decision {
    double score{};         ///< computed for every policy, even if it does not use the score
    std::string_view model; ///< points into the policy
    policy_kind kind{};
    features counts;
    std::optional<skill_verdict> skill{}; ///< set for skill policies only
};

/// Routes a UTF-8 text. Never fails; a policy without models yields an empty name. `seen` is the distribution
/// of skill scores that a gateway has observed; if null, the policy's own table is used. Defined in
/// <wayfinder/decision.hpp>.
[[nodiscard]] inline decision decide(std::string_view text, lexicon const& terms, weights const& by,
                                     policy const& routes, skill::quantile_sketch const* seen = nullptr);

/// Defaults to `binary(0.5)` with the default weights and the built-in lexicon. Deciding modifies nothing, so
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
