#include "gateway/observability/request_trace.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <cstdint>
#include <span>

namespace wayfinder::gateway {
namespace {

void fill(std::span<unsigned char> bytes)
{
    RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
    bytes.back() |= static_cast<unsigned char>(bytes.back() == 0); // all zero means none
}

/// By the trace's own random bits, so that other samplers with the same ratio choose the same traces
/// (OpenTelemetry's TraceIdRatioBased).
bool is_chosen(wire::trace_id const& trace, double ratio)
{
    std::uint64_t low = 0;
    for (std::size_t i = 8; i < trace.size(); ++i) low = low << 8U | trace[i];
    constexpr double steps = 9007199254740992.0; // 2^53, exact in a double
    return static_cast<double>(low >> 11U) < ratio * steps;
}

/// All such fields joined into one, as in RFC 9110.
std::string joined(net::request const& incoming, std::string_view name)
{
    std::string all;
    incoming.head.each(name,
                       [&](std::string_view value) { all.append(all.empty() ? "" : ",").append(value); });
    return all;
}

} // namespace

wire::span_id new_span_id()
{
    wire::span_id id{};
    fill(id);
    return id;
}

request_trace begin_trace(net::request const& incoming, double ratio)
{
    request_trace made;
    made.own.span = new_span_id();
    if (auto const given = wire::read_traceparent(incoming.header("traceparent"))) {
        made.own.trace = given->trace;
        made.own.sampled = given->sampled;
        made.parent = given->span;
        auto state = joined(incoming, "tracestate");
        if (wire::is_passable_tracestate(state)) made.state = std::move(state);
        return made;
    }
    fill(made.own.trace);
    made.own.sampled = is_chosen(made.own.trace, ratio);
    return made;
}

std::string request_trace::fields_for(call_span const& call) const
{
    auto text = "traceparent: " + wire::traceparent_text({own.trace, call.id, own.sampled}) + "\r\n";
    if (!state.empty()) text.append("tracestate: ").append(state).append("\r\n");
    return text;
}

} // namespace wayfinder::gateway
