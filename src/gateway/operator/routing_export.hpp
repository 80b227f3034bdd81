// `POST /router/config`: the routing that results from a tuning, as a configuration fragment.
#pragma once

#include "gateway/context.hpp"
#include "gateway/services.hpp"

namespace wayfinder::gateway {

/// The configured routing after the tuning, as TOML. The body is empty, a tuning object, or one under the
/// member `wayfinder_tuning`, next to which `min_scores` may move the cuts of a ladder.
net::asio::awaitable<void> export_routing(request_context& context, services const& provided);

} // namespace wayfinder::gateway
