// The words and word pairs of a text, as buckets of a table.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace wayfinder::skill {

/// Each word and each pair of neighbours falls into one of these.
inline constexpr std::size_t gram_buckets = 1U << 16U;

/// The words of a text, by their hashes, as far as the 512th: a prompt's matter is told by then.
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
    std::array<std::uint32_t, 512> words_; // not zeroed: what is read was added
    std::size_t size_{};
};

namespace detail {

/// Which words have been met: 8192 bits by hash, so that a few in a hundred are taken for others, the same
/// ones in learning and in deciding.
class met_words {
public:
    /// 1 the first time, else 0.
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

/// Tells `see(bucket, counts)` of each word and of each pair of neighbours. A word counts 1 where it is met
/// for the first time, else 0: a number, so that a sum needs no branch. A pair counts 1 wherever it stands:
/// few do so twice, and to remember them all would take longer than to look them up. A question with
/// `options` has other buckets than one without: what makes an exam hard is not what makes a conversation so.
template <class See>
void each_gram(word_list const& words, bool options, See see) noexcept
{
    auto const half = static_cast<std::uint32_t>(options ? gram_buckets / 2 : 0);
    detail::met_words met;
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
