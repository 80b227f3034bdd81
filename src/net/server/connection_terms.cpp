#include "net/server/connection_terms.hpp"

#include "net/server/server_identity.hpp"
#include "net/socket_address.hpp"
#include "wire/forwarded_hops.hpp"

#include <algorithm>
#include <string>

namespace wayfinder::net {
namespace {

bool is_trusted(config::listening const& settings, config::address_bytes const& address)
{
    auto const& known = settings.trusted_proxies;
    return std::any_of(known.begin(), known.end(),
                       [&](config::network const& range) { return range.contains(address); });
}

/// All fields of this name combined into one value (RFC 9110, 5.3).
std::string joined(request const& incoming, std::string_view name)
{
    std::string all;
    incoming.head.each(name, [&all](std::string_view value) {
        if (!all.empty()) all += ',';
        all.append(value);
    });
    return all;
}

} // namespace

client_origin connection_terms::origin_of(any_endpoint const& peer) const
{
    auto const address = ip_of(peer);
    if (!address) return {{}, settings.unix_trusted};
    return {*address, is_trusted(settings, bytes_of(*address))};
}

client_origin connection_terms::origin_of(config::address_bytes const& claimed) const
{
    auto address = from_bytes(claimed);
    if (address.is_loopback()) return {};
    return {address, is_trusted(settings, claimed)};
}

asio::ip::address connection_terms::client_of(request const& incoming, client_origin const& by) const
{
    if (!by.trusted) return by.address;
    auto const header = settings.forwarded;
    auto const value = joined(incoming, name(header));
    using wire::forwarded_hops;
    forwarded_hops hops{value, header == config::forwarding_header::forwarded
                                   ? forwarded_hops::notation::forwarded
                                   : forwarded_hops::notation::x_forwarded_for};
    auto nearest = by;
    while (nearest.trusted) {
        auto const next = hops.next();
        if (!next) break;
        nearest = origin_of(*next);
    }
    return hops.unreadable() ? asio::ip::address{} : nearest.address;
}

std::shared_ptr<connection_terms const> make_connection_terms(config::listening settings)
{
    auto made = std::make_shared<connection_terms>();
    if (settings.tls) made->identity = make_server_identity(*settings.tls);
    made->settings = std::move(settings);
    return made;
}

} // namespace wayfinder::net
