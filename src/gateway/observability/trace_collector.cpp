#include "gateway/observability/trace_collector.hpp"

#include "config/values/base_url.hpp"
#include "gateway/query.hpp"
#include "gateway/upstream/upstream_key.hpp"
#include "net/tls.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace wayfinder::gateway {
namespace {

bool is_token(std::string_view name)
{
    auto const part = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    };
    return !name.empty() && std::all_of(name.begin(), name.end(), part);
}

bool is_sendable(std::string_view value)
{
    return std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

/// `name=value,name=value`, the values percent-encoded, as in OpenTelemetry's OTEL_EXPORTER_OTLP_HEADERS.
void append_headers(config::secret& head, std::string_view list, std::string const& variable)
{
    while (!list.empty()) {
        auto const end = std::min(list.find(','), list.size());
        auto const each = trimmed_key(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
        if (each.empty()) continue;
        auto const middle = std::min(each.find('='), each.size());
        auto const name = trimmed_key(each.substr(0, middle));
        auto value = percent_decoded(trimmed_key(each.substr(std::min(middle + 1, each.size()))));
        if (middle == each.size() || !is_token(name) || !is_sendable(value))
            throw std::runtime_error{"gateway.traces.headers_env: " + variable +
                                     " must be a list such as name=value,name=value"};
        head.append(name);
        head.append(": ");
        head.append(value);
        head.append("\r\n");
        config::wipe(value);
    }
}

} // namespace

std::shared_ptr<trace_collector const> make_trace_collector(config::gateway const& gateway,
                                                            config::environment const& env)
{
    auto const& settings = gateway.traces;
    auto const url = config::parse_base_url(settings.endpoint);
    if (!url) return nullptr; // there is none: the schema rejects any other text
    auto made = std::make_shared<trace_collector>();
    made->peer = {url->host, url->port, url->tls ? net::make_client_trust(std::nullopt) : nullptr,
                  settings.endpoint};
    made->head.append("POST " + (url->path.empty() ? "/" : url->path) + " HTTP/1.1\r\nHost: " +
                      url->authority() + "\r\nUser-Agent: wayfinder-router/" WAYFINDER_VERSION "\r\n");
    if (!settings.headers_env.empty()) {
        auto list = env(settings.headers_env).value_or("");
        append_headers(made->head, list, settings.headers_env);
        config::wipe(list);
    }
    made->head.append("Content-Type: application/json\r\nContent-Length: ");
    made->service = settings.service;
    made->queue = settings.queue;
    made->interval = settings.interval;
    made->timeout = settings.timeout;
    made->metadata_allowed = gateway.allow_metadata_hosts;
    return made;
}

} // namespace wayfinder::gateway
