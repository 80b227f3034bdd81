#include "gateway/observability/finished_trace.hpp"

#include "config/values/money.hpp"
#include "telemetry/escaped_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace wayfinder::gateway {
namespace {

using std::chrono::system_clock;
using telemetry::append_quoted;

// opentelemetry/proto/trace/v1/trace.proto
constexpr int kind_server = 2;
constexpr int kind_client = 3;
constexpr int status_error = 2;

/// `"attributes":[...]`, omitting what is not known.
class attributes {
public:
    explicit attributes(std::string& out) : out_{out} { out_ += "\"attributes\":["; }

    attributes& text(std::string_view key, std::string_view value)
    {
        if (value.empty()) return *this;
        begin(key, "stringValue");
        append_quoted(out_, value);
        out_ += "}}";
        return *this;
    }

    /// 64-bit numbers are strings in the JSON of Protocol Buffers.
    attributes& number(std::string_view key, std::uint64_t value)
    {
        begin(key, "intValue");
        out_.append("\"").append(std::to_string(value)).append("\"}}");
        return *this;
    }

    attributes& real(std::string_view key, std::string_view value)
    {
        begin(key, "doubleValue");
        out_.append(value).append("}}");
        return *this;
    }

    void end() { out_ += ']'; }

private:
    void begin(std::string_view key, std::string_view type)
    {
        out_ += first_ ? "{\"key\":\"" : ",{\"key\":\"";
        out_.append(key).append("\",\"value\":{\"").append(type).append("\":");
        first_ = false;
    }

    std::string& out_;
    bool first_{true};
};

std::string nanoseconds_text(system_clock::time_point when)
{
    auto const since = std::chrono::duration_cast<std::chrono::nanoseconds>(when.time_since_epoch());
    return std::to_string(since.count());
}

std::string score_text(double score)
{
    std::array<char, 32> digits{};
    auto const [end, error] =
        std::to_chars(digits.data(), digits.data() + digits.size(), score, std::chars_format::fixed, 4);
    return {digits.data(), end};
}

struct span_head {
    wire::span_id const& id;
    wire::span_id const* parent;
    std::string name;
    int kind;
    system_clock::time_point begun;
    system_clock::time_point ended;
};

void begin_span(std::string& out, request_trace const& of, span_head const& what)
{
    out.append("{\"traceId\":\"").append(wire::hex_text(of.own.trace));
    out.append("\",\"spanId\":\"").append(wire::hex_text(what.id)).append("\",");
    if (!of.state.empty()) {
        out += "\"traceState\":";
        append_quoted(out, of.state);
        out += ',';
    }
    if (what.parent != nullptr)
        out.append("\"parentSpanId\":\"").append(wire::hex_text(*what.parent)).append("\",");
    out += "\"name\":";
    append_quoted(out, what.name);
    out.append(",\"kind\":").append(std::to_string(what.kind));
    out.append(",\"startTimeUnixNano\":\"").append(nanoseconds_text(what.begun));
    out.append("\",\"endTimeUnixNano\":\"").append(nanoseconds_text(what.ended)).append("\",");
}

void end_span(std::string& out, bool failed)
{
    if (failed) out.append(",\"status\":{\"code\":").append(std::to_string(status_error)).append("}");
    out += '}';
}

void add_usage(attributes& to, access_record const& request)
{
    auto const& tokens = request.stats.tokens;
    to.number("gen_ai.usage.input_tokens", tokens.prompt)
        .number("gen_ai.usage.output_tokens", tokens.completion)
        .number("gen_ai.usage.cache_read.input_tokens", tokens.cached_prompt);
}

void append_request(std::string& out, finished_trace const& all)
{
    auto const& what = all.request;
    auto const& spans = all.spans;
    begin_span(out, spans,
               {spans.own.span, spans.parent ? &*spans.parent : nullptr, what.method + " " + what.path,
                kind_server, what.at, what.at + what.total});
    attributes about{out};
    about.text("http.request.method", what.method)
        .text("url.path", what.path)
        .number("http.response.status_code", what.status)
        .text("client.address", what.client.is_unspecified() ? "" : what.client.to_string())
        .text("gen_ai.operation.name", "chat")
        .text("gen_ai.request.model", what.asked)
        .text("gen_ai.response.model", what.served)
        .text("error.type", what.stats.error)
        .text("wayfinder.request_id", what.request_id)
        .text("wayfinder.key", what.key)
        .text("wayfinder.model", what.chosen)
        .text("wayfinder.mode", what.mode)
        .text("wayfinder.cache", what.cache);
    if (!what.chosen.empty()) about.real("wayfinder.score", score_text(what.score));
    if (what.stats.outcome) {
        about.text("wayfinder.outcome", name(*what.stats.outcome))
            .number("wayfinder.attempts", what.stats.attempts);
        if (what.stats.unit == control::unit::usd)
            about.real("wayfinder.cost", config::nano_text(what.stats.cost));
        add_usage(about, what);
    }
    about.end();
    end_span(out, what.status >= 500);
}

void append_call(std::string& out, finished_trace const& all, call_span const& call)
{
    auto const end = all.request.at + all.request.total;
    auto const over = call.ended == system_clock::time_point{} ? end : std::min(call.ended, end);
    begin_span(out, all.spans,
               {call.id, &all.spans.own.span, "chat " + call.asked_as, kind_client, call.begun,
                std::max(over, call.begun)});
    attributes about{out};
    about.text("gen_ai.operation.name", "chat")
        .text("gen_ai.provider.name", "openai")
        .text("gen_ai.request.model", call.asked_as)
        .text("gen_ai.response.model", call.served ? std::string_view{call.asked_as} : "")
        .text("server.address", call.host)
        .text("error.type", call.error)
        .text("wayfinder.model", call.model);
    std::uint64_t port = 0;
    std::from_chars(call.port.data(), call.port.data() + call.port.size(), port);
    if (port > 0) about.number("server.port", port);
    if (call.status > 0) about.number("http.response.status_code", call.status);
    if (call.served) add_usage(about, all.request);
    about.end();
    end_span(out, !call.error.empty() || call.status >= 400);
}

} // namespace

std::string otlp_json(std::span<finished_trace const> batch, std::string_view service)
{
    std::string out{"{\"resourceSpans\":[{\"resource\":{"};
    out.reserve(1024 + batch.size() * 2048);
    attributes about{out};
    about.text("service.name", service).text("service.version", WAYFINDER_VERSION).end();
    out += "},\"scopeSpans\":[{\"scope\":{\"name\":\"wayfinder-router\"},\"spans\":[";
    for (auto const& each : batch) {
        if (&each != &batch.front()) out += ',';
        append_request(out, each);
        for (auto const& call : each.spans.calls) {
            out += ',';
            append_call(out, each, call);
        }
    }
    return out.append("]}]}]}");
}

} // namespace wayfinder::gateway
