// The words and word pairs of a text, as buckets of a table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace wayfinder::skill {

/// Each word and each pair of adjacent words falls into one of these.
inline constexpr std::size_t gram_buckets = 1U << 16U;

/// The hashes of the first 512 words of a text, which are enough to determine its subject.
class word_list {
public:
    void add(std::uint32_t word) noexcept
    {
        if (size_ == words_.size()) return;
        words_[size_++] = word;
    }

    [[nodiscard]] std::uint32_t const* begin() const noexcept { return words_.data(); }
    [[nodiscard]] std::uint32_t const* end() const noexcept { return words_.data() + size_; }

private:
    std::array<std::uint32_t, 512> words_; // not zeroed: only added elements are read
    std::size_t size_{};
};

namespace detail {

/// The set of words already seen: 8192 bits indexed by hash. A few per cent of words collide, but they
/// collide the same way in learning and in deciding.
class seen_words {
public:
    /// 1 if the word is new, else 0.
    [[nodiscard]] std::uint32_t add(std::uint32_t hash) noexcept
    {
        auto& block = bits_[hash % bits / 64];
        std::uint64_t const before = block;
        block = before | std::uint64_t{1} << hash % 64;
        return static_cast<std::uint32_t>(~before >> hash % 64 & 1);
    }

private:
    static constexpr std::size_t bits = 8192;
    std::array<std::uint64_t, bits / 64> bits_{};
};

} // namespace detail

/// Calls `see(bucket, counts)` for each word and each pair of adjacent words. `counts` is 1 for the first
/// occurrence of a word, else 0: a number, so that sums need no branch. For pairs it is always 1: few occur
/// twice, and remembering them would take longer than looking them up. Questions with `options` use different
/// buckets: what makes an exam question hard does not make a conversation hard.
template <class See>
void each_gram(word_list const& words, bool options, See see) noexcept
{
    auto const half = static_cast<std::uint32_t>(options ? gram_buckets / 2 : 0);
    detail::seen_words met;
    auto const meet = [&](std::uint32_t word) {
        std::uint32_t const hash = word * 0x9E37'79B1U;
        see(hash >> 16U ^ half, met.add(hash));
    };
    auto const* at = words.begin();
    if (at == words.end()) return;
    meet(*at);
    for (std::uint32_t previous = *at++; at != words.end(); previous = *at++) {
        meet(*at);
        see((previous * 0x85EB'CA77U + *at) * 0xC2B2'AE3DU >> 16U ^ half, 1U);
    }
}

} // namespace wayfinder::skill
