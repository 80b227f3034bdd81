#include "config/reading/model_reader.hpp"

#include "config/reading/governance_reader.hpp"
#include "config/reading/read_into.hpp"
#include "config/validation/gateway_rules.hpp"

namespace wayfinder::config {

namespace {

/// The credential keys belong together: an endpoint's own variable is never filled by the model's command.
void read_credential(endpoint& into, toml::table const& table)
{
    if (!table.contains("api_key_env")) return;
    into.api_key_cmd.reset();
    into.api_key_shell = false;
    into.api_key_header.reset();
    read_into(into.api_key_env, table, "api_key_env");
    read_into(into.api_key_cmd, table, "api_key_cmd");
    read_into(into.api_key_shell, table, "api_key_shell");
    read_into(into.api_key_header, table, "api_key_header");
}

/// Reads a table over the values that it inherits; a model's own table inherits nothing.
endpoint read_endpoint(toml::table const& table, std::filesystem::path const& directory, endpoint inherited)
{
    read_into(inherited.base_url, table, "base_url");
    read_into(inherited.upstream_model, table, "model");
    read_credential(inherited, table);
    if (auto const file = text_at(table, "ca_file")) inherited.ca_file = resolved(directory, *file).string();
    read_into(inherited.weight, table, "weight");
    read_into(inherited.probe, table, "probe");
    read_into(inherited.headers, table, "headers");
    read_into(inherited.query, table, "query");
    return inherited;
}

std::vector<endpoint> read_endpoints(toml::table const& model, std::filesystem::path const& directory)
{
    endpoint unsaid;
    unsaid.upstream_model = "echo"; // any other endpoint must set it
    auto const own = read_endpoint(model, directory, std::move(unsaid));
    auto const* list = array_at(model, "endpoints");
    if (list == nullptr) return {own};
    std::vector<endpoint> all;
    for (auto const& each : *list) all.push_back(read_endpoint(*each.as_table(), directory, own));
    return all;
}

} // namespace

timeouts read_timeouts(toml::table const& parent, timeouts inherited)
{
    auto const* table = table_at(parent, "timeouts");
    if (table == nullptr) return inherited;
    read_into(inherited.connect, *table, "connect");
    read_into(inherited.tls, *table, "tls");
    read_into(inherited.first_byte, *table, "first_byte");
    read_into(inherited.between_bytes, *table, "between_bytes");
    read_into(inherited.total, *table, "total");
    return inherited;
}

model read_model(entry const& item, std::filesystem::path const& directory, timeouts const& inherited)
{
    auto const& table = *item.value->as_table();
    model result;
    result.name = item.name();
    result.endpoints = read_endpoints(table, directory);
    read_into(result.fallbacks, table, "fallbacks");
    read_into(result.context_window, table, "context_window");
    if (table.contains("capabilities")) read_into(result.capabilities.emplace(), table, "capabilities");
    read_into(result.retry_timeouts, table, "retry_timeouts");
    read_into(result.hedge, table, "hedge");
    if (auto const* blend = table.get("cost_per_1k")) result.cost_per_1k = as_number(*blend);
    result.price = read_price(table);
    read_into(result.max_output_tokens, table, "max_output_tokens");
    read_into(result.prompt_cache_ttl, table, "prompt_cache_ttl");
    read_into(result.include_usage, table, "include_usage");
    result.timeouts = read_timeouts(table, inherited);
    read_into(result.echo_delay, table, "echo_delay");
    return result;
}

} // namespace wayfinder::config
