// `POST /v1/feedback`: which model should have answered.
#pragma once

#include "gateway/chain.hpp"
#include "gateway/context.hpp"

namespace wayfinder::gateway {

/// Answers once the verdict is on disk.
net::asio::awaitable<void> take_feedback(request_context& context, services const& provided);

} // namespace wayfinder::gateway
