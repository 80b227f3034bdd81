// Durations, counted in buckets whose width is 1/64 of their value.
#pragma once

#include <array>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace wayfinder::bench {

class histogram {
public:
    void add(std::chrono::nanoseconds value)
    {
        auto const number = value.count() > 0 ? static_cast<std::uint64_t>(value.count()) : 0;
        ++counts_[bucket_of(number)];
        ++total_;
    }

    [[nodiscard]] std::uint64_t total() const { return total_; }

    /// The value below which this share of all values is, in microseconds; 0 if there are none.
    [[nodiscard]] double quantile(double share) const
    {
        auto const wanted = static_cast<std::uint64_t>(share * static_cast<double>(total_));
        std::uint64_t seen = 0;
        for (std::size_t each = 0; each < counts_.size(); ++each) {
            seen += counts_[each];
            if (seen > wanted) return static_cast<double>(middle_of(each)) / 1000.0;
        }
        return 0;
    }

private:
    static constexpr unsigned precision = 6; ///< bits after the leading one
    static constexpr std::uint64_t exact = 1U << (precision + 1U);

    static std::size_t bucket_of(std::uint64_t value)
    {
        if (value < exact) return value;
        auto const shift = static_cast<unsigned>(std::bit_width(value)) - precision - 1U;
        return (std::uint64_t{shift} << precision) + (value >> shift);
    }
    static std::uint64_t middle_of(std::size_t bucket)
    {
        if (bucket < exact) return bucket;
        auto const shift = (bucket >> precision) - 1;
        auto const low = (bucket - (shift << precision)) << shift;
        return low + (std::uint64_t{1} << shift) / 2;
    }

    std::array<std::uint64_t, (64U - precision) << precision> counts_{};
    std::uint64_t total_{};
};

} // namespace wayfinder::bench
