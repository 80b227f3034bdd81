// Block operations on 32 bytes at a time, for processors with AVX2. The program is built for any x86-64
// processor and detects AVX2 at run time; only the speed depends on it.
#pragma once

#include <wayfinder/detail/bits.hpp>
#include <wayfinder/detail/term_beginnings.hpp>

#include <cstddef>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define WAYFINDER_AVX2 [[gnu::target("avx2,bmi,popcnt")]]
#endif

namespace wayfinder::detail {

#if defined(WAYFINDER_AVX2)

/// AVX2 and the further extensions that the code below is compiled for.
inline bool const has_avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                             __builtin_cpu_supports("popcnt") != 0;

/// 32 bytes in a vector register.
using avx2_bytes = unsigned char __attribute__((vector_size(32)));

WAYFINDER_AVX2 inline avx2_bytes avx2_load(void const* from) noexcept
{
    avx2_bytes loaded;
    std::memcpy(&loaded, from, sizeof loaded);
    return loaded;
}

WAYFINDER_AVX2 inline avx2_bytes avx2_each(unsigned char value) noexcept
{
    avx2_bytes made;
    std::memset(&made, value, sizeof made);
    return made;
}

/// The highest bit of each byte.
[[nodiscard]] WAYFINDER_AVX2 inline bitset64 avx2_answers(avx2_bytes bytes) noexcept
{
    using plain_bytes = char __attribute__((vector_size(32)));
    return static_cast<unsigned>(__builtin_ia32_pmovmskb256(reinterpret_cast<plain_bytes>(bytes)));
}

/// A block in two registers; see `block_of`.
struct avx2_block {
    avx2_bytes low, high;

    WAYFINDER_AVX2 static avx2_block load(char const* from) noexcept
    {
        return {avx2_load(from), avx2_load(from + sizeof(avx2_bytes))};
    }

    template <unsigned char first, unsigned char final>
    [[nodiscard]] WAYFINDER_AVX2 avx2_block in_range() const noexcept
    {
        return {in_range<first, final>(low), in_range<first, final>(high)};
    }

    [[nodiscard]] WAYFINDER_AVX2 avx2_block lower_cased() const noexcept
    {
        return {low | avx2_each(0x20), high | avx2_each(0x20)};
    }

    [[nodiscard]] WAYFINDER_AVX2 avx2_block operator|(avx2_block const& other) const noexcept
    {
        return {low | other.low, high | other.high};
    }

    [[nodiscard]] WAYFINDER_AVX2 bitset64 answers() const noexcept
    {
        return avx2_answers(low) | avx2_answers(high) << 32U;
    }

    [[nodiscard]] WAYFINDER_AVX2 bool any() const noexcept { return avx2_answers(low | high) != 0; }

private:
    /// AVX2 only compares signed bytes, so the range is shifted to the top of the signed range.
    template <unsigned char first, unsigned char final>
    [[nodiscard]] WAYFINDER_AVX2 static avx2_bytes in_range(avx2_bytes bytes) noexcept
    {
        using signed_bytes = signed char __attribute__((vector_size(32)));
        if constexpr (first == final) return reinterpret_cast<avx2_bytes>(bytes == avx2_each(first));
        avx2_bytes const moved = bytes + avx2_each(static_cast<unsigned char>(0x7F - final));
        avx2_bytes const beneath = avx2_each(static_cast<unsigned char>(0x7F - final + first - 1));
        return reinterpret_cast<avx2_bytes>(reinterpret_cast<signed_bytes>(moved) >
                                            reinterpret_cast<signed_bytes>(beneath));
    }
};

/// The table entry for each nibble.
[[nodiscard]] WAYFINDER_AVX2 inline avx2_bytes avx2_look_up(term_beginnings::groups_by_nibble const& table,
                                                            avx2_bytes nibbles) noexcept
{
    using plain_bytes = char __attribute__((vector_size(32)));
    return reinterpret_cast<avx2_bytes>(__builtin_ia32_pshufb256(
        reinterpret_cast<plain_bytes>(avx2_load(table.data())), reinterpret_cast<plain_bytes>(nibbles)));
}

/// For each byte, the groups of terms that accept its upper and lower four bits at this place.
[[nodiscard]] WAYFINDER_AVX2 inline avx2_bytes avx2_groups_at(term_beginnings::place const& place,
                                                              avx2_bytes bytes) noexcept
{
    using words = unsigned short __attribute__((vector_size(32)));
    avx2_bytes const nibble = avx2_each(0x0F);
    auto const shifted = reinterpret_cast<avx2_bytes>(reinterpret_cast<words>(bytes) >> 4);
    return avx2_look_up(place.lower, bytes & nibble) & avx2_look_up(place.upper, shifted & nibble);
}

/// Positions in the block where a token that is a term may begin. `reach - 1` bytes after the block must be
/// readable.
[[nodiscard]] WAYFINDER_AVX2 inline bitset64 find_beginnings(char const* bytes,
                                                             term_beginnings const& terms) noexcept
{
    avx2_bytes low = avx2_each(0xFF);
    avx2_bytes high = low;
    for (auto const& place : terms.places()) {
        auto const there = avx2_block::load(bytes + place.offset);
        low &= avx2_groups_at(place, there.low);
        high &= avx2_groups_at(place, there.high);
    }
    return ~avx2_block{low, high}.in_range<0, 0>().answers();
}

#else

inline constexpr bool has_avx2 = false;

#endif

} // namespace wayfinder::detail
