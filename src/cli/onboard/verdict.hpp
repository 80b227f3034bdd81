// The question to the judge, and the meaning of an answer.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace wayfinder::cli {

enum class verdict : unsigned char {
    first_arm,
    second_arm,
    skip,
    quit,
};

/// How two answers are presented: lettered in the order of the arms, or anonymous.
struct presentation {
    bool blind{};
    bool swapped{}; ///< blind: the second arm's answer is shown first
};

[[nodiscard]] std::string_view question(presentation shown);

/// Accepts letters in either case and full words; nullopt for anything else.
[[nodiscard]] std::optional<verdict> read_verdict(std::string_view answer, presentation shown);

} // namespace wayfinder::cli
