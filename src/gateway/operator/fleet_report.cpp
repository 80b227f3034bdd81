#include "gateway/operator/fleet_report.hpp"

#include "gateway/operator/budget_json.hpp"
#include "gateway/operator/latency_json.hpp"
#include "gateway/reply.hpp"
#include "wire/json/dump.hpp"

#include <numeric>

namespace wayfinder::gateway {
namespace {

using nlohmann::ordered_json;

/// Dollars per million tokens, and per call.
ordered_json price_json(config::model const& model)
{
    if (!model.price) return nullptr;
    auto const& price = *model.price;
    return {{"input", config::in_dollars(price.input)},
            {"cached_input", config::in_dollars(price.cached_input)},
            {"output", config::in_dollars(price.output)},
            {"per_call", config::in_dollars(price.per_call)}};
}

ordered_json endpoint_json(model_endpoint const& at, config::breaker const& rules)
{
    using std::chrono::duration;
    auto const seen = at.health->snapshot(rules, std::chrono::steady_clock::now());
    ordered_json json{{"base_url", at.where->settings->base_url},
                      {"model", at.where->settings->upstream_model},
                      {"weight", at.where->settings->weight},
                      {"key_ok", !at.where->key_missing},
                      {"breaker", name(seen.breaker)},
                      {"in_flight", seen.in_flight},
                      {"failures_in_a_row", seen.failures_in_a_row},
                      {"opened", seen.opened},
                      {"first_byte_p95", nullptr}};
    if (seen.wait.count() > 0) json["retry_in"] = duration<double>(seen.wait).count();
    if (seen.p95) json["first_byte_p95"] = duration<double>(*seen.p95).count();
    return json;
}

double sum_of(std::vector<prometheus::Counter*> const& counters)
{
    return std::accumulate(counters.begin(), counters.end(), 0.0,
                           [](double sum, auto const* each) { return sum + each->Value(); });
}

ordered_json model_json(std::size_t index, request_context const& context)
{
    auto const& model = *context.runtime->targets()[index].settings;
    auto const& metrics = context.callers->metrics()[index];
    auto endpoints = ordered_json::array();
    for (auto const& each : context.fleet->of(index))
        endpoints.push_back(endpoint_json(each, context.settings().breaker));
    ordered_json window;
    if (model.context_window) window = *model.context_window;
    return {{"name", model.name},
            {"price", price_json(model)},
            {"context_window", std::move(window)},
            {"fallbacks", model.fallbacks},
            {"chosen", static_cast<std::uint64_t>(sum_of(metrics.requests))},
            {"upstream_errors", static_cast<std::uint64_t>(metrics.upstream_errors->Value())},
            {"latency", latency_json(*metrics.upstream_latency)},
            {"endpoints", std::move(endpoints)}};
}

} // namespace

net::asio::awaitable<void> show_fleet(request_context& context, services const& /*provided*/)
{
    auto models = ordered_json::array();
    for (std::size_t index = 0; index < context.runtime->targets().size(); ++index)
        models.push_back(model_json(index, context));
    ordered_json report;
    report["models"] = std::move(models);
    auto body = wire::json::dump(report);
    co_await reply_json(context, std::move(body));
}

} // namespace wayfinder::gateway
