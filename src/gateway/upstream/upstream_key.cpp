#include "gateway/upstream/upstream_key.hpp"

#include <algorithm>

namespace wayfinder::gateway {

std::string_view trimmed_key(std::string_view text)
{
    constexpr std::string_view blanks{" \t\r\n"};
    auto const from = text.find_first_not_of(blanks);
    if (from == text.npos) return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

bool is_sendable_key(std::string_view key)
{
    return std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

} // namespace wayfinder::gateway
