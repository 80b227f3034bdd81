#include "config/traces.hpp"
#include "config/schema/sections.hpp"
#include "config/validation/text_checks.hpp"

namespace wayfinder::config {

std::vector<key_spec> trace_keys()
{
    static constexpr std::string_view section{"gateway.traces"};
    traces const defaults{};
    return {
        {.section = "gateway",
         .name = "traces",
         .type = value_type::table,
         .meaning =
             "Spans of chat requests and of the calls that they cause, sent to an OpenTelemetry collector."},
        {.section = section,
         .name = "endpoint",
         .rule = {.check = check_upstream_url, .phrase = "an http or https URL"},
         .meaning = "the collector's URL for OTLP over HTTP, with the path: "
                    "`http://localhost:4318/v1/traces`; without it there are no traces",
         .secret = true}, // it may hold a password, which is one of the mistakes
        {.section = section,
         .name = "headers_env",
         .rule = {.check = check_variable_name},
         .meaning = "the environment variable that has header fields for the collector, in the format of "
                    "OTEL_EXPORTER_OTLP_HEADERS: `name=value,name=value`, percent-encoded where needed",
         .secret = true}, // a header in its place may hold a token
        {.section = section,
         .name = "ratio",
         .type = value_type::number,
         .rule = {.min = 0, .max = 1},
         .fallback = number_text(defaults.ratio),
         .meaning = "share of the requests that are traced, unless the client's `traceparent` decides"},
        {.section = section,
         .name = "service_name",
         .rule = {.check = check_label},
         .fallback = '"' + defaults.service + '"',
         .meaning = "the gateway's name in traces"},
        {.section = section,
         .name = "interval",
         .type = value_type::number,
         .rule = positive_seconds(),
         .fallback = seconds_text(defaults.interval),
         .meaning = "how long spans are collected before they are sent, unless the queue is half full first"},
        {.section = section,
         .name = "timeout",
         .type = value_type::number,
         .rule = positive_seconds(),
         .fallback = seconds_text(defaults.timeout),
         .meaning = "time limit for one post to the collector"},
        {.section = section,
         .name = "queue",
         .type = value_type::integer,
         .rule = {.min = 1, .max = 65'536, .unit = "requests"},
         .fallback = std::to_string(defaults.queue),
         .meaning = "most requests whose spans wait to be sent; the spans of further ones are dropped"},
    };
}

} // namespace wayfinder::config
