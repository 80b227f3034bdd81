#include "config/metadata_hosts.hpp"

#include <algorithm>
#include <string>

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
    if (host.ends_with('.')) host.remove_suffix(1); // the root of DNS, written out
    auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(host.begin(), host.end(), known.begin(), known.end(),
                      [&](char a, char b) { return lower(a) == b; });
}

} // namespace

bool is_metadata_address(address_bytes const& address)
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

bool is_metadata_host(std::string_view host)
{
    if (auto const address = parse_address(host)) return is_metadata_address(*address);
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view known) { return same_name(host, known); });
}

} // namespace wayfinder::config
