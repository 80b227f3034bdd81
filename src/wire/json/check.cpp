#include "wire/json/check.hpp"

#include <string>

namespace wayfinder::wire::json {

using simdjson::error_code;
namespace ondemand = simdjson::ondemand;

std::string_view token_of(ondemand::value& value)
{
    auto token = value.raw_json_token();
    token.remove_suffix(token.size() - token.find_last_not_of(" \t\r\n") - 1);
    return token;
}

std::string_view inside_of(std::string_view token)
{
    return token.size() >= 2 && token.front() == '"' ? token.substr(1, token.size() - 2) : std::string_view{};
}

std::string_view inside_of(ondemand::raw_json_string key)
{
    // The closing quote is there: the first stage of simdjson refuses an open string.
    auto const* const begin = key.raw();
    auto const* end = begin;
    while (*end != '"') end += *end == '\\' ? 2 : 1;
    return {begin, static_cast<std::size_t>(end - begin)};
}

bool key_is(std::string_view raw_key, std::string_view name)
{
    if (raw_key.find('\\') == raw_key.npos) return raw_key == name;
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
        // Consumed here: simdjson would step over a string that is followed by a colon as if it were a key.
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
