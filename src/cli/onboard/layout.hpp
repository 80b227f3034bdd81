// Prepares text of any origin for a terminal: harmless, wrapped, side by side.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::cli {

using text_lines = std::vector<std::string>;

/// The lines of a text, none wider than `width` (at least 2). Lines break at blanks; a word wider than a line
/// is split between characters. Tabs become blanks. Anything that could control the terminal or reorder its
/// text, such as an escape sequence, becomes U+FFFD.
[[nodiscard]] text_lines wrap(std::string_view text, std::size_t width);

/// The same, shortened to `most` lines, of which the last says how many are omitted.
[[nodiscard]] text_lines wrap(std::string_view text, std::size_t width, std::size_t most);

struct titled_text {
    std::string title;
    std::string text;
};

/// How a title is emphasised; empty for plain text.
struct emphasis {
    std::string_view on;
    std::string_view off;
};

/// A screen this wide is split into two columns.
inline constexpr std::size_t two_columns_from = 100;

/// Two texts under their titles: in columns if the width allows it, else one below the other. The last line
/// is empty.
[[nodiscard]] text_lines lay_out(std::array<titled_text, 2> const& texts, std::size_t width, emphasis title);

} // namespace wayfinder::cli
