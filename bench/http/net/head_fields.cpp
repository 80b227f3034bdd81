#include "bench/http/net/head_fields.hpp"

#include <charconv>
#include <cstdlib>
#include <strings.h>

namespace wayfinder::bench {
namespace {

/// The value of a field if the line has that name.
std::string_view value_of(std::string_view line, std::string_view name)
{
    if (line.size() <= name.size() || line[name.size()] != ':') return {};
    if (::strncasecmp(line.data(), name.data(), name.size()) != 0) return {};
    line.remove_prefix(name.size() + 1);
    while (line.starts_with(' ')) line.remove_prefix(1);
    return line;
}

} // namespace

head_fields read_head_fields(std::string_view head)
{
    head_fields fields;
    for (;;) {
        auto const end = head.find("\r\n");
        if (end == head.npos || end + 2 >= head.size()) return fields;
        head.remove_prefix(end + 2);
        auto const first = static_cast<unsigned char>(head.front()) | 0x20U;
        if (first != 'c' && first != 't') continue; // nearly every line
        auto const line = head.substr(0, head.find("\r\n"));
        auto const length = value_of(line, "content-length");
        std::from_chars(length.data(), length.data() + length.size(), fields.content_length);
        if (value_of(line, "transfer-encoding") == "chunked") fields.chunked = true;
    }
}

} // namespace wayfinder::bench
