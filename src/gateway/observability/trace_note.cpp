#include "gateway/observability/trace_note.hpp"

#include <memory>
#include <new>

namespace wayfinder::gateway {

trace_note::trace_note(request_context& of, trace_exporter& to) : context_{of}, to_{to}
{
    if (!to.on()) return;
    auto const ratio = of.runtime->config().gateway.traces.ratio;
    of.trace = std::make_shared<request_trace>(begin_trace(of.incoming, ratio));
}

trace_note::~trace_note()
{
    if (!context_.trace || !context_.trace->own.sampled) return;
    try {
        auto prompt = std::move(context_.routed_on); // belongs to the access log
        auto request = record_of(context_);
        context_.routed_on = std::move(prompt);
        to_.add({*context_.trace, std::move(request)});
    } catch (std::bad_alloc const&) { // out of memory: losing these spans is the lesser problem
    }
}

} // namespace wayfinder::gateway
