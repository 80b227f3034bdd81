#include "config/gateway_rules.hpp"
#include "config/governance_reader.hpp"
#include "config/listening_reader.hpp"
#include "config/read_into.hpp"
#include "config/reader.hpp"
#include "config/text_checks.hpp"

namespace wayfinder::config {

namespace {

timeouts read_timeouts(toml::table const& parent, timeouts inherited)
{
    auto const* table = table_at(parent, "timeouts");
    if (table == nullptr) return inherited;
    read_into(inherited.connect, *table, "connect");
    read_into(inherited.first_byte, *table, "first_byte");
    read_into(inherited.between_bytes, *table, "between_bytes");
    read_into(inherited.total, *table, "total");
    return inherited;
}

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

model read_model(entry const& item, std::filesystem::path const& directory, timeouts const& inherited)
{
    auto const& table = *item.value->as_table();
    model result;
    result.name = item.name();
    result.base_url = text_at(table, "base_url").value_or("");
    result.upstream_model = text_at(table, "model").value_or("echo");
    if (auto const variable = text_at(table, "api_key_env")) result.api_key_env = std::string{*variable};
    if (auto const command = text_at(table, "api_key_cmd")) result.api_key_cmd = std::string{*command};
    read_into(result.api_key_shell, table, "api_key_shell");
    if (auto const file = text_at(table, "ca_file")) result.ca_file = resolved(directory, *file).string();
    if (auto const* blend = table.get("cost_per_1k")) result.cost_per_1k = as_number(*blend);
    result.price = read_price(table);
    read_into(result.max_output_tokens, table, "max_output_tokens");
    read_into(result.include_usage, table, "include_usage");
    result.timeouts = read_timeouts(table, inherited);
    read_into(result.echo_delay, table, "echo_delay");
    return result;
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
    read_governance(result, *table, directory);
    result.listening = read_listening(*table, directory);
    read_into(result.allow_metadata_hosts, *table, "allow_metadata_hosts");
    read_into(result.core_dumps, *table, "core_dumps");
    return result;
}

} // namespace wayfinder::config
