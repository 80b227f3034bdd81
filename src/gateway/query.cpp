#include "gateway/query.hpp"

#include <algorithm>
#include <charconv>

namespace wayfinder::gateway {

std::string percent_decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        auto const* const digits = text.data() + i + 1;
        bool const escape = text[i] == '%' && i + 2 < text.size() &&
                            std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
        out.push_back(escape ? static_cast<char>(byte) : text[i]);
        if (escape) i += 2;
    }
    return out;
}

std::optional<std::string> query_parameter(std::string_view query, std::string_view name)
{
    while (!query.empty()) {
        auto const pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        auto const key = pair.substr(0, pair.find('='));
        if (percent_decoded(key) != name) continue;
        return percent_decoded(pair.substr(std::min(pair.size(), key.size() + 1)));
    }
    return std::nullopt;
}

} // namespace wayfinder::gateway
