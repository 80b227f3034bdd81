// The words and word pairs of a text, hashed and counted, without a heap.
#pragma once

#include <wayfinder/skill/natural_log.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace wayfinder::skill {

namespace detail {

/// ln(1 + n) of small counts.
inline constexpr auto logarithms = [] {
    std::array<double, 64> table{};
    for (std::size_t count = 0; count < table.size(); ++count) table[count] = log1p(static_cast<double>(count));
    return table;
}();

} // namespace detail

/// Words and pairs of neighbours, each in one of 2^16 buckets. Words behind the 512th are left out: a prompt's
/// matter is told by then, and the bag has a fixed size.
class gram_bag {
public:
    static constexpr std::size_t buckets = 1U << 16U;

    /// Takes in the next word, by its hash.
    void add(std::uint32_t word) noexcept
    {
        if (words_ == most_words) return;
        put(word * 0x9E3779B1U >> 16U);
        if (words_ != 0) put((previous_ * 0x85EBCA77U + word) * 0xC2B2AE3DU >> 16U);
        previous_ = word;
        ++words_;
    }

    /// Calls `see(bucket, value)` in the order of first appearance: value is ln(1 + occurrences), the whole
    /// scaled to length 1. An empty bag calls nothing.
    template <class See> void for_each(See const& see) const
    {
        double square = 0;
        for (std::size_t i = 0; i < used_; ++i) {
            double const value = detail::logarithms[slots_[order_[i]].count];
            square += value * value;
        }
        if (used_ == 0) return;
        double const scale = 1.0 / std::sqrt(square); // IEEE rounds a root correctly: same bits everywhere
        for (std::size_t i = 0; i < used_; ++i) {
            auto const& slot = slots_[order_[i]];
            see(slot.bucket, detail::logarithms[slot.count] * scale);
        }
    }

private:
    static constexpr std::size_t most_words = 512;
    static constexpr std::size_t slot_count = 2048;
    static constexpr std::uint16_t most_counted = detail::logarithms.size() - 1;

    struct slot {
        std::uint16_t bucket;
        std::uint16_t count; ///< 0: free
    };

    void put(std::uint32_t bucket) noexcept
    {
        std::size_t at = bucket % slot_count;
        while (slots_[at].count != 0 && slots_[at].bucket != bucket) at = (at + 1) % slot_count;
        auto& found = slots_[at];
        if (found.count == 0) {
            found.bucket = static_cast<std::uint16_t>(bucket);
            order_[used_++] = static_cast<std::uint16_t>(at);
        }
        if (found.count < most_counted) ++found.count;
    }

    std::array<slot, slot_count> slots_{};
    std::array<std::uint16_t, 2 * most_words> order_; ///< the first `used_` are set
    std::size_t used_{};
    std::size_t words_{};
    std::uint32_t previous_{};
};

} // namespace wayfinder::skill
