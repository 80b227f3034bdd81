// The lexicon compiled for lookup.
#pragma once

#include <wayfinder/detail/folding.hpp>
#include <wayfinder/detail/term_beginnings.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::detail {

/// Which of the lexicon's sets contain a term: possibly both.
struct term_sets {
    bool reasoning{};
    bool constraint{};
};

/// Nearly every word of a text is in neither set, so misses must be cheap: one multiplication and one bit of
/// a small array (a Bloom filter with one hash). Words that pass are looked up in an open-addressed table.
class term_table {
public:
    /// Skips terms that no token can equal, such as two words or `naïve`.
    term_table(std::vector<std::string> const& reasoning, std::vector<std::string> const& constraint)
    {
        slots_.resize(std::bit_ceil(2 * (reasoning.size() + constraint.size()) + 1));
        last_slot_ = slots_.size() - 1;
        for (auto const& term : reasoning)
            if (is_token(term)) insert(term).sets.reasoning = true;
        for (auto const& term : constraint)
            if (is_token(term)) insert(term).sets.constraint = true;
    }

    /// Length in bytes of the shortest and of the longest term. Without terms, the shortest is longer than
    /// any token.
    [[nodiscard]] std::size_t shortest() const noexcept { return shortest_; }
    [[nodiscard]] std::size_t longest() const noexcept { return longest_; }

    /// How the terms begin.
    [[nodiscard]] term_beginnings const& beginnings() const noexcept { return beginnings_; }

    /// False for nearly all keys (see `folded_key`) of tokens that are in neither set.
    [[nodiscard]] bool expects(std::uint64_t key) const noexcept
    {
        std::uint64_t const hash = spread(key);
        return (expected_[door(hash)] >> bit(hash) & 1) != 0;
    }

    /// The sets that contain the token with this key; the token may be in any case.
    [[nodiscard]] term_sets find(std::string_view token, std::uint64_t key) const noexcept
    {
        for (std::size_t at = home(key); slots_[at].key != 0; at = next(at)) {
            slot const& taken = slots_[at];
            if (taken.key != key || taken.term.size() != token.size()) continue;
            // Up to eight bytes, the key identifies the token.
            if (token.size() <= 8 || equals_folded(token, taken.term)) return taken.sets;
        }
        return {};
    }

private:
    struct slot {
        std::uint64_t key{}; ///< zero marks a free slot: no token contains a zero byte
        std::string term;
        term_sets sets;
    };

    /// Multiplies by 2^64 over the golden ratio: every bit of the key affects the high bits.
    static constexpr std::uint64_t spread(std::uint64_t key) noexcept { return key * 0x9E37'79B9'7F4A'7C15; }

    /// The element of `expected_` selected by a hash, and the bit in it.
    static constexpr std::size_t door(std::uint64_t hash) noexcept { return hash >> 54; }
    static constexpr std::size_t bit(std::uint64_t hash) noexcept { return hash >> 49 & 31; }

    [[nodiscard]] std::size_t home(std::uint64_t key) const noexcept
    {
        return spread(key) >> 32 & last_slot_;
    }
    [[nodiscard]] std::size_t next(std::size_t at) const noexcept { return (at + 1) & last_slot_; }

    /// The slot of a lower-case term, inserted if new.
    slot& insert(std::string const& term)
    {
        std::uint64_t const key = folded_key(term.data(), term.size());
        std::size_t at = home(key);
        while (slots_[at].key != 0 && slots_[at].term != term) at = next(at);
        slots_[at].key = key;
        slots_[at].term = term;
        expected_[door(spread(key))] |= std::uint32_t{1} << bit(spread(key));
        shortest_ = std::min(shortest_, term.size());
        longest_ = std::max(longest_, term.size());
        beginnings_.add(term);
        return slots_[at];
    }

    std::array<std::uint32_t, 1024> expected_{}; ///< 4 KB: with the built-in terms, one word in 500 passes
    term_beginnings beginnings_;
    std::vector<slot> slots_; ///< a power of two, at most half full
    std::size_t last_slot_;
    std::size_t shortest_{std::numeric_limits<std::size_t>::max()};
    std::size_t longest_{0};
};

} // namespace wayfinder::detail
