#include "http_headers.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace wayfinder::testing {
namespace {

constexpr std::string_view crlf = "\r\n";

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

} // namespace

bool equal_ignoring_case(std::string_view left, std::string_view right)
{
    auto const lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    return std::ranges::equal(left, right, {}, lower, lower);
}

std::optional<std::string> header_list::find(std::string_view name) const
{
    for (auto const& [key, value] : fields_)
        if (equal_ignoring_case(key, name)) return value;
    return std::nullopt;
}

std::size_t header_list::count(std::string_view name) const
{
    auto const named = [&](field const& each) { return equal_ignoring_case(each.first, name); };
    return static_cast<std::size_t>(std::ranges::count_if(fields_, named));
}

std::string header_list::to_wire() const
{
    std::string wire;
    for (auto const& [name, value] : fields_) wire.append(name).append(": ").append(value).append(crlf);
    return wire;
}

message_head parse_head(std::string_view bytes)
{
    message_head head;
    auto rest = bytes;
    for (bool first = true; !rest.starts_with(crlf); first = false) {
        auto const end = rest.find(crlf);
        if (end == std::string_view::npos) throw std::runtime_error("message head without an end");
        auto const line = rest.substr(0, end);
        rest.remove_prefix(end + crlf.size());
        if (first) {
            head.start_line = line;
            continue;
        }
        auto const colon = line.find(':');
        if (colon == std::string_view::npos) throw std::runtime_error("no header: " + std::string{line});
        head.headers.add(std::string{line.substr(0, colon)}, std::string{trimmed(line.substr(colon + 1))});
    }
    return head;
}

} // namespace wayfinder::testing
