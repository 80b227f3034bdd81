#include "config/reading/governance_reader.hpp"
#include "config/reading/listening_reader.hpp"
#include "config/reading/logging_reader.hpp"
#include "config/reading/model_reader.hpp"
#include "config/reading/read_into.hpp"
#include "config/reading/reader.hpp"
#include "config/validation/gateway_rules.hpp"

namespace wayfinder::config {

namespace {

limits read_limits(toml::table const& gateway)
{
    limits result;
    auto const* table = table_at(gateway, "limits");
    if (table == nullptr) return result;
    read_into(result.max_body, *table, "max_body");
    read_into(result.max_header, *table, "max_header");
    read_into(result.max_json_depth, *table, "max_json_depth");
    read_into(result.unauthorized_rpm, *table, "unauthorized_rpm");
    read_into(result.handshake_timeout, *table, "handshake_timeout");
    read_into(result.header_timeout, *table, "header_timeout");
    read_into(result.body_timeout, *table, "body_timeout");
    read_into(result.idle_timeout, *table, "idle_timeout");
    read_into(result.write_timeout, *table, "write_timeout");
    read_into(result.min_rate, *table, "min_rate");
    read_into(result.max_connections, *table, "max_connections");
    read_into(result.max_connections_per_address, *table, "max_connections_per_address");
    read_into(result.max_requests, *table, "max_requests");
    read_into(result.max_buffered_bytes, *table, "max_buffered_bytes");
    return result;
}

feedback read_feedback(toml::table const& gateway, std::filesystem::path const& directory)
{
    feedback result;
    auto const* table = table_at(gateway, "feedback");
    if (table == nullptr) return result;
    if (auto const file = text_at(*table, "file")) result.file = resolved(directory, *file);
    read_into(result.max_bytes, *table, "max_bytes");
    read_into(result.keep, *table, "keep");
    read_into(result.remember, *table, "remember");
    read_into(result.any_label, *table, "any_label");
    return result;
}

void read_delivery(gateway& result, toml::table const& table)
{
    read_into(result.keep_alive, table, "stream_keep_alive");
    read_into(result.failover, all_failovers, table, "failover");
    read_into(result.retry.retries, table, "retries");
    if (auto const* retry = table_at(table, "retry")) {
        read_into(result.retry.first_backoff, *retry, "first_backoff");
        read_into(result.retry.longest_backoff, *retry, "longest_backoff");
        read_into(result.retry.max_retry_after, *retry, "max_retry_after");
        read_into(result.retry.budget, *retry, "budget");
    }
    read_into(result.breaker.threshold, table, "breaker_threshold");
    read_into(result.breaker.cooldown, table, "breaker_cooldown");
    if (auto const* breaker = table_at(table, "breaker")) {
        read_into(result.breaker.error_rate, *breaker, "error_rate");
        read_into(result.breaker.min_calls, *breaker, "min_calls");
        read_into(result.breaker.window, *breaker, "window");
        read_into(result.breaker.slow_call, *breaker, "slow_call");
        read_into(result.breaker.probe_interval, *breaker, "probe_interval");
    }
}

void read_governance(gateway& result, toml::table const& table, std::filesystem::path const& directory)
{
    read_into(result.time_zone, table, "time_zone");
    result.rate_limit = read_rate_limit(table);
    result.budget = read_budget(table);
    result.keys = read_keys(table, result.time_zone);
    result.tags = read_tags(table);
    result.cache = read_cache(table);
    result.ledger = read_ledger(table, directory);
    read_into(result.on_ledger_failure, all_ledger_failures, table, "on_ledger_failure");
    result.admin = read_admin(table);
}

} // namespace

gateway read_gateway(toml::table const& document, std::filesystem::path const& directory,
                     std::optional<std::chrono::milliseconds> patience)
{
    gateway result;
    auto const* table = table_at(document, "gateway");
    if (table == nullptr) return result;
    read_into(result.route_on, all_route_scopes, *table, "route_on");
    read_into(result.sticky, *table, "sticky");
    read_into(result.sticky_cooldown, *table, "sticky_cooldown");
    read_into(result.drain_timeout, *table, "drain_timeout");
    result.limits = read_limits(*table);
    result.feedback = read_feedback(*table, directory);
    read_into(result.cors_origins, *table, "cors_origins");
    timeouts common;
    if (patience) common.first_byte = common.between_bytes = *patience;
    common = read_timeouts(*table, common);
    if (auto const* models = table_at(*table, "models"))
        for (auto const& item : in_file_order(*models))
            result.models.push_back(read_model(item, directory, common));
    read_delivery(result, *table);
    read_governance(result, *table, directory);
    result.listening = read_listening(*table, directory);
    result.access_log = read_access_log(*table, directory);
    result.log = read_log(*table);
    result.traces = read_traces(*table);
    read_into(result.allow_metadata_hosts, *table, "allow_metadata_hosts");
    read_into(result.core_dumps, *table, "core_dumps");
    return result;
}

} // namespace wayfinder::config
