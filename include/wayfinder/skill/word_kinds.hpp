// The closed word classes that the skill score looks at, found by hash.
#pragma once

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

/// FNV-1a over the bytes of a word in lower case.
inline constexpr std::uint32_t hash_start = 2166136261U;

[[nodiscard]] constexpr std::uint32_t hash_step(std::uint32_t hash, unsigned char byte) noexcept
{
    return (hash ^ byte) * 16777619U;
}

[[nodiscard]] constexpr std::uint32_t hash_of(std::string_view word) noexcept
{
    std::uint32_t hash = hash_start;
    for (char const c : word) hash = hash_step(hash, static_cast<unsigned char>(c));
    return hash;
}

/// Open addressing; a word is known by all 32 bits of its hash.
class word_table {
public:
    constexpr word_table() noexcept
    {
        add(greeting | courtesy, "answer assist can could dear good hello help here hey hi i i'd kindly ok okay "
                                 "please question request task tell thank thanks would");
        add(courtesy, "a advance am an and any appreciate are as assistance be below carefully d do doing "
                      "following for give great have hope if in is it just know let like looking lot m may me "
                      "much my need now of on or provide re s so solve stuck t that the there this to today "
                      "try ve very want we well will with you your");
        add(interrogative, "what which who whom whose when where why how");
        add(clause, "if then unless suppose assume assuming given when while whether otherwise until after "
                    "before since because therefore but however although who where");
        add(composing, "write compose poem essay story letter email blog article summarize summarise translate "
                       "rewrite rephrase paraphrase draft");
    }

    [[nodiscard]] constexpr std::uint8_t kinds_of(std::uint32_t hash) const noexcept
    {
        std::size_t slot = first_slot(hash);
        while (kinds_[slot] != 0) {
            if (hashes_[slot] == hash) return kinds_[slot];
            slot = (slot + 1) % slots;
        }
        return 0;
    }

private:
    static constexpr std::size_t slots = 1024;

    /// FNV's high bits are the better mixed ones of short words.
    [[nodiscard]] static constexpr std::size_t first_slot(std::uint32_t hash) noexcept
    {
        return (hash ^ hash >> 16U) % slots;
    }

    constexpr void add(std::uint8_t kind, std::string_view words) noexcept
    {
        while (!words.empty()) {
            auto const length = words.find(' ');
            add(kind, hash_of(words.substr(0, length)));
            words.remove_prefix(length == std::string_view::npos ? words.size() : length + 1);
        }
    }

    constexpr void add(std::uint8_t kind, std::uint32_t hash) noexcept
    {
        std::size_t slot = first_slot(hash);
        while (kinds_[slot] != 0 && hashes_[slot] != hash) slot = (slot + 1) % slots;
        hashes_[slot] = hash;
        kinds_[slot] = static_cast<std::uint8_t>(kinds_[slot] | kind);
    }

    std::array<std::uint32_t, slots> hashes_{};
    std::array<std::uint8_t, slots> kinds_{};
};

inline constexpr word_table words{};

} // namespace detail
} // namespace wayfinder::skill
