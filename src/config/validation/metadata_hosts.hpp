// Hosts that hand out a machine's own credentials to any local caller: the clouds' metadata services.
#pragma once

#include "config/values/network.hpp"

#include <string_view>

namespace wayfinder::config {

/// Link-local addresses, where no model is served, and the fixed addresses of metadata services outside that
/// range; also when embedded in IPv6 addresses that translators and tunnels turn into IPv4 (NAT64, 6to4).
bool is_metadata_address(address_bytes const& address);

/// The name of such a service, or such an address in text form.
bool is_metadata_host(std::string_view host);

} // namespace wayfinder::config
