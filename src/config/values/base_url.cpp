#include "config/values/base_url.hpp"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace wayfinder::config {

namespace {

constexpr std::string_view default_port(bool tls)
{
    return tls ? "443" : "80";
}

bool is_port(std::string_view text)
{
    unsigned port = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc{} && end == text.data() + text.size() && port >= 1 && port <= 65'535;
}

bool is_host_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
}

bool is_ipv6(std::string const& address)
{
    in6_addr parsed{};
    return inet_pton(AF_INET6, address.c_str(), &parsed) == 1;
}

/// Splits `host[:port]` or `[v6][:port]`. Returns what is wrong with it, or an empty text.
std::string_view split_authority(std::string_view authority, base_url& out)
{
    std::string_view rest;
    if (authority.starts_with('[')) {
        auto const close = authority.find(']');
        if (close == authority.npos) return "its IPv6 address has no closing ']'";
        out.host = authority.substr(1, close - 1);
        if (!is_ipv6(out.host)) return "its IPv6 address is not valid";
        rest = authority.substr(close + 1);
    } else {
        auto const colon = std::min(authority.find(':'), authority.size());
        out.host = authority.substr(0, colon);
        if (out.host.empty()) return "it has no host";
        if (!std::all_of(out.host.begin(), out.host.end(), is_host_character))
            return "its host may have letters, digits, '-', '.' and '_' only";
        rest = authority.substr(colon);
    }
    if (rest.empty()) return {};
    if (rest.front() != ':' || !is_port(rest.substr(1))) return "its port is not a number from 1 to 65535";
    out.port = rest.substr(1);
    return {};
}

std::string_view split(std::string_view text, base_url& out)
{
    out.tls = text.starts_with("https://");
    if (!out.tls && !text.starts_with("http://")) return "it does not start with http:// or https://";
    text.remove_prefix(out.tls ? 8 : 7);
    if (!std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; }))
        return "it has a blank or a character outside ASCII";
    if (text.find_first_of("?#") != text.npos) return "it has a query or a fragment";
    auto const slash = std::min(text.find('/'), text.size());
    if (text.substr(0, slash).find('@') != text.npos)
        return "it has a user or password; put the key into a variable and name that in api_key_env";
    if (text.find_first_of("@\\") != text.npos) return "its path has a '@' or '\\'";
    out.port = default_port(out.tls);
    out.path = text.substr(slash);
    while (out.path.ends_with('/')) out.path.pop_back();
    return split_authority(text.substr(0, slash), out);
}

} // namespace

std::string base_url::authority() const
{
    auto const shown = host.find(':') == host.npos ? host : "[" + host + "]";
    return port == default_port(tls) ? shown : shown + ":" + port;
}

std::optional<base_url> parse_base_url(std::string_view text)
{
    base_url url;
    return split(text, url).empty() ? std::optional{std::move(url)} : std::nullopt;
}

std::string_view base_url_problem(std::string_view text)
{
    base_url ignored;
    return split(text, ignored);
}

} // namespace wayfinder::config
