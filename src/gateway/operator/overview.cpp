#include "gateway/operator/overview.hpp"

#include "gateway/operator/budget_json.hpp"
#include "gateway/operator/latency_json.hpp"
#include "gateway/reply.hpp"
#include "gateway/routing/decision_json.hpp"
#include "wire/json/dump.hpp"

#include <algorithm>
#include <charconv>

namespace wayfinder::gateway {
namespace {

using nlohmann::ordered_json;

double epoch_seconds(std::chrono::system_clock::time_point when)
{
    return std::chrono::duration<double>(when.time_since_epoch()).count();
}

/// What chat clients got: all answers, and those that blame them (4xx) or us (5xx).
ordered_json responses_json(telemetry::request_metrics const& metrics)
{
    auto by_status = ordered_json::object();
    std::array<double, 6> by_class{};
    double total = 0.0;
    for (auto const& family : metrics.responses().Collect())
        for (auto const& each : family.metric) {
            if (each.counter.value == 0.0 || each.label.empty()) continue;
            auto const& code = each.label.front().value;
            auto const digit = static_cast<std::size_t>(code.empty() ? 0 : code.front() - '0');
            if (digit < by_class.size()) by_class[digit] += each.counter.value;
            total += each.counter.value;
            by_status[code] = static_cast<std::uint64_t>(each.counter.value);
        }
    return {{"total", static_cast<std::uint64_t>(total)},
            {"client_errors", static_cast<std::uint64_t>(by_class[4])},
            {"server_errors", static_cast<std::uint64_t>(by_class[5])},
            {"by_status", std::move(by_status)}};
}

policy_kind kind_of(policy const& routes)
{
    if (std::holds_alternative<skill::policy>(routes)) return policy_kind::skill;
    return std::holds_alternative<tiers_policy>(routes) ? policy_kind::tiered : policy_kind::classifier;
}

ordered_json routing_json(router const& routing)
{
    auto weights = ordered_json::object();
    for (auto const each : all_features) weights[std::string{name(each)}] = routing.weights[each];
    ordered_json json{{"kind", name(kind_of(routing.policy))},
                      {"models", models_of(routing.policy)},
                      {"tiers", tiers_json(routing.policy)},
                      {"weights", std::move(weights)}};
    if (auto const* by_skill = std::get_if<skill::policy>(&routing.policy)) {
        json["dear_shares"] = by_skill->dear_shares;
        json["fixed"] = by_skill->fixed;
    }
    return json;
}

ordered_json cache_json(config::cache const& settings, control::response_cache const& cache)
{
    auto const now = cache.figures();
    return {{"enabled", settings.enabled}, {"entries", now.entries}, {"bytes", now.bytes}};
}

} // namespace

net::asio::awaitable<void> show_overview(request_context& context, services const& provided)
{
    auto const& settings = context.settings();
    auto const& shared = provided.shared;
    auto const& all = context.callers->everyone().held.front();
    ordered_json report{{"version", WAYFINDER_VERSION},
                        {"now", epoch_seconds(std::chrono::system_clock::now())},
                        {"started_at", epoch_seconds(shared.started)},
                        {"dry_run", provided.dry_run},
                        {"in_flight", shared.accounts.in_flight()},
                        {"responses", responses_json(shared.metrics)},
                        {"duration", latency_json(shared.metrics.durations())},
                        {"first_byte", latency_json(shared.metrics.first_bytes())},
                        {"budget", budget_json(all, shared.accounts, context.moment().today)},
                        {"rate_limit", rate_json(all.rate)},
                        {"cache", cache_json(settings.cache, shared.cache)},
                        {"keys", settings.keys.size()},
                        {"models", settings.models.size()},
                        {"in_dollars", context.callers->prices().in_dollars()},
                        {"time_zone", settings.time_zone},
                        {"feedback_needs_token", !context.runtime->feedback_token().empty()},
                        {"routing", routing_json(context.runtime->routing())}};
    auto body = wire::json::dump(report);
    co_await reply_json(context, std::move(body));
}

} // namespace wayfinder::gateway
