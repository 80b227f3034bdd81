#include "wire/json/whole.hpp"

namespace wayfinder::wire::json {
namespace {

/// Length of the valid value that starts at `begin`.
std::size_t length_of_container(char const* begin)
{
    std::size_t depth = 0;
    auto const* at = begin;
    do {
        if (*at == '"')
            for (++at; *at != '"'; ++at) at += *at == '\\' ? 1 : 0;
        else if (*at == '{' || *at == '[')
            ++depth;
        else if (*at == '}' || *at == ']')
            --depth;
        ++at;
    } while (depth > 0);
    return static_cast<std::size_t>(at - begin);
}

} // namespace

simdjson::error_code take(simdjson::ondemand::value& value, std::size_t depth_left, std::string_view& raw)
{
    bool const container = is_array(value) || is_object(value);
    raw = token_of(value);
    auto const error = check(value, depth_left);
    if (!error && container) raw = {raw.data(), length_of_container(raw.data())};
    return error;
}

std::string compact(std::string_view raw)
{
    std::string out(raw.size(), '\0');
    std::size_t size = 0;
    if (simdjson::minify(raw.data(), raw.size(), out.data(), size)) return std::string{raw};
    out.resize(size);
    return out;
}

} // namespace wayfinder::wire::json
