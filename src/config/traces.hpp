// Where the gateway's part of a distributed trace is sent.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace wayfinder::config {

/// `[gateway.traces]`
struct traces {
    std::string endpoint;    ///< the full URL that spans are posted to; empty: no traces
    std::string headers_env; ///< the environment variable with header fields for the endpoint; empty: none
    double ratio{1};         ///< share of requests that are traced if the client has not decided
    std::string service{"wayfinder-router"};   ///< `service.name`
    std::size_t queue{4096};                   ///< maximum number of requests whose spans wait to be sent
    std::chrono::milliseconds interval{1'000}; ///< between posts, unless much is waiting
    std::chrono::milliseconds timeout{10'000}; ///< of one post
};

} // namespace wayfinder::config
