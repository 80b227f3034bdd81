// Ensures that a request is recorded in its distributed trace, however it ends.
#pragma once

#include "gateway/context.hpp"
#include "gateway/observability/trace_exporter.hpp"

namespace wayfinder::gateway {

/// Lives as long as the request is being answered. Without traces it costs one check.
class trace_note {
public:
    trace_note(request_context& of, trace_exporter& to);
    ~trace_note();
    trace_note(trace_note const&) = delete;
    trace_note& operator=(trace_note const&) = delete;

private:
    request_context& context_;
    trace_exporter& to_;
};

} // namespace wayfinder::gateway
