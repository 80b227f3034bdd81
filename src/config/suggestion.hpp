// The right name near a wrong one.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace wayfinder::config {

/// Edits between two names: insert, delete, replace, or swap two neighbours (optimal string alignment).
/// Case does not count, and neither does the choice between `-` and `_`.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidate of which the name seems to be a misspelling. The first wins a tie.
std::optional<std::string_view> nearest_spelling(std::string_view name,
                                                 std::vector<std::string_view> const& candidates);

/// The closest candidate, if it is close enough to be what was meant: a misspelling of it, else a part of it
/// or more than it.
std::optional<std::string_view> nearest(std::string_view name,
                                        std::vector<std::string_view> const& candidates);

} // namespace wayfinder::config
