// The closed word classes used by the skill score, looked up by hash.
#pragma once

#include <wayfinder/skill/word_hash.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wayfinder::skill {

/// The classes of a word, as bits; most words have none.
enum word_kind : std::uint8_t {
    courtesy = 1,      ///< continues a greeting
    interrogative = 2, ///< what, which, who …
    greeting = 4,      ///< opens a sentence, or a part of one, that says nothing about the task
    clause = 8,        ///< if, because, whether …
    composing = 16,    ///< write, poem, story …
    quantity = 32,     ///< many, twice, total …
    technical = 64,    ///< prove, integral, function, python …
    look_up = 128,     ///< who, when, define …: asks for a fact if it is the first word
};

namespace detail {

struct kind_words {
    std::uint8_t kinds;
    std::string_view words;
};

inline constexpr kind_words lexicon_of_kinds[]{
    {greeting | courtesy, "answer assist can could dear good hello help here hey hi i kindly ok okay please "
                          "question request task tell thank thanks would"},
    {courtesy,
     "a advance am an and any appreciate are as assistance be below carefully d do doing following for "
     "give great have hope if in is it just know let like looking lot m may me much my need now of on or "
     "provide re s so solve stuck t that the there this to today try ve very want we well will with you "
     "your"},
    {interrogative, "what which who whom whose when where why how"},
    {clause,
     "if then unless suppose assume assuming given when while whether otherwise until after before since "
     "because therefore but however although who where"},
    {composing,
     "write compose poem poems essay story stories email blog article lyrics song haiku joke jokes "
     "limerick novel dialogue screenplay caption slogan tweet summarize summarise translate rewrite "
     "rephrase paraphrase draft letter"},
    {quantity,
     "many much more fewer less each every total per twice half double triple times percent percentage "
     "average sum difference altogether combined third quarter dozen ratio rate"},
    {technical,
     "prove proof derive theorem lemma integral derivative equation equations polynomial matrix "
     "eigenvalue probability calculus algebra geometry calculate compute integer integers variable solve "
     "simplify evaluate velocity acceleration equilibrium logic logical reasoning hypothesis algorithm "
     "complexity optimize optimise optimization implement function code coding python javascript "
     "typescript java rust sql html css bash program programming script debug regex api compile compiler "
     "recursion recursive query database json array loop"},
    {look_up, "who whom whose when where name define list"},
};

/// Every word of the lexicon once: the upper bits of its hash, with its kinds in the lower bits.
struct hashed_words {
    static constexpr std::uint32_t kind_bits = 255;

    constexpr hashed_words() noexcept
    {
        for (auto [kinds, words] : lexicon_of_kinds)
            while (!words.empty()) {
                auto const length = words.find(' ');
                merge((hash_of(words.substr(0, length)) & ~kind_bits) | kinds);
                words.remove_prefix(length == std::string_view::npos ? words.size() : length + 1);
            }
    }

    std::array<std::uint32_t, 384> slots{};
    std::size_t count{};

private:
    constexpr void merge(std::uint32_t word) noexcept
    {
        std::size_t at = 0;
        while (at < count && ((slots[at] ^ word) & ~kind_bits) != 0) ++at;
        slots[at] |= word;
        count += at == count ? 1U : 0U;
    }
};

/// Two slots per hash bucket, so that a look-up is one load and two comparisons, without a branch.
class word_table {
public:
    constexpr word_table() noexcept
    {
        hashed_words const all;
        while (!fill(all)) multiplier_ += 2;
    }

    [[nodiscard]] constexpr std::uint32_t kinds_of(std::uint32_t hash) const noexcept
    {
        bucket const& found = buckets_[bucket_of(hash)];
        return matching(found.first, hash) | matching(found.second, hash);
    }

private:
    static constexpr std::uint32_t kind_bits = hashed_words::kind_bits;

    struct alignas(8) bucket {
        std::uint32_t first{};
        std::uint32_t second{};
    };

    [[nodiscard]] static constexpr std::uint32_t matching(std::uint32_t slot, std::uint32_t hash) noexcept
    {
        std::uint32_t const all_or_none = -std::uint32_t{(slot ^ hash) <= kind_bits};
        return slot & kind_bits & all_or_none;
    }

    [[nodiscard]] constexpr std::size_t bucket_of(std::uint32_t hash) const noexcept
    {
        return (hash & ~kind_bits) * multiplier_ >> 22U;
    }

    /// False if three words fall into one bucket under this multiplier.
    constexpr bool fill(hashed_words const& all) noexcept
    {
        buckets_ = {};
        for (std::size_t at = 0; at < all.count; ++at) {
            bucket& into = buckets_[bucket_of(all.slots[at])];
            if (into.second != 0) return false;
            (into.first == 0 ? into.first : into.second) = all.slots[at];
        }
        return true;
    }

    std::uint32_t multiplier_{0x9E37'79B1U};
    std::array<bucket, 1024> buckets_{};
};

inline constexpr word_table words{};

} // namespace detail
} // namespace wayfinder::skill
