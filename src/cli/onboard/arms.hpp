// Which two models answer, and in which order a judge sees them.
#pragma once

#include "config/snapshot.hpp"

#include <array>
#include <string>
#include <string_view>
#include <variant>

namespace wayfinder::cli {

using arm_names = std::array<std::string, 2>;

/// Why there are no two arms, for people.
struct no_arms {
    std::string reason;
};

/// `asked` is `a,b`; empty takes the first two configured models.
[[nodiscard]] std::variant<arm_names, no_arms> choose_arms(std::string_view asked,
                                                           config::gateway const& configured);

/// Whether a judge who must not know the arms sees the second one first. It depends on the prompt alone, for
/// half of all prompts it is so.
[[nodiscard]] bool second_comes_first(std::string_view prompt);

} // namespace wayfinder::cli
