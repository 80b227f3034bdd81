// Where the gateway's part of a distributed trace goes.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace wayfinder::config {

/// `[gateway.traces]`
struct traces {
    std::string endpoint;    ///< the whole URL that spans are posted to; empty: there are no traces
    std::string headers_env; ///< the environment variable with header fields for it; empty: none
    double ratio{1};         ///< share of requests that are traced where the client has not decided
    std::string service{"wayfinder-router"};   ///< `service.name`
    std::size_t queue{4096};                   ///< requests whose spans wait to be sent, at most
    std::chrono::milliseconds interval{1'000}; ///< between posts, unless there is much to send
    std::chrono::milliseconds timeout{10'000}; ///< for one post
};

} // namespace wayfinder::config
