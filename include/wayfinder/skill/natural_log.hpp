// The natural logarithm of 1 + x, bit-identical on every machine.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace wayfinder::skill {

/// ln(1 + x) for finite x >= 0, within 1e-11. Library implementations differ in the last bit; this one uses
/// additions, multiplications and one division of IEEE doubles in a fixed order: with 1 + x = 2^e m, m in
/// [sqrt(1/2), sqrt(2)), ln m = 2 artanh((m - 1) / (m + 1)), by its Taylor series.
[[nodiscard]] constexpr double log1p(double x) noexcept
{
    constexpr double ln2 = 0.693147180559945309417;
    constexpr double root_of_two = 1.41421356237309504880;
    constexpr std::uint64_t fraction_bits = (std::uint64_t{1} << 52U) - 1;
    constexpr std::uint64_t one = std::uint64_t{1023} << 52U;

    auto const bits = std::bit_cast<std::uint64_t>(1.0 + x);
    auto exponent = static_cast<int>(bits >> 52U) - 1023;
    auto mantissa = std::bit_cast<double>((bits & fraction_bits) | one);
    if (mantissa >= root_of_two) {
        mantissa *= 0.5;
        ++exponent;
    }
    double const t = (mantissa - 1.0) / (mantissa + 1.0);
    double const square = t * t;
    constexpr double coefficients[]{1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1.0};
    double series = 0; // |t| < 0.1716, so the omitted terms are below 2^-39
    for (double const each : coefficients) series = series * square + each;
    return exponent * ln2 + 2.0 * t * series;
}

namespace detail {

/// Logarithms of the most frequent counts.
inline constexpr auto log1p_of_few = [] {
    std::array<double, 64> table{};
    for (std::size_t count = 0; count < table.size(); ++count)
        table[count] = log1p(static_cast<double>(count));
    return table;
}();

} // namespace detail

/// The same for a count; most counts are looked up.
[[nodiscard]] constexpr double log1p_of(std::uint64_t count) noexcept
{
    return count < detail::log1p_of_few.size() ? detail::log1p_of_few[static_cast<std::size_t>(count)]
                                               : log1p(static_cast<double>(count));
}

} // namespace wayfinder::skill
