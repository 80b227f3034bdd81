// The words and word pairs of a text, as buckets of a table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace wayfinder::skill {

/// Each word and each pair of neighbours falls into one of these.
inline constexpr std::size_t gram_buckets = 1U << 16U;

/// Tells `see(bucket)` of each word and pair that has not been seen in the text before. Words behind the
/// 512th are left out: a prompt's matter is told by then. What has been seen is kept in 8192 bits by hash, so
/// that a few in a hundred are taken for others, the same ones in learning and in deciding.
template <class See>
class grams {
public:
    explicit grams(See see) noexcept : see_{see} {}

    /// Takes in the next word, by its hash.
    void operator()(std::uint32_t word) noexcept
    {
        if (words_ == most_words) return;
        meet(word * 0x9E37'79B1U);
        if (words_ != 0) meet((previous_ * 0x85EB'CA77U + word) * 0xC2B2'AE3DU);
        previous_ = word;
        ++words_;
    }

private:
    static constexpr std::size_t most_words = 512;
    static constexpr std::size_t bits = 8192;

    void meet(std::uint32_t hash) noexcept
    {
        auto& seen = seen_[hash % bits / 64];
        std::uint64_t const bit = std::uint64_t{1} << hash % 64;
        if ((seen & bit) != 0) return;
        seen |= bit;
        see_(hash >> 16U);
    }

    See see_;
    std::array<std::uint64_t, bits / 64> seen_{};
    std::size_t words_{};
    std::uint32_t previous_{};
};

} // namespace wayfinder::skill
