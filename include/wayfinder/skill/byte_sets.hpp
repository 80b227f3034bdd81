// Byte classes of a 64-byte block, as bit masks.
#pragma once

#include <wayfinder/detail/avx2_block.hpp>
#include <wayfinder/detail/bits.hpp>
#include <wayfinder/detail/lane.hpp>

namespace wayfinder::skill::detail {

using wayfinder::detail::bitset64;
using wayfinder::detail::block_size;

/// One bit per byte of the block.
struct byte_sets {
    bitset64 letters{};  ///< ASCII letters
    bitset64 digits{};   ///< ASCII digits
    bitset64 wide{};     ///< bytes of non-ASCII characters, or malformed bytes
    bitset64 commas{};   ///< ASCII commas
    bitset64 stops{};    ///< `.`, `?`, `!`
    bitset64 lines{};    ///< line feed and carriage return
    bitset64 openings{}; ///< `(`
    bitset64 symbols{};  ///< brackets and operators, except those used by Markdown
};

/// Classes that are only computed for blocks with wide bytes.
struct wide_sets {
    bitset64 marks{};       ///< 0xE2, the lead byte of the marks and symbols from U+2000 to U+2FFF
    bitset64 punctuation{}; ///< 0x80, which after 0xE2 is general punctuation
    bitset64 scripts{};     ///< lead bytes of Greek, Cyrillic and all later scripts, without `marks`
};

template <typename block>
[[nodiscard, gnu::always_inline]] inline byte_sets sets_of(block const& bytes) noexcept
{
    byte_sets found;
    found.letters = bytes.lower_cased().template in_range<'a', 'z'>().answers();
    found.digits = bytes.template in_range<'0', '9'>().answers();
    found.wide = bytes.answers();
    found.commas = bytes.template in_range<',', ','>().answers();
    found.stops = (bytes.template in_range<'.', '.'>() | bytes.template in_range<'?', '?'>() |
                   bytes.template in_range<'!', '!'>())
                      .answers();
    found.lines = (bytes.template in_range<'\n', '\n'>() | bytes.template in_range<'\r', '\r'>()).answers();
    found.openings = bytes.template in_range<'(', '('>().answers();
    found.symbols = (bytes.template in_range<'%', '&'>() | bytes.template in_range<'(', ')'>() |
                     bytes.template in_range<'+', '+'>() | bytes.template in_range<'/', '/'>() |
                     bytes.template in_range<'<', '='>() | bytes.template in_range<'[', '^'>() |
                     bytes.template in_range<'{', '}'>())
                        .answers();
    return found;
}

template <typename block>
[[nodiscard]] wide_sets wide_sets_of(block const& bytes) noexcept
{
    wide_sets found;
    found.marks = bytes.template in_range<0xE2, 0xE2>().answers();
    found.punctuation = bytes.template in_range<0x80, 0x80>().answers();
    found.scripts = (bytes.template in_range<0xCE, 0xDF>() | bytes.template in_range<0xE0, 0xE1>() |
                     bytes.template in_range<0xE3, 0xEF>())
                        .answers();
    return found;
}

/// Classifies 64 bytes using one kind of block.
template <typename block>
struct block_classifier {
    [[nodiscard]] static byte_sets sets(char const* bytes) noexcept { return sets_of(block::load(bytes)); }
    [[nodiscard]] static wide_sets wide(char const* bytes) noexcept
    {
        return wide_sets_of(block::load(bytes));
    }
};

/// Classifies with the best instructions that this processor supports.
struct classifier {
    [[nodiscard]] static byte_sets sets(char const* bytes) noexcept
    {
#if defined(WAYFINDER_AVX2)
        if (wayfinder::detail::has_avx2) return sets_by_avx2(bytes);
#endif
        return block_classifier<wayfinder::detail::native_block>::sets(bytes);
    }
    [[nodiscard]] static wide_sets wide(char const* bytes) noexcept
    {
        return block_classifier<wayfinder::detail::native_block>::wide(bytes);
    }

private:
#if defined(WAYFINDER_AVX2)
    [[nodiscard]] WAYFINDER_AVX2 static byte_sets sets_by_avx2(char const* bytes) noexcept
    {
        return sets_of(wayfinder::detail::avx2_block::load(bytes));
    }
#endif
};

} // namespace wayfinder::skill::detail
