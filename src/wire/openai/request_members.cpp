#include "wire/openai/request_members.hpp"

#include "wire/json/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace wayfinder::wire::openai {
namespace {

constexpr std::array<std::string_view, 10> names{
    "model", "messages", "stream",    "stream_options",  "max_tokens", "max_completion_tokens",
    "n",     "tools",    "functions", "response_format",
};

constexpr bool may_be_folded(char c)
{
    return (c >= 'A' && c <= 'Z') || c == '\\' || static_cast<unsigned char>(c) >= 0x80;
}

void replace_all(std::string& text, std::string_view what, char by)
{
    for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1))
        text.replace(at, what.size(), 1, by);
}

/// Unicode simple case folding, as far as it yields letters that occur in the names.
std::string folded(std::string_view raw_key)
{
    std::string key;
    json::append_unescaped(key, raw_key);
    std::transform(key.begin(), key.end(), key.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    replace_all(key, "\u017F", 's'); // long s
    replace_all(key, "\u212A", 'k'); // Kelvin sign
    return key;
}

} // namespace

std::string_view taken_for(std::string_view raw_key)
{
    constexpr std::size_t longest = 6 * 24; // with every letter escaped
    if (raw_key.size() > longest || std::none_of(raw_key.begin(), raw_key.end(), may_be_folded)) return {};
    auto const key = folded(raw_key);
    auto const found = std::find(names.begin(), names.end(), key);
    return found == names.end() ? std::string_view{} : *found;
}

} // namespace wayfinder::wire::openai
