// Spans of a trace for a finished request.
#pragma once

#include "gateway/observability/access_record.hpp"
#include "gateway/observability/request_trace.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

struct finished_trace {
    request_trace spans;
    access_record request;

    [[nodiscard]] std::size_t size() const { return 1 + spans.calls.size(); }
};

/// The body of an OTLP/HTTP request: all spans of the batch, as JSON (opentelemetry-proto,
/// ExportTraceServiceRequest), with the names of OpenTelemetry's semantic conventions for HTTP and generative
/// AI. Never contains prompt text.
std::string otlp_json(std::span<finished_trace const> batch, std::string_view service);

} // namespace wayfinder::gateway
