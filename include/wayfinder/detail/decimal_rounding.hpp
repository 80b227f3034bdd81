// Rounds a double to a few decimals without formatting it: exactly, in 64-bit integers.
#pragma once

#include <bit>
#include <cstdint>

namespace wayfinder::detail {

constexpr std::uint64_t power(std::uint64_t base, int exponent) noexcept
{
    return exponent == 0 ? 1 : base * power(base, exponent - 1);
}

/// The double nearest to `value` rounded to `digits` decimals. The exact binary value is rounded, exact ties
/// to even. Infinities, NaN and zeros are returned unchanged.
///
/// A finite double is m * 2^-s with m < 2^53, so in units of 10^-digits it is (m * 5^digits) / 2^(s -
/// digits): one product that fits 64 bits and one shift; the bits shifted out determine the rounding.
template <int digits>
[[nodiscard]] constexpr double round_decimals(double value) noexcept
{
    static_assert(digits >= 0 && digits <= 4, "m * 5^digits must fit 64 bits");
    constexpr std::uint64_t mantissa_mask = (std::uint64_t{1} << 52) - 1;

    auto const bits = std::bit_cast<std::uint64_t>(value);
    auto const biased_exponent = static_cast<int>(bits >> 52 & 0x7FF);
    if (biased_exponent == 0x7FF) return value;

    bool const subnormal = biased_exponent == 0;
    std::uint64_t const mantissa = (bits & mantissa_mask) | (subnormal ? 0 : mantissa_mask + 1);
    int const shift = 1075 - (subnormal ? 1 : biased_exponent) - digits;
    if (shift <= 0) return value; // at most `digits` binary places, hence at most that many decimals

    std::uint64_t const scaled = mantissa * power(5, digits);
    std::uint64_t units = 0;
    if (shift < 64) {
        units = scaled >> shift;
        std::uint64_t const rest = scaled & ((std::uint64_t{1} << shift) - 1);
        std::uint64_t const half = std::uint64_t{1} << (shift - 1);
        if (rest > half || (rest == half && units % 2 == 1)) ++units;
    }
    // Above 2^53 units, adjacent doubles are further apart than the decimals: `value` is already the nearest.
    if (units >> 53 != 0) return value;
    double const magnitude = static_cast<double>(units) / static_cast<double>(power(10, digits));
    return bits >> 63 != 0 ? -magnitude : magnitude;
}

} // namespace wayfinder::detail
