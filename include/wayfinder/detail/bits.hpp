// Sets of positions in a 64-byte block, one bit per position; the first byte is the lowest bit.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace wayfinder::detail {

using bitset64 = std::uint64_t;

inline constexpr bitset64 every_position = ~bitset64{0};

/// Shifts each position to the next one; `first` says whether the position before the block was a member.
constexpr bitset64 after(bitset64 members, bool first) noexcept
{
    return members << 1 | bitset64{first};
}

/// Whether the block's last position is a member; pass it as `first` for the next block.
constexpr bool last(bitset64 members) noexcept
{
    return members >> 63 != 0;
}

/// The lowest member only.
constexpr bitset64 lowest(bitset64 members) noexcept
{
    return members & (~members + 1);
}

/// Positions up to and including the lowest member; all positions if there are no members.
constexpr bitset64 through_first(bitset64 members) noexcept
{
    return members ^ (members - 1);
}

/// Index of the lowest and of the highest member; there must be one. (Knowing this, the compiler drops the
/// library function's handling of zero.)
constexpr std::size_t first_index(bitset64 members) noexcept
{
    return static_cast<unsigned>(__builtin_ctzll(members));
}
constexpr std::size_t last_index(bitset64 members) noexcept
{
    return static_cast<unsigned>(std::countl_zero(members)) ^
           63U; // 63 - n, in a form that compilers recognise
}

/// The complete runs of consecutive members whose first position is among `starts`. Adding the starts
/// propagates a carry through each such run and clears it; other runs are unchanged.
constexpr bitset64 runs_from(bitset64 starts, bitset64 members) noexcept
{
    return members & ~(members + (starts & members));
}

/// Number of members. Baseline x86-64 has no instruction for it, so the compiler would emit a function call.
constexpr std::size_t count(bitset64 members) noexcept
{
    members -= members >> 1 & 0x5555'5555'5555'5555;
    members = (members & 0x3333'3333'3333'3333) + (members >> 2 & 0x3333'3333'3333'3333);
    members = (members + (members >> 4)) & 0x0F0F'0F0F'0F0F'0F0F;
    return static_cast<std::size_t>(members * 0x0101'0101'0101'0101 >> 56);
}

} // namespace wayfinder::detail
