#include "config/values/sha256_text.hpp"

#include <charconv>

namespace wayfinder::config {

std::optional<sha256> parse_sha256(std::string_view text)
{
    sha256 hash{};
    if (text.size() != 2 * hash.size()) return std::nullopt;
    for (std::size_t i = 0; i < hash.size(); ++i) {
        auto const* const begin = text.data() + 2 * i;
        auto const [end, error] = std::from_chars(begin, begin + 2, hash[i], 16);
        if (error != std::errc{} || end != begin + 2) return std::nullopt;
    }
    return hash;
}

std::string to_text(sha256 const& hash)
{
    constexpr std::string_view digits{"0123456789abcdef"};
    std::string text;
    for (auto const byte : hash) text.append(1, digits[byte >> 4U]).append(1, digits[byte & 0xFU]);
    return text;
}

} // namespace wayfinder::config
