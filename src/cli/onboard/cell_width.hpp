// How much room text takes in a terminal.
#pragma once

#include <cstddef>
#include <string_view>

namespace wayfinder::cli {

/// Columns of one character: 0 for marks that join the one before, 2 for East Asian wide characters and most
/// emoji, else 1.
[[nodiscard]] std::size_t cell_width(char32_t character);

/// A character with everything that joins it, as one thing to show.
struct cluster {
    std::size_t bytes{};
    std::size_t width{};
};

/// The one that begins at `at`, which lies inside the text. Combining marks, variation selectors, skin tones
/// and what a zero-width joiner ties on belong to it.
[[nodiscard]] cluster cluster_at(std::string_view text, std::size_t at);

/// Columns of a text without line ends or tabs.
[[nodiscard]] std::size_t text_width(std::string_view text);

} // namespace wayfinder::cli
