// How long a request may take.
#pragma once

#include "gateway/context.hpp"
#include "net/failure.hpp"

#include <string_view>

namespace wayfinder::gateway {

inline constexpr std::string_view timeout_header = "X-Wayfinder-Timeout-Ms";

struct call_limit {
    net::steady::time_point latest;
    std::string_view set_by; ///< for messages

    [[nodiscard]] bool is_over() const { return net::steady::now() >= latest; }
    [[nodiscard]] bool is_the_clients() const { return set_by == timeout_header; }
};

/// Of a request whose model has been chosen: until the client's own deadline, or the model's.
call_limit limit_of(request_context const& context);

/// The call has failed because nobody waits for it any more: the client has left, or its own deadline is
/// over. Its upstream has not failed.
bool is_abandoned(net::failure const& failed, call_limit const& limit);

} // namespace wayfinder::gateway
