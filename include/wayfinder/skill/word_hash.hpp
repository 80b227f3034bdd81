// Case-insensitive word hash.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace wayfinder::skill::detail {

/// Loads up to eight bytes, little-endian on every machine.
[[nodiscard]] constexpr std::uint64_t load(char const* from, std::size_t length) noexcept
{
    std::uint64_t bytes = 0;
    for (std::size_t at = 0; at < length; ++at)
        bytes |= std::uint64_t{static_cast<unsigned char>(from[at])} << 8 * at;
    return bytes;
}

/// Loads eight bytes at once on little-endian machines.
[[nodiscard]] constexpr std::uint64_t load_eight(char const* from) noexcept
{
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little) return load(from, 8);
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, from, sizeof bytes);
    return bytes;
}

/// Lower-cases ASCII letters. Digits have this bit already; other bytes are mapped consistently.
inline constexpr std::uint64_t lower_case_bits = 0x2020'2020'2020'2020;

/// A hash of a word's length and its first and last eight bytes in lower case. `readable`: bytes from the
/// start of the word to the end of the text; nothing after that is read.
[[nodiscard]] constexpr std::uint32_t hash_of(char const* word, std::size_t length,
                                              std::size_t readable) noexcept
{
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    if (readable >= 8) { // otherwise the word is shorter than that; branch-free from here
        std::size_t const head = length < 8 ? length : 8;
        std::size_t const behind = length - head;
        first = load_eight(word) & ~std::uint64_t{0} >> (64 - 8 * head);
        last = load_eight(word + behind) & -std::uint64_t{behind != 0};
    } else {
        first = load(word, length);
    }
    first |= lower_case_bits;
    last |= lower_case_bits;
    std::uint64_t const mixed = first * 0x9E37'79B9'7F4A'7C15 ^ (last + length) * 0xC2B2'AE3D'27D4'EB4F;
    return static_cast<std::uint32_t>((mixed ^ mixed >> 29U) * 0xBF58'476D'1CE4'E5B9 >> 32U);
}

[[nodiscard]] constexpr std::uint32_t hash_of(std::string_view word) noexcept
{
    return hash_of(word.data(), word.size(), word.size());
}

} // namespace wayfinder::skill::detail
