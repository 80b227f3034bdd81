// What the judge is asked, and what an answer means.
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

/// How two answers are shown: by letters in the order of the arms, or unnamed.
struct presentation {
    bool blind{};
    bool swapped{}; ///< blind: the second arm's answer stands first
};

[[nodiscard]] std::string_view question(presentation shown);

/// Letters in either case, words in full too; nullopt for anything else.
[[nodiscard]] std::optional<verdict> read_verdict(std::string_view answer, presentation shown);

} // namespace wayfinder::cli
