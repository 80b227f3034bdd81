#include "gateway/rejection.hpp"

#include "gateway/media_type.hpp"
#include "wire/openai/error.hpp"

namespace wayfinder::gateway {

rejection refuse_body(wire::openai::unreadable const& why)
{
    using kind = wire::openai::unreadable::kind;
    std::string_view code = "invalid_json";
    switch (why.why) {
    case kind::empty:
        code = "empty_body";
        break;
    case kind::not_json:
        code = "invalid_json";
        break;
    case kind::not_utf8:
        code = "invalid_utf8";
        break;
    case kind::not_an_object:
        code = "not_an_object";
        break;
    case kind::too_deep:
        code = "json_too_deep";
        break;
    case kind::bad_member:
        code = "invalid_value";
        break;
    }
    return {400, invalid_request, why.message, code, why.member};
}

namespace {

/// Valid HTTP that this gateway does not support.
rejection refuse_feature(net::read_outcome why, std::string_view complaint)
{
    auto const say = [&](unsigned status, std::string_view code) {
        return rejection{status, invalid_request,
                         "This request cannot be served: " + std::string{complaint} + ".", code};
    };
    if (why == net::read_outcome::unknown_expectation) return say(417, "unknown_expectation");
    if (why == net::read_outcome::unknown_version) return say(505, "unknown_http_version");
    return say(501, "not_implemented");
}

/// Exceeds a size limit.
rejection refuse_size(net::read_outcome why, config::limits const& limits)
{
    auto const too_large = [](unsigned status, std::string const& what, std::uint64_t most,
                              std::string_view whose, std::string_view code) {
        return rejection{status, invalid_request,
                         "The request's " + what + " is larger than " + std::to_string(most) + " bytes, " +
                             std::string{whose} + ".",
                         code};
    };
    using net::read_outcome;
    if (why == read_outcome::too_many_fields)
        return {431, invalid_request,
                "The request has more than " + std::to_string(wire::http1::request_head::most_fields) +
                    " header fields, the most that this gateway accepts.",
                "header_too_large"};
    if (why == read_outcome::header_too_large)
        return too_large(431, "header", limits.max_header, "the limit set by gateway.limits.max_header",
                         "header_too_large");
    if (why == read_outcome::body_too_large)
        return too_large(413, "body", limits.max_body, "the limit set by gateway.limits.max_body",
                         "body_too_large");
    return too_large(413, "body", limits.max_buffered_bytes,
                     "the memory that gateway.limits.max_buffered_bytes allows for all requests together",
                     "body_too_large");
}

} // namespace

rejection refuse_transport(net::read_outcome why, std::string_view complaint, config::limits const& limits)
{
    using net::read_outcome;
    switch (why) {
    case read_outcome::header_too_large:
    case read_outcome::too_many_fields:
    case read_outcome::body_too_large:
    case read_outcome::exceeds_memory_limit:
        return refuse_size(why, limits);
    case read_outcome::too_slow:
        return {408, invalid_request, "The request did not arrive in time; send it again.",
                "request_timeout"};
    case read_outcome::target_too_long:
        return {414, invalid_request, "The request target is too long for this gateway.", "target_too_long"};
    case read_outcome::unknown_expectation:
    case read_outcome::not_implemented:
    case read_outcome::unknown_version:
        return refuse_feature(why, complaint);
    case read_outcome::memory_limit_reached:
        return refuse_overload("gateway.limits.max_buffered_bytes is exhausted by requests in flight; "
                               "retry shortly.");
    case read_outcome::interrupted:
        return refuse_interrupted();
    case read_outcome::malformed:
    case read_outcome::complete:
    case read_outcome::closed:
        break;
    }
    return {400, invalid_request, "This is not a valid HTTP/1.1 request: " + std::string{complaint} + ".",
            "malformed_http"};
}

rejection refuse_upstream(std::string_view model, net::failure const& failure)
{
    return {502, upstream_failed, "Model '" + std::string{model} + "' failed: " + failure.detail + ".",
            net::code(failure.what)};
}

rejection refuse_overload(std::string message)
{
    rejection refused{503, "wayfinder_router_overloaded", std::move(message), "overloaded"};
    refused.retry_after = 1;
    return refused;
}

rejection refuse_interrupted()
{
    rejection refused{
        503, "wayfinder_router_draining",
        "This gateway is shutting down and gateway.drain_timeout has expired; send the request again.",
        "draining"};
    refused.retry_after = 1;
    return refused;
}

rejection refuse_unrecorded()
{
    rejection refused{503, "wayfinder_router_ledger_unavailable",
                      "The gateway's ledger cannot be written, so requests are refused "
                      "(gateway.on_ledger_failure is \"refuse\"); the gateway's log says why.",
                      "ledger_unavailable"};
    refused.retry_after = 5;
    return refused;
}

std::string error_json(rejection const& why)
{
    bool const quoted = !why.upstream_type.empty();
    return wire::openai::render({why.message, quoted ? std::string_view{why.upstream_type} : why.type,
                                 why.param, quoted ? std::string_view{why.upstream_code} : why.code});
}

boost::asio::awaitable<void> send(request_context& context, rejection why)
{
    context.stats.error = why.code;
    auto const body = error_json(why);
    auto head = context.head(why.status);
    head.add("Content-Type", json_type);
    if (!why.allow.empty()) head.add("Allow", why.allow);
    if (!why.accept_encoding.empty()) head.add("Accept-Encoding", why.accept_encoding);
    if (why.authenticate) head.add("WWW-Authenticate", "Bearer");
    if (why.retry_after) head.add("Retry-After", std::to_string(*why.retry_after));
    if (!why.rate_limit.empty()) head.add("x-wayfinder-router-rate-limit", why.rate_limit);
    if (!why.breaker.empty()) head.add("x-wayfinder-router-breaker", why.breaker);
    if (!why.budget.empty()) head.add("x-wayfinder-router-budget", why.budget);
    co_await context.out.send(std::move(head), body);
}

} // namespace wayfinder::gateway
