// How long a request may take.
#pragma once

#include "gateway/context.hpp"

#include <string_view>

namespace wayfinder::gateway {

struct call_limit {
    net::steady::time_point latest;
    std::string_view set_by; ///< for messages
};

/// Of a request whose model has been chosen: until the client's own deadline, or the model's.
call_limit limit_of(request_context const& context);

} // namespace wayfinder::gateway
