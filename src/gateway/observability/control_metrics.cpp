#include "gateway/observability/control_metrics.hpp"

#include "telemetry/family.hpp"

#include <algorithm>

namespace wayfinder::gateway {
namespace {

using prometheus::MetricFamily;
using telemetry::counter;
using telemetry::gauge;

void add_prices(runtime_config const& runtime, std::vector<MetricFamily>& all)
{
    auto blended = gauge("model_cost_per_1k", "Configured dollars per 1000 tokens of any kind.");
    auto prices = gauge("model_price_dollars_per_million", "Dollars per million tokens, by kind.");
    bool any_blended = false;
    for (auto const& target : runtime.targets()) {
        auto const& model = *target.settings;
        any_blended = any_blended || model.cost_per_1k.has_value();
        if (model.cost_per_1k) blended.put(*model.cost_per_1k, {{"model", model.name}});
        if (!model.price) continue;
        prices.put(config::in_dollars(model.price->input), {{"model", model.name}, {"kind", "prompt"}});
        prices.put(config::in_dollars(model.price->cached_input),
                   {{"model", model.name}, {"kind", "cached_prompt"}});
        prices.put(config::in_dollars(model.price->output), {{"model", model.name}, {"kind", "completion"}});
    }
    if (any_blended) all.push_back(std::move(blended).take());
    all.push_back(std::move(prices).take());
}

void add_budgets(control_plane const& shared, tenancy const& callers, std::vector<MetricFamily>& all)
{
    auto limit = gauge("budget_limit_dollars", "What a budget allows in its window.");
    auto spent = gauge("budget_spent_dollars", "What has been spent in the window of a budget.");
    auto reserved = gauge("budget_reserved_dollars", "What requests in flight may still spend of it.");
    auto remaining = gauge("budget_remaining_dollars", "What is neither spent nor reserved.");
    auto const today = callers.calendar().day_of(std::chrono::system_clock::now());
    auto const& budgets = callers.budgets();
    for (std::size_t i = 0; i < std::min(budgets.size(), control_metrics::most_budgets); ++i) {
        auto const& each = budgets[i];
        auto const now =
            shared.accounts.balance_of(*each.holder, each.budget->window, {today.number, today.month});
        telemetry::labels const scope{{"scope", each.holder->name()}};
        limit.put(config::in_dollars(each.budget->limit), scope);
        spent.put(config::in_dollars(now.spent), scope);
        reserved.put(config::in_dollars(now.reserved), scope);
        remaining.put(config::in_dollars(
                          std::max<config::nano_dollars>(0, each.budget->limit - now.spent - now.reserved)),
                      scope);
    }
    for (auto* each : {&limit, &spent, &reserved, &remaining}) all.push_back(std::move(*each).take());
}

void add_cache(control::response_cache::stats const& now, std::vector<MetricFamily>& all)
{
    all.push_back(single(gauge("cache_entries", "Answers in the cache."), static_cast<double>(now.entries)));
    all.push_back(single(gauge("cache_bytes", "Memory used by the cache, overhead included."),
                         static_cast<double>(now.bytes)));
    all.push_back(single(counter("cache_evictions_total", "Answers evicted to make room."),
                         static_cast<double>(now.evictions)));
    all.push_back(single(counter("cache_expirations_total", "Answers dropped because they expired."),
                         static_cast<double>(now.expirations)));
}

/// Endpoints are identified by number, from 0; their addresses may contain secrets.
void add_endpoints(runtime_config const& runtime, fleet const& upstreams, std::vector<MetricFamily>& all)
{
    auto state = gauge("breaker_state", "State of an endpoint's breaker: 0 closed, 1 half open, 2 open.");
    auto opened = counter("breaker_opened_total", "Times that an endpoint's breaker has opened.");
    auto in_flight = gauge("endpoint_in_flight_requests", "Calls to an endpoint in flight.");
    auto const now = std::chrono::steady_clock::now();
    auto const& rules = runtime.config().gateway.breaker;
    for (std::size_t model = 0; model < runtime.targets().size(); ++model) {
        auto const endpoints = upstreams.of(model);
        for (std::size_t i = 0; i < endpoints.size(); ++i) {
            auto const seen = endpoints[i].health->snapshot(rules, now);
            telemetry::labels const which{{"model", runtime.targets()[model].settings->name},
                                          {"endpoint", std::to_string(i)}};
            state.put(static_cast<double>(seen.breaker), which);
            opened.put(static_cast<double>(seen.opened), which);
            in_flight.put(static_cast<double>(seen.in_flight), which);
        }
    }
    for (auto* each : {&state, &opened, &in_flight}) all.push_back(std::move(*each).take());
}

void add_ledger(control::ledger const& books, std::vector<MetricFamily>& all)
{
    all.push_back(
        single(gauge("ledger_up", "1 while the ledger can be written, else 0."), books.healthy() ? 1 : 0));
    all.push_back(
        single(gauge("ledger_backlog_entries", "Requests waiting because the ledger cannot be written."),
               static_cast<double>(books.backlog())));
    all.push_back(
        single(counter("ledger_dropped_entries_total",
                       "Requests lost because the ledger could not be written and the backlog was full."),
               static_cast<double>(books.dropped())));
}

} // namespace

void control_metrics::adopt(control_plane const& shared, std::shared_ptr<tenancy const> callers,
                            std::shared_ptr<runtime_config const> runtime,
                            std::shared_ptr<fleet const> upstreams)
{
    std::lock_guard const lock{mutex_};
    shared_ = &shared;
    callers_ = std::move(callers);
    runtime_ = std::move(runtime);
    upstreams_ = std::move(upstreams);
}

void control_metrics::forget()
{
    std::lock_guard const lock{mutex_};
    shared_ = nullptr;
}

std::vector<MetricFamily> control_metrics::Collect() const
{
    std::lock_guard const lock{mutex_};
    std::vector<MetricFamily> all;
    if (shared_ == nullptr) return all;
    add_prices(*runtime_, all);
    add_budgets(*shared_, *callers_, all);
    add_cache(shared_->cache.figures(), all);
    add_ledger(*shared_->ledger, all);
    add_endpoints(*runtime_, *upstreams_, all);
    all.push_back(single(gauge("in_flight_requests", "Chat requests in flight."),
                         static_cast<double>(shared_->accounts.in_flight())));
    return all;
}

} // namespace wayfinder::gateway
