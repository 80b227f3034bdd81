#include "wire/json/check.hpp"

#include <string>

namespace wayfinder::wire::json {

using simdjson::error_code;
namespace ondemand = simdjson::ondemand;

std::string_view token_of(ondemand::value& value)
{
    constexpr auto is_blank = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
    auto token = value.raw_json_token();
    while (!token.empty() && is_blank(token.back())) token.remove_suffix(1);
    return token;
}

std::string_view inside_of(std::string_view token)
{
    return token.size() >= 2 && token.front() == '"' ? token.substr(1, token.size() - 2) : std::string_view{};
}

std::string_view key_before(char const* value, ondemand::raw_json_string key)
{
    // Only a colon and whitespace separate key and value, so searching backwards from the value avoids
    // scanning the key.
    auto const* end = value;
    while (*--end != '"') {
    }
    return {key.raw(), static_cast<std::size_t>(end - key.raw())};
}

bool escaped_key_is(std::string_view raw_key, std::string_view name)
{
    if (raw_key.find('\\') == raw_key.npos) return false;
    std::string plain;
    append_unescaped(plain, raw_key);
    return plain == name;
}

bool is_array(ondemand::value& value)
{
    return token_of(value).starts_with('[');
}

bool is_object(ondemand::value& value)
{
    return token_of(value).starts_with('{');
}

error_code check(ondemand::value value, std::size_t depth_left)
{
    auto const token = token_of(value);
    switch (token.front()) {
    case '[':
        return each_element(value, depth_left,
                            [](auto& element, auto depth) { return check(element, depth); });
    case '{':
        return each_member(value, depth_left,
                           [](auto, auto& member, auto depth) { return check(member, depth); });
    case '"':
        // Consumed here: simdjson would skip a string that is followed by a colon as if it were a key.
        if (auto const error = value.get_raw_json_string().error()) return error;
        return escapes_are_legal(inside_of(token)) ? simdjson::SUCCESS : simdjson::STRING_ERROR;
    case 't':
        return token == "true" ? simdjson::SUCCESS : simdjson::T_ATOM_ERROR;
    case 'f':
        return token == "false" ? simdjson::SUCCESS : simdjson::F_ATOM_ERROR;
    case 'n':
        return token == "null" ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
    default:
        return is_number(token) ? simdjson::SUCCESS : simdjson::NUMBER_ERROR;
    }
}

} // namespace wayfinder::wire::json
