// Hosts that give a machine's own credentials to whoever asks from it: the metadata services of clouds.
#pragma once

#include "config/network.hpp"

#include <string_view>

namespace wayfinder::config {

/// Link-local addresses, which no model is behind, and the fixed addresses of metadata services outside that
/// range; also inside of IPv6 addresses that translators and tunnels make IPv4 of (NAT64, 6to4).
bool is_metadata_address(address_bytes const& address);

/// A name of such a service, or such an address written out.
bool is_metadata_host(std::string_view host);

} // namespace wayfinder::config
