#include "wire/json/member.hpp"

#include "wire/json/text.hpp"

namespace wayfinder::wire::json {

std::optional<std::string> with_member(std::string_view object, std::string_view key, std::string_view value)
{
    constexpr std::string_view blanks = " \t\r\n";
    auto const open = object.find_first_not_of(blanks);
    auto const close = object.find_last_not_of(blanks);
    if (open == object.npos || open == close || object[open] != '{' || object[close] != '}')
        return std::nullopt;

    auto const last = object.find_last_not_of(blanks, close - 1);
    std::string out;
    out.reserve(object.size() + key.size() + value.size() + 4);
    out.append(object.substr(0, last + 1));
    if (last != open) out.push_back(',');
    append_quoted(out, key);
    out.append(":").append(value).append(object.substr(last + 1));
    return out;
}

} // namespace wayfinder::wire::json
