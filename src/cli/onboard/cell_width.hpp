// The width of text in a terminal.
#pragma once

#include <cstddef>
#include <string_view>

namespace wayfinder::cli {

/// Columns of one character: 0 for marks that combine with the previous one, 2 for East Asian wide characters
/// and most emoji, else 1.
[[nodiscard]] std::size_t cell_width(char32_t character);

/// A character and everything that combines with it, displayed as a unit.
struct cluster {
    std::size_t bytes{};
    std::size_t width{};
};

/// The cluster that begins at `at`, which must be within the text. It includes combining marks, variation
/// selectors, skin tones and what a zero-width joiner attaches.
[[nodiscard]] cluster cluster_at(std::string_view text, std::size_t at);

/// Columns of a text without line ends or tabs.
[[nodiscard]] std::size_t text_width(std::string_view text);

} // namespace wayfinder::cli
