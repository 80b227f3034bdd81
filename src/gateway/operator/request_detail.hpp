// GET /router/recent/{request id}: one of the last requests, and why it was routed as it was.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

/// The members of its entry in the list and, if this process computed the score, `features` and
/// `contributions` as in debug answers.
net::asio::awaitable<void> show_request(request_context& context, services const& provided);

} // namespace wayfinder::gateway
