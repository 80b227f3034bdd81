// Which of 64 bytes are what to the skill score.
#pragma once

#include <wayfinder/detail/bits.hpp>
#include <wayfinder/detail/byte_block.hpp>

#include <cstddef>
#include <utility>

namespace wayfinder::skill::detail {

using wayfinder::detail::bitset64;
using wayfinder::detail::block_size;

/// One bit for each of 64 bytes.
struct byte_sets {
    bitset64 letters{};  ///< of ASCII
    bitset64 digits{};   ///< of ASCII
    bitset64 wide{};     ///< of characters beyond ASCII, or of none
    bitset64 commas{};   ///< of ASCII
    bitset64 stops{};    ///< `.`, `?`, `!`
    bitset64 lines{};    ///< line feed and carriage return
    bitset64 openings{}; ///< `(`
    bitset64 symbols{};  ///< brackets and operators; not those that Markdown writes
};

/// What only blocks with wide bytes are asked.
struct wide_sets {
    bitset64 marks{};       ///< 0xE2, which begins the marks and symbols from U+2000 to U+2FFF
    bitset64 punctuation{}; ///< 0x80, which behind it is general punctuation
    bitset64 scripts{};     ///< first bytes of Greek, Cyrillic and the scripts behind them, without the marks
};

/// Where among 64 bytes a predicate of lanes holds. A fold rather than a loop: it unrolls at any level of
/// optimisation.
template <typename lane, class Predicate>
[[nodiscard]] bitset64 where(char const* bytes, Predicate test) noexcept
{
    return [&]<std::size_t... index>(std::index_sequence<index...>)
    {
        constexpr auto width = lane::width;
        return ((test(lane::load(bytes + index * width)).answers() << (index * width)) | ...);
    }
    (std::make_index_sequence<block_size / lane::width>{});
}

template <typename lane>
[[nodiscard]] byte_sets sets_of(char const* bytes) noexcept
{
    byte_sets found;
    found.letters = where<lane>(bytes, [](lane b) { return b.lower_cased().template in_range<'a', 'z'>(); });
    found.digits = where<lane>(bytes, [](lane b) { return b.template in_range<'0', '9'>(); });
    found.wide = where<lane>(bytes, [](lane b) { return b; });
    found.commas = where<lane>(bytes, [](lane b) { return b.template in_range<',', ','>(); });
    found.stops = where<lane>(bytes, [](lane b) {
        return b.template in_range<'.', '.'>() | b.template in_range<'?', '?'>() |
               b.template in_range<'!', '!'>();
    });
    found.lines = where<lane>(
        bytes, [](lane b) { return b.template in_range<'\n', '\n'>() | b.template in_range<'\r', '\r'>(); });
    found.openings = where<lane>(bytes, [](lane b) { return b.template in_range<'(', '('>(); });
    found.symbols = where<lane>(bytes, [](lane b) {
        return b.template in_range<'%', '&'>() | b.template in_range<'(', ')'>() |
               b.template in_range<'+', '+'>() | b.template in_range<'/', '/'>() |
               b.template in_range<'<', '='>() | b.template in_range<'[', '^'>() |
               b.template in_range<'{', '}'>();
    });
    return found;
}

template <typename lane>
[[nodiscard]] wide_sets wide_sets_of(char const* bytes) noexcept
{
    wide_sets found;
    found.marks = where<lane>(bytes, [](lane b) { return b.template in_range<0xE2, 0xE2>(); });
    found.punctuation = where<lane>(bytes, [](lane b) { return b.template in_range<0x80, 0x80>(); });
    found.scripts = where<lane>(bytes, [](lane b) {
        return b.template in_range<0xCE, 0xDF>() | b.template in_range<0xE0, 0xE1>() |
               b.template in_range<0xE3, 0xEF>();
    });
    return found;
}

} // namespace wayfinder::skill::detail
