// Who may see the operator endpoints.
#pragma once

#include "gateway/context.hpp"
#include "gateway/rejection.hpp"

#include <optional>
#include <string_view>

namespace wayfinder::gateway {

/// Which listener a request came in by.
enum class entrance : unsigned char {
    clients,
    admin, ///< of `gateway.admin.listen`: whoever can reach it may operate
};

/// Whether the endpoints of this group ("metrics", "savings", "router") may be seen by whoever asks. They are
/// open to the machine itself while no key is configured, to a bearer of the admin token, on the admin
/// listener, and to everyone where `gateway.admin.open` says so.
maybe_refused may_operate(request_context const& context, std::string_view group, entrance came_by);

/// Whether the operator's page may be seen, which holds no secret: also where its data needs the admin token,
/// so that it can ask for that.
maybe_refused may_open_page(request_context const& context, entrance came_by);

} // namespace wayfinder::gateway
