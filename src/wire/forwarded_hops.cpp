#include "wire/forwarded_hops.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace wayfinder::wire {

namespace {

using address = std::array<unsigned char, 16>;

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Removes and returns the last element of a list; separators inside quotes do not count if `quotes` is set.
/// Quotes are matched from the end: an unclosed one sent by a client must not swallow what the proxy
/// appended.
std::string_view take_last(std::string_view& list, char separator, bool quotes)
{
    bool quoted = false;
    auto begin = list.size();
    for (; begin > 0; --begin) {
        auto const c = list[begin - 1];
        if (quotes && c == '"') quoted = !quoted;
        if (c == separator && !quoted) break;
    }
    auto const last = list.substr(begin);
    list = list.substr(0, begin == 0 ? 0 : begin - 1);
    return trimmed(last);
}

std::optional<address> parsed(std::string_view text)
{
    std::string const terminated{text};
    address result{};
    if (text.find('\0') != text.npos) return std::nullopt;
    if (inet_pton(AF_INET6, terminated.c_str(), result.data()) == 1) return result;
    in_addr four{};
    if (inet_pton(AF_INET, terminated.c_str(), &four) != 1) return std::nullopt;
    result[10] = result[11] = 0xFF;
    std::memcpy(result.data() + 12, &four, sizeof four);
    return result;
}

/// `1.2.3.4`, `1.2.3.4:5`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:5`.
std::optional<address> node_address(std::string_view node)
{
    if (node.starts_with('[')) {
        auto const close = node.find(']');
        if (close == node.npos) return std::nullopt;
        auto const behind = node.substr(close + 1);
        return behind.empty() || behind.front() == ':' ? parsed(node.substr(1, close - 1)) : std::nullopt;
    }
    auto const colon = node.find(':');
    bool const has_port = colon != node.npos && colon == node.rfind(':');
    return parsed(has_port ? node.substr(0, colon) : node);
}

/// The value of `for` in one element of Forwarded; empty if there is none.
std::string_view for_of(std::string_view element)
{
    while (!element.empty()) {
        auto const pair = take_last(element, ';', true);
        auto const is = pair.find('=');
        auto const named = pair.substr(0, is);
        bool const wanted =
            is == 3 && (named[0] | 0x20) == 'f' && (named[1] | 0x20) == 'o' && (named[2] | 0x20) == 'r';
        if (!wanted) continue;
        auto value = pair.substr(is + 1);
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        return value;
    }
    return {};
}

} // namespace

std::optional<address> forwarded_hops::next()
{
    while (!left_.empty()) {
        auto const element = take_last(left_, ',', how_ == notation::forwarded);
        if (element.empty()) continue; // lists may have empty elements (RFC 9110, 5.6.1)
        auto const found = node_address(how_ == notation::forwarded ? for_of(element) : element);
        if (!found) left_ = {};
        unreadable_ = !found;
        return found;
    }
    return std::nullopt;
}

} // namespace wayfinder::wire
