// Which two models answer, and in which order a judge sees them.
#pragma once

#include "config/snapshot.hpp"

#include <array>
#include <string>
#include <string_view>
#include <variant>

namespace wayfinder::cli {

using arm_names = std::array<std::string, 2>;

/// Why there are no two arms, as a message.
struct no_arms {
    std::string reason;
};

/// `asked` is `a,b`; if empty, the first two configured models are used.
[[nodiscard]] std::variant<arm_names, no_arms> choose_arms(std::string_view asked,
                                                           config::gateway const& configured);

/// Whether a judge who must not know the arms sees the second one first. It depends only on the prompt and is
/// true for half of all prompts.
[[nodiscard]] bool second_comes_first(std::string_view prompt);

} // namespace wayfinder::cli
