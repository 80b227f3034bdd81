// Confidence intervals of shares, and the significance of differences between rules.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace wayfinder::calibrate {

inline constexpr double z_95 = 1.959963984540054;  ///< two-sided 95 % point of the normal distribution
inline constexpr double z_80 = 0.8416212335729143; ///< one-sided 80 %

struct interval {
    double low{};
    double high{};
};

/// 95 % score interval of a share: E. B. Wilson, "Probable inference, the law of succession, and statistical
/// inference", JASA 22 (1927). Unlike the textbook interval, it stays in [0, 1] and is valid for small
/// counts.
[[nodiscard]] inline interval wilson(std::size_t successes, std::size_t trials) noexcept
{
    if (trials == 0) return {0.0, 1.0};
    auto const n = static_cast<double>(trials);
    double const share = static_cast<double>(successes) / n;
    double const squared = z_95 * z_95;
    double const centre = (share + squared / (2 * n)) / (1 + squared / n);
    double const half = z_95 * std::sqrt(share * (1 - share) / n + squared / (4 * n * n)) / (1 + squared / n);
    return {successes == 0 ? 0.0 : centre - half, successes == trials ? 1.0 : centre + half};
}

/// Two-sided p-value of the exact McNemar test: Q. McNemar, Psychometrika 12 (1947). Of the prompts on which
/// exactly one rule is right, the first rule is right on `first` and the second on `second`; if the rules are
/// equally good, each of these prompts is a coin toss.
[[nodiscard]] inline double mcnemar(std::size_t first, std::size_t second) noexcept
{
    auto const n = static_cast<double>(first + second);
    auto const fewer = std::min(first, second);
    double log_chance = -n * std::log(2.0); // of 0 heads in n tosses
    double tail = std::exp(log_chance);
    for (std::size_t heads = 0; heads < fewer; ++heads) {
        auto const at = static_cast<double>(heads);
        log_chance += std::log((n - at) / (at + 1));
        tail += std::exp(log_chance);
    }
    return std::min(1.0, 2 * tail);
}

/// Number of prompts for McNemar's test to detect, at the 5 % level with 80 % power, a difference as large as
/// the one observed among `trials`: R. J. Connor, Biometrics 43 (1987). 0 if there is no difference.
[[nodiscard]] inline std::size_t trials_to_tell(std::size_t first, std::size_t second,
                                                std::size_t trials) noexcept
{
    if (first == second) return 0;
    auto const n = static_cast<double>(trials);
    double const apart = static_cast<double>(first + second) / n;
    double const gain = std::fabs(static_cast<double>(first) - static_cast<double>(second)) / n;
    double const root = z_95 * std::sqrt(apart) + z_80 * std::sqrt(std::max(0.0, apart - gain * gain));
    return static_cast<std::size_t>(std::ceil(root * root / (gain * gain)));
}

/// Number of prompts for a 95 % interval of at most `half_width` to either side, whatever the share.
[[nodiscard]] inline std::size_t trials_for(double half_width) noexcept
{
    return static_cast<std::size_t>(std::ceil(z_95 * z_95 / (4 * half_width * half_width)));
}

} // namespace wayfinder::calibrate
