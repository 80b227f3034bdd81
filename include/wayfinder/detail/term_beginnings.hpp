// The beginnings of the lexicon's terms, as a few bytes for vector-register lookup.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wayfinder::detail {

/// Terms in eight groups. For three places in a token, tables list which groups have a letter there with
/// given upper or lower four bits. A token that begins like a term has a group common to all six lookups. Few
/// others do: with the built-in terms, one English word in twelve.
class term_beginnings {
public:
    /// For each four-bit value, the groups that have it, one bit each. Stored twice, because the halves of a
    /// vector register are looked up separately.
    using groups_by_nibble = std::array<std::uint8_t, 32>;
    struct place {
        std::size_t offset{}; ///< in bytes from the start of the token
        groups_by_nibble lower{};
        groups_by_nibble upper{};
    };
    /// The third letter distinguishes less than the fourth: `prove` and `proof`, but `the` and `theorem`.
    static constexpr std::array<std::size_t, 3> offsets{0, 1, 3};
    /// Number of bytes examined, counting from the first.
    static constexpr std::size_t reach = offsets.back() + 1;

    [[nodiscard]] std::array<place, offsets.size()> const& places() const noexcept { return places_; }

    /// Adds a lower-case term to the group that grows least by it. If a term ends before a place, any byte is
    /// accepted there.
    void add(std::string_view term) noexcept
    {
        unsigned best = 0;
        std::size_t least = growth(term, 0);
        for (unsigned group = 1; group < 8; ++group)
            if (std::size_t const grows = growth(term, group); grows < least) {
                best = group;
                least = grows;
            }
        for (auto& each : places_) join(each, term, best);
    }

private:
    static constexpr std::array<place, offsets.size()> nothing() noexcept
    {
        std::array<place, offsets.size()> empty{};
        for (std::size_t at = 0; at < offsets.size(); ++at) empty[at].offset = offsets[at];
        return empty;
    }

    static void join(place& there, std::string_view term, unsigned group) noexcept
    {
        auto const bit = static_cast<std::uint8_t>(1U << group);
        if (there.offset >= term.size()) {
            for (auto& each : there.lower) each |= bit;
            for (auto& each : there.upper) each |= bit;
            return;
        }
        auto const letter = static_cast<unsigned char>(term[there.offset]);
        auto const capital = static_cast<unsigned char>(letter & ~0x20U); // else no token character
        for (unsigned half : {0U, 16U}) {
            there.lower[half + (letter & 0xFU)] |= bit;
            there.upper[half + (letter >> 4U)] |= bit;
            there.upper[half + (capital >> 4U)] |= bit;
        }
    }

    [[nodiscard]] static std::size_t members(groups_by_nibble const& nibbles, unsigned group) noexcept
    {
        std::size_t count = 0;
        for (auto const each : nibbles) count += each >> group & 1U;
        return count / 2;
    }

    /// The number of additional letter combinations that the group accepts with this term.
    [[nodiscard]] std::size_t growth(std::string_view term, unsigned group) const noexcept
    {
        std::size_t before = 1;
        std::size_t after = 1;
        for (place each : places_) {
            before *= members(each.lower, group) * members(each.upper, group);
            join(each, term, group);
            after *= members(each.lower, group) * members(each.upper, group);
        }
        return after - before;
    }

    std::array<place, offsets.size()> places_{nothing()};
};

} // namespace wayfinder::detail
