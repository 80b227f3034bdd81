// Sees to it that a request is told of as part of a distributed trace, however it ends.
#pragma once

#include "gateway/context.hpp"
#include "gateway/trace_exporter.hpp"

namespace wayfinder::gateway {

/// Lives as long as the request is answered. What it costs while there are no traces is a look at whether
/// there are any.
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
