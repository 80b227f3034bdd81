// Selects which of several equivalent endpoints takes the next call.
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

/// The usable candidate with the fewest calls in flight relative to its weight. Ties, such as all endpoints
/// of an idle model, take turns by weight: over `turn` = 0, 1, 2, … each gets its share. Nullopt if none is
/// usable.
std::optional<std::size_t> pick(std::span<candidate const> among, std::size_t turn);

} // namespace wayfinder::delivery
