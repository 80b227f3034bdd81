// A refusal as a value, and the one place where it becomes status, headers and body.
#pragma once

#include "gateway/context.hpp"
#include "net/failure.hpp"
#include "net/request_reader.hpp"

#include <string>
#include <string_view>

namespace wayfinder::gateway {

struct rejection {
    unsigned status{};
    std::string_view type;
    std::string message; ///< names the field and the remedy
    std::string_view code{};
    std::string_view param{};
    std::string allow{}; ///< 405: the methods that would do
    bool retry_later{};  ///< 503: Retry-After
    bool authenticate{}; ///< 401: WWW-Authenticate
};

inline constexpr std::string_view invalid_request = "invalid_request_error";
inline constexpr std::string_view bad_override = "wayfinder_router_bad_override";
inline constexpr std::string_view misconfigured = "wayfinder_router_misconfigured";
inline constexpr std::string_view upstream_failed = "wayfinder_router_upstream_error";

rejection refuse_body(wire::openai::unreadable const& why);
rejection refuse_transport(net::read_outcome why, std::string_view complaint, config::limits const& limits);
rejection refuse_upstream(std::string_view model, net::failure const& failure);

/// The error body alone, for streams that have begun.
std::string error_json(rejection const& why);

boost::asio::awaitable<void> send(request_context const& context, rejection why);

} // namespace wayfinder::gateway
