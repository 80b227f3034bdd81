#include "config/validation/metadata_hosts.hpp"

#include "config/values/ascii_case.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace wayfinder::config {

namespace {

constexpr std::array<std::string_view, 7> ranges{
    "169.254.0.0/16",  // link-local (RFC 3927); 169.254.169.254 is the metadata service nearly everywhere
    "fe80::/10",       // link-local (RFC 4291)
    "fd00:ec2::254",   // Amazon
    "fd20:ce::254",    // Google
    "100.100.100.200", // Alibaba
    "168.63.129.16",   // Azure
    "192.0.0.192",     // Oracle
};

constexpr std::array<std::string_view, 3> names{"metadata.google.internal", "metadata.goog",
                                                "instance-data.ec2.internal"};

bool same_name(std::string_view host, std::string_view known)
{
    if (host.ends_with('.')) host.remove_suffix(1); // the DNS root, written out
    return same_ignoring_case(host, known);
}

/// IPv6 addresses that embed an IPv4 address, which begins at this byte.
struct embedding {
    network range;
    std::size_t begin;
};

/// The IPv4 addresses that a translator or tunnel on the path would turn this one into.
std::vector<address_bytes> embedded_in(address_bytes const& address)
{
    static std::array<embedding, 4> const known{{
        {*parse_network("64:ff9b::/96"), 12},   // NAT64 (RFC 6052)
        {*parse_network("64:ff9b:1::/48"), 12}, // local-use NAT64 (RFC 8215), with a 96-bit prefix
        {*parse_network("::/96"), 12},          // IPv4-compatible (RFC 4291, 2.5.5.1)
        {*parse_network("2002::/16"), 2},       // 6to4 (RFC 3056)
    }};
    std::vector<address_bytes> found;
    for (auto const& each : known) {
        if (!each.range.contains(address)) continue;
        auto& inside = found.emplace_back();
        inside[10] = inside[11] = 0xFF;
        std::copy_n(address.begin() + static_cast<std::ptrdiff_t>(each.begin), 4, inside.begin() + 12);
    }
    return found;
}

bool is_known(address_bytes const& address)
{
    static auto const known = [] {
        std::array<network, ranges.size()> parsed;
        std::transform(ranges.begin(), ranges.end(), parsed.begin(),
                       [](std::string_view text) { return *parse_network(text); });
        return parsed;
    }();
    return std::any_of(known.begin(), known.end(),
                       [&](network const& range) { return range.contains(address); });
}

} // namespace

bool is_metadata_address(address_bytes const& address)
{
    auto const embedded = embedded_in(address);
    return is_known(address) || std::any_of(embedded.begin(), embedded.end(), is_known);
}

bool is_metadata_host(std::string_view host)
{
    if (auto const address = parse_address(host)) return is_metadata_address(*address);
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view known) { return same_name(host, known); });
}

} // namespace wayfinder::config
