// A refusal as a value, and the one place where it becomes status, headers and body.
#pragma once

#include "gateway/context.hpp"
#include "net/failure.hpp"
#include "net/server/request_reader.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace wayfinder::gateway {

struct rejection {
    unsigned status{};
    std::string_view type;
    std::string message; ///< names the field and the remedy
    std::string_view code{};
    std::string_view param{};
    std::string allow{};                   ///< 405: the allowed methods
    std::string_view accept_encoding{};    ///< 415: the accepted coding
    std::optional<unsigned> retry_after{}; ///< 429, 503: in seconds
    bool authenticate{};                   ///< 401: WWW-Authenticate
    std::string_view rate_limit{};         ///< 429: which one, for x-wayfinder-router-rate-limit
    std::string_view budget{};             ///< 402: for x-wayfinder-router-budget
    std::string_view breaker{};            ///< 503: for x-wayfinder-router-breaker
    std::string upstream_type{};           ///< what an upstream said instead of `type` and `code`
    std::string upstream_code{};
};

/// Optional in the size of a pointer: a request's path has many of them, and hardly any is set.
class optional_rejection {
public:
    optional_rejection() = default;
    optional_rejection(std::nullopt_t) {}
    optional_rejection(rejection why) : why_{std::make_unique<rejection>(std::move(why))} {}

    explicit operator bool() const { return why_ != nullptr; }
    rejection& operator*() { return *why_; }
    rejection const& operator*() const { return *why_; }
    rejection* operator->() { return why_.get(); }
    rejection const* operator->() const { return why_.get(); }

private:
    std::unique_ptr<rejection> why_;
};

inline constexpr std::string_view invalid_request = "invalid_request_error";
inline constexpr std::string_view bad_override = "wayfinder_router_bad_override";
inline constexpr std::string_view misconfigured = "wayfinder_router_misconfigured";
inline constexpr std::string_view upstream_failed = "wayfinder_router_upstream_error";
inline constexpr std::string_view unauthorized = "wayfinder_router_unauthorized";
inline constexpr std::string_view rate_limited = "wayfinder_router_rate_limited";
inline constexpr std::string_view forbidden = "wayfinder_router_forbidden";
inline constexpr std::string_view budget_exhausted = "wayfinder_router_budget_exhausted";

rejection refuse_body(wire::openai::unreadable const& why);
rejection refuse_transport(net::read_outcome why, std::string_view complaint, config::limits const& limits);
rejection refuse_upstream(std::string_view model, net::failure const& failure);

/// The gateway is overloaded.
rejection refuse_overload(std::string message);

/// The gateway shuts down before the answer ends.
rejection refuse_interrupted();

/// There is an answer, but the ledger cannot be written.
rejection refuse_unrecorded();

/// Only the error body, for streams that have started.
std::string error_json(rejection const& why);

boost::asio::awaitable<void> send(request_context& context, rejection why);

} // namespace wayfinder::gateway
