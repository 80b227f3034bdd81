// A request's part of a distributed trace, while it is being answered.
#pragma once

#include "net/request.hpp"
#include "wire/trace_context.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// One call of a model. Views point to what lives as long as the request's deployment, or the program.
struct call_span {
    wire::span_id id{};
    std::string model;    ///< by its configured name
    std::string asked_as; ///< the id that its upstream knows it by
    std::string host;
    std::string port;
    std::chrono::system_clock::time_point begun;
    std::chrono::system_clock::time_point ended; ///< none while it goes on
    bool served{};                               ///< its answer went to the client
    unsigned status{};                           ///< of the upstream's answer; 0 when there was none
    std::string_view error;                      ///< the code of what went wrong
};

/// The request's own span and those of the calls that it led to.
struct request_trace {
    wire::trace_parent own;              ///< whose `span` is the request's
    std::optional<wire::span_id> parent; ///< the client's span, where it has one
    std::string state;                   ///< the client's tracestate, passed on as it is
    std::list<call_span> calls;          ///< calls keep their places

    /// The header fields that tell an upstream whose child it is, each with its end.
    [[nodiscard]] std::string fields_for(call_span const& call) const;
};

/// Goes on with the client's trace, or begins one. Of those `ratio` are sampled; a client's own decision is
/// respected.
request_trace begin_trace(net::request const& incoming, double ratio);

/// Random, and not zero.
wire::span_id new_span_id();

} // namespace wayfinder::gateway
