// The distributed trace that a request belongs to (W3C Trace Context, https://www.w3.org/TR/trace-context/).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wayfinder::wire {

using trace_id = std::array<unsigned char, 16>;
using span_id = std::array<unsigned char, 8>;

/// The contents of a `traceparent` field.
struct trace_parent {
    trace_id trace{}; ///< not all zero
    span_id span{};   ///< the sender's own span; not all zero
    bool sampled{};   ///< the sender records it

    friend bool operator==(trace_parent const&, trace_parent const&) = default;
};

/// Nullopt if it is not a valid field. Later versions are read as version 00.
std::optional<trace_parent> read_traceparent(std::string_view field);

/// As version 00.
std::string traceparent_text(trace_parent const& what);

/// Lower-case hexadecimal digits.
std::string hex_text(std::span<unsigned char const> bytes);

/// Whether a `tracestate` may be passed on: printable ASCII of reasonable length.
bool is_passable_tracestate(std::string_view field);

} // namespace wayfinder::wire
