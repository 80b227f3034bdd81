// Access control of the operator endpoints.
#pragma once

#include "gateway/context.hpp"
#include "gateway/rejection.hpp"

#include <optional>
#include <string_view>

namespace wayfinder::gateway {

/// The listener that a request arrived on.
enum class listener_role : unsigned char {
    clients,
    admin, ///< `gateway.admin.listen`: every caller that can reach it is an operator,
           ///< except a web page under a DNS name (is_rebound)
};

/// Whether the caller may use the endpoints of this group ("metrics", "savings", "router"). They are open to
/// the local machine while no key is configured, to a bearer of the admin token, on the admin listener, and
/// to everyone if `gateway.admin.open` says so.
optional_rejection may_operate(request_context const& context, std::string_view group, listener_role role);

/// Whether the operator page, which contains no secrets, may be shown: even if its data needs the admin
/// token, so that the page can ask for it.
optional_rejection may_open_page(request_context const& context, listener_role role);

} // namespace wayfinder::gateway
