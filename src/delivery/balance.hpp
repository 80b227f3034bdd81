// Which of several equal endpoints takes the next call.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace wayfinder::delivery {

struct candidate {
    std::size_t weight{1}; ///< at least 1
    std::size_t in_flight{};
    bool usable{true};
};

/// The usable one with the fewest calls under way for its weight. Those that have equally few, all of an idle
/// model to begin with, take turns by weight: over `turn` = 0, 1, 2, … each has its share. Nullopt when none
/// is usable.
std::optional<std::size_t> pick(std::span<candidate const> among, std::size_t turn);

} // namespace wayfinder::delivery
