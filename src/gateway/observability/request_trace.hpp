// A request's part of a distributed trace, while it is being answered.
#pragma once

#include "net/server/request.hpp"
#include "wire/trace_context.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// One model call. Views point to data that lives as long as the request's runtime_config or the program.
struct call_span {
    wire::span_id id{};
    std::string model;    ///< its configured name
    std::string asked_as; ///< its id at the upstream
    std::string host;
    std::string port;
    std::chrono::system_clock::time_point begun;
    std::chrono::system_clock::time_point ended; ///< none while it is running
    bool served{};                               ///< its answer went to the client
    unsigned status{};                           ///< of the upstream's answer; 0 if there was none
    std::string_view error;                      ///< error code
};

/// The request's own span and the spans of its calls.
struct request_trace {
    wire::trace_parent own;              ///< whose `span` is the request's
    std::optional<wire::span_id> parent; ///< the client's span, if any
    std::string state;                   ///< the client's tracestate, passed on unchanged
    std::list<call_span> calls;          ///< a list, so that calls have stable addresses

    /// The header fields that identify the parent span to an upstream, each with its line end.
    [[nodiscard]] std::string fields_for(call_span const& call) const;
};

/// Continues the client's trace or starts one. Of the latter, `ratio` are sampled; a client's own decision is
/// respected.
request_trace begin_trace(net::request const& incoming, double ratio);

/// Random, and not zero.
wire::span_id new_span_id();

} // namespace wayfinder::gateway
