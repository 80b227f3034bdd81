// Classifies 64 bytes of text: one bit per byte and class.
#pragma once

#include <wayfinder/detail/avx2_block.hpp>
#include <wayfinder/detail/bits.hpp>
#include <wayfinder/detail/lane.hpp>

namespace wayfinder::detail {

/// The ASCII classes computed for every block. `wide_scanner` adds non-ASCII characters.
struct byte_classes {
    bitset64 whitespace{};
    bitset64 line_breaks{};
    bitset64 letters{}; ///< ASCII only
    bitset64 glue{};    ///< apostrophe and hyphen, which join the parts of a token
    bitset64 tokens{};  ///< letters, glue and characters whose lower case is a letter
    /// Where a term may begin. A token that begins elsewhere is not a term, unless it contains a disguised
    /// letter.
    bitset64 term_beginnings{every_position};
    bool has_marks{}; ///< contains `?`, `[`, `\` or `]`; most blocks contain none of them
    bool has_wide{};  ///< contains a non-ASCII byte
};

template <typename block>
[[nodiscard, gnu::always_inline]] inline byte_classes classify(block const& bytes) noexcept
{
    byte_classes found;
    found.whitespace =
        (bytes.template in_range<'\t', '\r'>() | bytes.template in_range<0x1C, ' '>()).answers();
    // The whitespace in this range is exactly the line breaks: LF to CR and 0x1C to 0x1E.
    found.line_breaks = found.whitespace & bytes.template in_range<'\n', 0x1E>().answers();
    found.letters = bytes.lower_cased().template in_range<'a', 'z'>().answers();
    found.glue = (bytes.template in_range<'\'', '\''>() | bytes.template in_range<'-', '-'>()).answers();
    found.tokens = found.letters | found.glue;
    found.has_marks = (bytes.template in_range<'[', ']'>() | bytes.template in_range<'?', '?'>()).any();
    found.has_wide = bytes.any();
    return found;
}

/// The bytes equal to an ASCII character.
template <char character, typename block>
[[nodiscard]] bitset64 find(block const& bytes) noexcept
{
    constexpr auto byte = static_cast<unsigned char>(character);
    return bytes.template in_range<byte, byte>().answers();
}

/// The lead bytes of two- and three-byte characters whose pages contain a member of some class.
template <typename block>
[[nodiscard]] bitset64 find_leads_of_two(block const& bytes) noexcept
{
    return (bytes.template in_range<0xC2, 0xC4>() | bytes.template in_range<0xCE, 0xCF>()).answers();
}
template <typename block>
[[nodiscard]] bitset64 find_leads_of_three(block const& bytes) noexcept
{
    return bytes.template in_range<0xE1, 0xE3>().answers();
}

} // namespace wayfinder::detail
