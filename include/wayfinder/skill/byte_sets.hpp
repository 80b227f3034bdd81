// Which of 64 bytes are what to the skill score.
#pragma once

#include <wayfinder/detail/bits.hpp>
#include <wayfinder/detail/byte_block.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace wayfinder::skill::detail {

using wayfinder::detail::bitset64;
using wayfinder::detail::block_size;

/// One bit for each of 64 bytes.
struct byte_sets {
    bitset64 letters{};  ///< of ASCII
    bitset64 digits{};   ///< of ASCII
    bitset64 wide{};     ///< of characters beyond ASCII, or of none
    bitset64 stops{};    ///< `.`, `?`, `!`
    bitset64 lines{};    ///< line feed and carriage return
    bitset64 openings{}; ///< `(`
    bitset64 symbols{};  ///< brackets and operators; not those that Markdown writes
};

template <typename lane>
[[nodiscard]] byte_sets sets_of(char const* bytes) noexcept
{
    byte_sets found;
    // Folds over the lanes rather than a loop: they unroll at any level of optimisation.
    auto const add = [&](std::size_t index) {
        auto const b = lane::load(bytes + index * lane::width);
        auto const put = [&](bitset64& into, lane members) {
            into |= members.answers() << (index * lane::width);
        };
        put(found.letters, b.lower_cased().template in_range<'a', 'z'>());
        put(found.digits, b.template in_range<'0', '9'>());
        put(found.wide, b);
        put(found.stops, b.template in_range<'.', '.'>() | b.template in_range<'?', '?'>() |
                             b.template in_range<'!', '!'>());
        put(found.lines, b.template in_range<'\n', '\n'>() | b.template in_range<'\r', '\r'>());
        put(found.openings, b.template in_range<'(', '('>());
        put(found.symbols, b.template in_range<'%', '&'>() | b.template in_range<'(', ')'>() |
                               b.template in_range<'+', '+'>() | b.template in_range<'/', '/'>() |
                               b.template in_range<'<', '='>() | b.template in_range<'[', '^'>() |
                               b.template in_range<'{', '}'>());
    };
    [&]<std::size_t... index>(std::index_sequence<index...>)
    {
        (add(index), ...);
    }
    (std::make_index_sequence<block_size / lane::width>{});
    return found;
}

} // namespace wayfinder::skill::detail
