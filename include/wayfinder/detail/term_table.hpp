// The lexicon compiled for lookup.
#pragma once

#include <wayfinder/detail/folding.hpp>

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

/// Which of the lexicon's sets hold a term: both may.
struct term_sets {
    bool reasoning{};
    bool constraint{};
};

/// Nearly every word of a text is in no set, so a miss is what must be cheap: two loads, one multiplication and
/// one look at a small array decide. What gets past that is looked up in an open-addressed table.
class term_table {
public:
    /// Terms that no token can equal, such as two words or `naïve`, are left out.
    term_table(std::vector<std::string> const& reasoning, std::vector<std::string> const& constraint)
    {
        slots_.resize(std::bit_ceil(2 * (reasoning.size() + constraint.size()) + 1));
        for (auto const& term : reasoning)
            if (is_token(term)) insert(term).sets.reasoning = true;
        for (auto const& term : constraint)
            if (is_token(term)) insert(term).sets.constraint = true;
    }

    /// Bytes of the shortest term; more than any token has when there is no term.
    [[nodiscard]] std::size_t shortest() const noexcept { return shortest_; }

    /// Bytes of the longest term.
    [[nodiscard]] std::size_t longest() const noexcept { return longest_; }

    /// False for most tokens that `find` would not find. The token may be in any case, here and there.
    [[nodiscard]] bool may_hold(char const* token, std::size_t length) const noexcept
    {
        return expected_[door(folded_key(token, length))];
    }

    /// The sets that hold the token.
    [[nodiscard]] term_sets find(std::string_view token) const noexcept
    {
        std::uint64_t const key = folded_key(token.data(), token.size());
        for (std::size_t at = home(key); slots_[at].key != 0; at = next(at))
            if (slots_[at].key == key && equals_folded(token, slots_[at].term)) return slots_[at].sets;
        return {};
    }

private:
    struct slot {
        std::uint64_t key{}; ///< zero marks a free slot: no token holds a zero byte
        std::string term;
        term_sets sets;
    };

    static constexpr std::size_t doors = 4096;

    static constexpr std::uint64_t spread(std::uint64_t key) noexcept
    {
        return key * 0x9E37'79B9'7F4A'7C15; // 2^64 over the golden ratio: every bit of the key moves the high ones
    }
    static constexpr std::size_t door(std::uint64_t key) noexcept
    {
        return static_cast<std::size_t>(spread(key) >> (64 - std::countr_zero(doors)));
    }
    [[nodiscard]] std::size_t home(std::uint64_t key) const noexcept
    {
        return static_cast<std::size_t>(spread(key) >> 32) & (slots_.size() - 1);
    }
    [[nodiscard]] std::size_t next(std::size_t at) const noexcept { return (at + 1) & (slots_.size() - 1); }

    /// The slot of a lower-case term, taken now if it is new.
    slot& insert(std::string const& term)
    {
        std::uint64_t const key = folded_key(term.data(), term.size());
        std::size_t at = home(key);
        while (slots_[at].key != 0 && slots_[at].term != term) at = next(at);
        slots_[at].key = key;
        slots_[at].term = term;
        expected_[door(key)] = true;
        shortest_ = std::min(shortest_, term.size());
        longest_ = std::max(longest_, term.size());
        return slots_[at];
    }

    std::array<bool, doors> expected_{};
    std::vector<slot> slots_; ///< a power of two of them, at most half taken
    std::size_t shortest_{std::numeric_limits<std::size_t>::max()};
    std::size_t longest_{0};
};

} // namespace wayfinder::detail
