// Sets of positions in a block of 64 bytes, one bit each, the first byte lowest.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace wayfinder::detail {

using bitset64 = std::uint64_t;

inline constexpr bitset64 every_position = ~bitset64{0};

/// Each position moved to its successor; `first` says whether the position before the block was a member.
constexpr bitset64 after(bitset64 members, bool first) noexcept
{
    return members << 1 | bitset64{first};
}

/// Whether the block's last position is a member, which is `first` for the next block.
constexpr bool last(bitset64 members) noexcept
{
    return members >> 63 != 0;
}

/// The lowest member alone.
constexpr bitset64 lowest(bitset64 members) noexcept
{
    return members & (~members + 1);
}

/// Positions up to the lowest member, itself included; all when there is none.
constexpr bitset64 through_first(bitset64 members) noexcept
{
    return members ^ (members - 1);
}

/// Index of the lowest and of the highest member; there must be one. (Told so, the compiler leaves out what
/// the library's function does for none.)
constexpr std::size_t first_index(bitset64 members) noexcept
{
    return static_cast<unsigned>(__builtin_ctzll(members));
}
constexpr std::size_t last_index(bitset64 members) noexcept
{
    return static_cast<unsigned>(std::countl_zero(members)) ^
           63U; // 63 - n, in a form that compilers see through
}

/// Of the runs of consecutive members, those whose first position is among `starts`, complete. Adding the
/// starts makes a carry travel through each such run and clear it; the others stay as they are.
constexpr bitset64 runs_from(bitset64 starts, bitset64 members) noexcept
{
    return members & ~(members + (starts & members));
}

/// Number of members. The x86-64 baseline has no instruction for it, and the compiler would call a function.
constexpr std::size_t count(bitset64 members) noexcept
{
    members -= members >> 1 & 0x5555'5555'5555'5555;
    members = (members & 0x3333'3333'3333'3333) + (members >> 2 & 0x3333'3333'3333'3333);
    members = (members + (members >> 4)) & 0x0F0F'0F0F'0F0F'0F0F;
    return static_cast<std::size_t>(members * 0x0101'0101'0101'0101 >> 56);
}

} // namespace wayfinder::detail
