// What a block of text is asked, 32 bytes at a time, for processors with AVX2. The program is built for every
// x86-64 processor: which one it runs on is found out when it runs, and nothing but the time depends on it.
#pragma once

#if defined(__x86_64__) && defined(__GNUC__)
#define WAYFINDER_AVX2 [[gnu::target("avx2,bmi,popcnt")]]

#include <wayfinder/detail/bits.hpp>
#include <wayfinder/detail/term_beginnings.hpp>

#include <immintrin.h>

#include <cstddef>

namespace wayfinder::detail {

/// What those processors have beside.
inline bool const has_avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                             __builtin_cpu_supports("popcnt") != 0;

/// A block in two registers; see `block_of`.
struct avx2_block {
    __m256i low, high;

    WAYFINDER_AVX2 static avx2_block load(char const* from) noexcept
    {
        return {_mm256_loadu_si256(reinterpret_cast<__m256i const*>(from)),
                _mm256_loadu_si256(reinterpret_cast<__m256i const*>(from + 32))};
    }

    /// One bit for each byte: its highest.
    [[nodiscard]] WAYFINDER_AVX2 bitset64 answers() const noexcept
    {
        auto const half = [](int mask) { return bitset64{static_cast<unsigned>(mask)}; };
        return half(_mm256_movemask_epi8(low)) | half(_mm256_movemask_epi8(high)) << 32U;
    }

    [[nodiscard]] WAYFINDER_AVX2 bool any() const noexcept
    {
        return _mm256_movemask_epi8(_mm256_or_si256(low, high)) != 0;
    }

    [[nodiscard]] WAYFINDER_AVX2 avx2_block operator|(avx2_block const& other) const noexcept
    {
        return {_mm256_or_si256(low, other.low), _mm256_or_si256(high, other.high)};
    }

    /// Bytes of the range. There is only a signed comparison: the range is moved to the top of its scale.
    template <unsigned char first, unsigned char final>
    [[nodiscard]] WAYFINDER_AVX2 avx2_block in_range() const noexcept
    {
        if constexpr (first == final) {
            __m256i const wanted = _mm256_set1_epi8(static_cast<char>(first));
            return {_mm256_cmpeq_epi8(low, wanted), _mm256_cmpeq_epi8(high, wanted)};
        } else {
            __m256i const up = _mm256_set1_epi8(static_cast<char>(0x7F - final));
            __m256i const beneath = _mm256_set1_epi8(static_cast<char>(0x7F - final + first - 1));
            return {_mm256_cmpgt_epi8(_mm256_add_epi8(low, up), beneath),
                    _mm256_cmpgt_epi8(_mm256_add_epi8(high, up), beneath)};
        }
    }

    [[nodiscard]] WAYFINDER_AVX2 avx2_block lower_cased() const noexcept
    {
        __m256i const bit = _mm256_set1_epi8(0x20);
        return {_mm256_or_si256(low, bit), _mm256_or_si256(high, bit)};
    }
};

/// A table of sixteen bytes, for each half of a register.
[[nodiscard]] WAYFINDER_AVX2 inline __m256i table_of(term_beginnings::groups_by_nibble const& groups) noexcept
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<__m128i const*>(groups.data())));
}

/// The groups of terms that have a letter at some place whose upper and whose lower four bits are these.
[[nodiscard]] WAYFINDER_AVX2 inline __m256i groups_at(__m256i bytes,
                                                      term_beginnings::place const& place) noexcept
{
    __m256i const nibble = _mm256_set1_epi8(0x0F);
    __m256i const lower = _mm256_and_si256(bytes, nibble);
    __m256i const upper = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble);
    return _mm256_and_si256(_mm256_shuffle_epi8(table_of(place.lower), lower),
                            _mm256_shuffle_epi8(table_of(place.upper), upper));
}

/// Where in the block, of which `reach - 1` bytes more are readable, a token may begin that is a term.
[[nodiscard]] WAYFINDER_AVX2 inline bitset64 find_beginnings(char const* bytes,
                                                             term_beginnings const& terms) noexcept
{
    __m256i low = _mm256_set1_epi8(-1);
    __m256i high = low;
    for (auto const& place : terms.places()) {
        auto const there = avx2_block::load(bytes + place.offset);
        low = _mm256_and_si256(low, groups_at(there.low, place));
        high = _mm256_and_si256(high, groups_at(there.high, place));
    }
    __m256i const none = _mm256_setzero_si256();
    return ~avx2_block{_mm256_cmpeq_epi8(low, none), _mm256_cmpeq_epi8(high, none)}.answers();
}

} // namespace wayfinder::detail

#endif
