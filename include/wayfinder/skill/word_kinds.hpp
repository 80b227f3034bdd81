// The closed word classes that the skill score looks at, found by hash.
#pragma once

#include <wayfinder/skill/word_hash.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wayfinder::skill {

/// What a word is, as bits; most words are nothing.
enum word_kind : std::uint8_t {
    greeting = 4,      ///< opens a sentence, or the part of one, that says nothing of the task
    courtesy = 1,      ///< carries on from a greeting
    interrogative = 2, ///< what, which, who …
    clause = 8,        ///< if, because, whether …
    composing = 16,    ///< write, poem, story …
};

namespace detail {

/// One slot for each word, so that a look-up is one load and one comparison, without a branch. A slot holds
/// the upper bits of a hash and the word's kinds below them.
class word_table {
public:
    constexpr word_table() noexcept
    {
        while (!fill()) multiplier_ += 2;
    }

    [[nodiscard]] constexpr std::uint8_t kinds_of(std::uint32_t hash) const noexcept
    {
        std::uint32_t const found = slots_[slot_of(hash)];
        return static_cast<std::uint8_t>(((found ^ hash) & ~kind_bits) == 0 ? found & kind_bits : 0);
    }

private:
    static constexpr std::uint32_t kind_bits = 31;

    [[nodiscard]] constexpr std::size_t slot_of(std::uint32_t hash) const noexcept
    {
        return hash * multiplier_ >> 21U;
    }

    /// False where two words fall into one slot under this multiplier.
    constexpr bool fill() noexcept
    {
        slots_ = {};
        return add(greeting | courtesy, "answer assist can could dear good hello help here hey hi i i'd "
                                        "kindly ok okay please question "
                                        "request task tell thank thanks would") &&
               add(courtesy, "a advance am an and any appreciate are as assistance be below carefully d do "
                             "doing following "
                             "for give great have hope if in is it just know let like looking lot m may me "
                             "much my need now "
                             "of on or provide re s so solve stuck t that the there this to today try ve "
                             "very want we well "
                             "will with you your") &&
               add(interrogative, "what which who whom whose when where why how") &&
               add(clause, "if then unless suppose assume assuming given when while whether otherwise until "
                           "after before since because therefore but however although who where") &&
               add(composing, "write compose poem essay story letter email blog article summarize summarise "
                              "translate rewrite rephrase paraphrase draft");
    }

    constexpr bool add(std::uint32_t kind, std::string_view words) noexcept
    {
        while (!words.empty()) {
            auto const length = words.find(' ');
            std::uint32_t const hash = hash_of(words.substr(0, length));
            auto& slot = slots_[slot_of(hash)];
            if (slot != 0 && ((slot ^ hash) & ~kind_bits) != 0) return false;
            slot = (hash & ~kind_bits) | (slot & kind_bits) | kind;
            words.remove_prefix(length == std::string_view::npos ? words.size() : length + 1);
        }
        return true;
    }

    std::uint32_t multiplier_{0x9E37'79B1U};
    std::array<std::uint32_t, 2048> slots_{};
};

inline constexpr word_table words{};

} // namespace detail
} // namespace wayfinder::skill
