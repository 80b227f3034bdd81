// The time limit of a request.
#pragma once

#include "gateway/context.hpp"
#include "net/failure.hpp"

#include <string_view>

namespace wayfinder::gateway {

inline constexpr std::string_view timeout_header = "X-Wayfinder-Timeout-Ms";

struct call_limit {
    net::steady::time_point latest;
    std::string_view set_by; ///< the setting or header; decides is_the_clients()

    [[nodiscard]] bool is_over() const { return net::steady::now() >= latest; }
    [[nodiscard]] bool is_the_clients() const { return set_by == timeout_header; }
};

/// For a request whose model has been chosen: the earlier of the client's own deadline and the model's.
call_limit limit_of(request_context const& context);

/// The call failed because the client left or its own deadline passed. The upstream did not fail.
bool is_abandoned(net::failure const& failed, call_limit const& limit);

} // namespace wayfinder::gateway
