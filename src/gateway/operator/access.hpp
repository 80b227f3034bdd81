// Access control of the operator endpoints.
#pragma once

#include "gateway/context.hpp"
#include "gateway/rejection.hpp"

#include <optional>
#include <string_view>

namespace wayfinder::gateway {

/// The listener that a request arrived on.
enum class entrance : unsigned char {
    clients,
    admin, ///< `gateway.admin.listen`: every caller that can reach it is an operator
};

/// Whether the caller may use the endpoints of this group ("metrics", "savings", "router"). They are open to
/// the local machine while no key is configured, to a bearer of the admin token, on the admin listener, and
/// to everyone if `gateway.admin.open` says so.
maybe_refused may_operate(request_context const& context, std::string_view group, entrance came_by);

/// Whether the operator page, which contains no secrets, may be shown: even if its data needs the admin
/// token, so that the page can ask for it.
maybe_refused may_open_page(request_context const& context, entrance came_by);

} // namespace wayfinder::gateway
