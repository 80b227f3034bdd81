#include "gateway/cors.hpp"

#include <algorithm>
#include <array>

namespace wayfinder::gateway {
namespace {

/// Every header: that is what `*` means for requests without credentials, and no others are allowed (there is
/// no Access-Control-Allow-Credentials); see the Fetch standard, "CORS protocol and credentials".
constexpr std::string_view readable_headers = "*";

bool is_configured(std::string_view origin, config::gateway const& settings)
{
    auto const& known = settings.cors_origins;
    return std::any_of(known.begin(), known.end(),
                       [&](std::string const& each) { return each == "*" || each == origin; });
}

/// Numbers and dots, brackets, or `localhost`: names that no foreign DNS can point here.
bool is_address(std::string_view host)
{
    if (host.starts_with('[')) return true;
    host = host.substr(0, host.find(':'));
    return host == "localhost" || (!host.empty() && host.find_first_not_of("0123456789.") == host.npos);
}

bool is_own_page(std::string_view origin, std::string_view host)
{
    auto const scheme = origin.find("://");
    return scheme != origin.npos && is_address(host) && origin.substr(scheme + 3) == host;
}

bool came_through_a_proxy(net::request const& incoming)
{
    static constexpr std::array<std::string_view, 5> marks{"forwarded", "via", "x-forwarded-for",
                                                           "x-forwarded-host", "x-real-ip"};
    bool const speaks_old_http = !incoming.chunks_allowed; // as nginx does unless it is told otherwise
    return speaks_old_http ||
           std::any_of(marks.begin(), marks.end(), [&](auto name) { return incoming.has_header(name); });
}

} // namespace

bool is_local(net::request const& incoming, config::gateway const& settings)
{
    auto const& known = settings.cors_origins;
    auto const host = incoming.header("host");
    auto const origin = incoming.header("origin");
    return incoming.peer.is_loopback() && (host.empty() || is_address(host)) &&
           (origin.empty() || is_own_page(origin, host) ||
            std::find(known.begin(), known.end(), origin) != known.end()) &&
           !came_through_a_proxy(incoming);
}

bool is_rebound(net::request const& incoming)
{
    auto const host = incoming.header("host");
    return incoming.peer.is_loopback() && !host.empty() && !is_address(host);
}

bool may_call(net::request const& incoming, config::gateway const& settings)
{
    auto const origin = incoming.header("origin");
    return origin.empty() || is_configured(origin, settings) || is_own_page(origin, incoming.header("host"));
}

bool is_preflight(net::request const& incoming)
{
    return incoming.method() == "OPTIONS" && incoming.has_header("origin") &&
           incoming.has_header("access-control-request-method");
}

void grant_reading(net::request const& incoming, config::gateway const& settings, net::response_head& head)
{
    if (settings.cors_origins.empty()) return;
    head.add("Vary", "Origin");
    auto const origin = incoming.header("origin");
    if (origin.empty() || !is_configured(origin, settings)) return;
    head.add("Access-Control-Allow-Origin", origin).add("Access-Control-Expose-Headers", readable_headers);
}

void grant_sending(net::request const& incoming, std::string_view methods, net::response_head& head)
{
    head.add("Access-Control-Allow-Methods", methods).add("Access-Control-Max-Age", "600");
    auto const wanted = incoming.header("access-control-request-headers");
    if (!wanted.empty()) head.add("Access-Control-Allow-Headers", wanted);
}

} // namespace wayfinder::gateway
