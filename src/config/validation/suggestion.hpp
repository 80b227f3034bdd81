// Finds the name that a misspelt one was meant to be.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace wayfinder::config {

/// Edits between two names: insert, delete, replace, or swap two neighbours (optimal string alignment). Case
/// is ignored, and so is the difference between `-` and `_`.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate that the name seems to misspell. The first wins a tie.
std::optional<std::string_view> nearest_spelling(std::string_view name,
                                                 std::vector<std::string_view> const& candidates);

/// The closest candidate if it is close enough to be meant: first one that the name misspells, else one that
/// contains the name or is contained in it.
std::optional<std::string_view> nearest(std::string_view name,
                                        std::vector<std::string_view> const& candidates);

} // namespace wayfinder::config
