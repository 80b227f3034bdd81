// The rank of a score among the scores that a gateway has recently seen.
#pragma once

#include <wayfinder/skill/quantile_table.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace wayfinder::skill {

/// A decaying histogram: at 8192 scores every bin is halved, so that the last few thousand requests dominate.
/// A 2 KB value; adding and querying touch at most 48 of its numbers. Starts from a table that counts as much
/// as 64 scores, so that the first requests are not decided by chance.
class quantile_sketch {
public:
    static constexpr std::size_t bins = 512;
    static constexpr std::uint32_t unit = 16;       ///< mass of one score: halving loses little precision
    static constexpr std::uint32_t capacity = 8192; ///< scores
    using masses = std::array<std::uint32_t, bins>;

    explicit quantile_sketch(quantile_table const& seed = default_quantiles) noexcept
    {
        constexpr std::uint32_t scores_between = 2;
        for (std::size_t i = 0; i + 1 < seed.size(); ++i) {
            constexpr std::uint32_t pieces = scores_between * unit;
            for (std::uint32_t piece = 0; piece < pieces; ++piece) {
                double const share = (piece + 0.5) / pieces;
                put(bin_of(seed[i] + share * (seed[i + 1] - seed[i])), 1);
            }
        }
    }

    /// Restores saved masses.
    explicit quantile_sketch(masses const& saved) noexcept
    {
        for (std::size_t bin = 0; bin < bins; ++bin) put(bin, saved[bin]);
    }

    void add(double score) noexcept
    {
        if (total_ >= std::uint64_t{capacity} * unit) halve();
        put(bin_of(score), unit);
    }

    /// The share of scores below this one, in [0, 1), interpolated within the score's bin.
    [[nodiscard]] double share_below(double score) const noexcept
    {
        if (total_ == 0) return 0.5;
        std::size_t const bin = bin_of(score);
        std::uint64_t below = 0;
        for (std::size_t group = 0; group < bin / group_size; ++group) below += groups_[group];
        for (std::size_t at = bin / group_size * group_size; at < bin; ++at) below += masses_[at];
        double const inside = std::clamp(place_of(score) - static_cast<double>(bin), 0.0, 1.0);
        double const share =
            (static_cast<double>(below) + inside * masses_[bin]) / static_cast<double>(total_);
        return std::min(share, 1.0 - 1e-9);
    }

    /// The bin of a score.
    [[nodiscard]] static std::size_t bin_of(double score) noexcept
    {
        auto const bin = static_cast<std::size_t>(place_of(score));
        return bin < bins ? bin : bins - 1;
    }

    [[nodiscard]] masses const& saved() const noexcept { return masses_; }
    [[nodiscard]] std::uint64_t total() const noexcept { return total_; }

    friend bool operator==(quantile_sketch const&, quantile_sketch const&) = default;

private:
    static constexpr std::size_t group_size = 16;

    /// The position of a score, in bins. Near 0 there are 32 bins per unit; further out they widen, so that
    /// any score fits: learned weights give a wider spread than the default ones.
    [[nodiscard]] static double place_of(double score) noexcept
    {
        constexpr double half = static_cast<double>(bins) / 2;
        constexpr double wide = 8.0;
        double const size = score < 0 ? -score : score;
        if (!(size < 1e9)) return score > 0 ? half * 2 : 0.0; // NaN counts as lowest
        return half + half * (score / (wide + size));
    }

    void put(std::size_t bin, std::uint32_t mass) noexcept
    {
        masses_[bin] += mass;
        groups_[bin / group_size] += mass;
        total_ += mass;
    }

    void halve() noexcept
    {
        auto const whole = masses_;
        masses_ = {};
        groups_ = {};
        total_ = 0;
        for (std::size_t bin = 0; bin < bins; ++bin) put(bin, whole[bin] / 2);
    }

    masses masses_{};
    std::array<std::uint32_t, bins / group_size> groups_{};
    std::uint64_t total_{};
};

} // namespace wayfinder::skill
