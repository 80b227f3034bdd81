// Compares many bytes at once. A lane holds several bytes; the result of a comparison is in the top bit of
// each byte, and the other bits are then meaningless.
#pragma once

#include <wayfinder/detail/bits.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

namespace wayfinder::detail {

/// Eight bytes in a machine word, for any processor.
struct word_lane {
    static constexpr std::size_t width = 8;
    std::uint64_t bytes;

    static constexpr std::uint64_t each(std::uint64_t value) noexcept
    {
        return value * 0x0101'0101'0101'0101;
    }

    static word_lane load(char const* from) noexcept
    {
        std::uint64_t bytes = 0;
        for (std::size_t at = 0; at < width; ++at)
            bytes |= std::uint64_t{static_cast<unsigned char>(from[at])} << (8 * at);
        return {bytes};
    }

    /// Bytes in the range, which must be entirely below or entirely above 0x80. With the top bits cleared,
    /// bytes can be added without carrying into their neighbours; the top bit is then checked separately.
    template <unsigned char low, unsigned char high>
    [[nodiscard]] word_lane in_range() const noexcept
    {
        static_assert(low <= high && (low < 0x80) == (high < 0x80));
        std::uint64_t const rest = bytes & each(0x7F);
        std::uint64_t const not_below = rest + each(0x80U - (low & 0x7FU));
        std::uint64_t const above = rest + each(0x7FU - (high & 0x7FU));
        return {not_below & ~above & (low < 0x80 ? ~bytes : bytes)};
    }

    [[nodiscard]] word_lane lower_cased() const noexcept { return {bytes | each(0x20)}; }

    /// The results, one bit per byte. The multiplication collects the top bits in the highest byte.
    [[nodiscard]] bitset64 answers() const noexcept
    {
        return (bytes >> 7 & each(1)) * 0x0102'0408'1020'4080 >> 56;
    }

    friend word_lane operator|(word_lane a, word_lane b) noexcept { return {a.bytes | b.bytes}; }
};

#if defined(__SSE2__)

/// Sixteen bytes in a vector register, available on every x86-64 processor.
struct vector_lane {
    static constexpr std::size_t width = 16;
    using unsigned_bytes = unsigned char __attribute__((vector_size(16)));
    using signed_bytes = signed char __attribute__((vector_size(16)));
    using plain_bytes = char __attribute__((vector_size(16)));
    unsigned_bytes bytes;

    static constexpr unsigned_bytes each(unsigned char value) noexcept
    {
        return unsigned_bytes{value, value, value, value, value, value, value, value,
                              value, value, value, value, value, value, value, value};
    }

    static vector_lane load(char const* from) noexcept
    {
        vector_lane loaded;
        std::memcpy(&loaded.bytes, from, sizeof loaded.bytes);
        return loaded;
    }

    /// Bytes in the range. SSE2 only compares signed bytes, so the range is shifted to the top of the signed
    /// range.
    template <unsigned char low, unsigned char high>
    [[nodiscard]] vector_lane in_range() const noexcept
    {
        static_assert(low <= high);
        if constexpr (low == high) return {reinterpret_cast<unsigned_bytes>(bytes == each(low))};
        unsigned_bytes const moved = bytes + each(static_cast<unsigned char>(0x7F - high));
        constexpr auto beneath = static_cast<unsigned char>(0x7F - high + low - 1);
        return {reinterpret_cast<unsigned_bytes>(reinterpret_cast<signed_bytes>(moved) >
                                                 reinterpret_cast<signed_bytes>(each(beneath)))};
    }

    [[nodiscard]] vector_lane lower_cased() const noexcept { return {bytes | each(0x20)}; }

    [[nodiscard]] bitset64 answers() const noexcept
    {
        return static_cast<bitset64>(__builtin_ia32_pmovmskb128(reinterpret_cast<plain_bytes>(bytes)));
    }

    friend vector_lane operator|(vector_lane a, vector_lane b) noexcept { return {a.bytes | b.bytes}; }
};

using native_lane = vector_lane;

#else

using native_lane = word_lane;

#endif

inline constexpr std::size_t block_size = 64;

/// A block of bytes in lanes of one kind.
template <typename lane>
class block_of {
public:
    static block_of load(char const* from) noexcept
    {
        return each([from](std::size_t at) { return lane::load(from + at * lane::width); });
    }

    template <unsigned char low, unsigned char high>
    [[nodiscard]] block_of in_range() const noexcept
    {
        return each([this](std::size_t at) { return lanes_[at].template in_range<low, high>(); });
    }

    [[nodiscard]] block_of lower_cased() const noexcept
    {
        return each([this](std::size_t at) { return lanes_[at].lower_cased(); });
    }

    [[nodiscard]] block_of operator|(block_of const& other) const noexcept
    {
        return each([&](std::size_t at) { return lanes_[at] | other.lanes_[at]; });
    }

    /// One bit per byte.
    [[nodiscard]] bitset64 answers() const noexcept
    {
        return [this]<std::size_t... at>(std::index_sequence<at...>)
        {
            return ((lanes_[at].answers() << (at * lane::width)) | ...);
        }
        (every_lane{});
    }

    /// Whether any bit is set.
    [[nodiscard]] bool any() const noexcept
    {
        return [this]<std::size_t... at>(std::index_sequence<at...>)
        {
            return (lanes_[at] | ...).answers() != 0;
        }
        (every_lane{});
    }

private:
    static constexpr std::size_t lane_count = block_size / lane::width;
    using every_lane = std::make_index_sequence<lane_count>;

    // Fold expressions instead of loops: they unroll at any optimisation level.
    template <typename function>
    static block_of each(function make) noexcept
    {
        return [make]<std::size_t... at>(std::index_sequence<at...>)
        {
            block_of made;
            ((made.lanes_[at] = make(at)), ...);
            return made;
        }
        (every_lane{});
    }

    std::array<lane, lane_count> lanes_;
};

using native_block = block_of<native_lane>;

} // namespace wayfinder::detail
