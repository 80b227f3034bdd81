#include "config/environment.hpp"
#include "config/gateway_rules.hpp"
#include "config/reader.hpp"
#include "config/text_checks.hpp"

namespace wayfinder::config {

namespace {

/// Overwrites the value only where the file has the key.
void read_into(std::chrono::milliseconds& value, toml::table const& table, std::string_view name)
{
    if (auto const* node = table.get(name))
        if (auto const seconds = as_number(*node)) value = milliseconds_of(*seconds);
}

void read_into(std::size_t& value, toml::table const& table, std::string_view name)
{
    if (auto const* node = table.get(name))
        if (auto const whole = node->value_exact<std::int64_t>()) value = static_cast<std::size_t>(*whole);
}

void read_into(timeouts& value, toml::table const& parent)
{
    auto const* table = table_at(parent, "timeouts");
    if (table == nullptr) return;
    read_into(value.connect, *table, "connect");
    read_into(value.first_byte, *table, "first_byte");
    read_into(value.between_bytes, *table, "between_bytes");
    read_into(value.total, *table, "total");
}

limits read_limits(toml::table const& gateway)
{
    limits result;
    auto const* table = table_at(gateway, "limits");
    if (table == nullptr) return result;
    read_into(result.max_body, *table, "max_body");
    read_into(result.max_header, *table, "max_header");
    read_into(result.max_json_depth, *table, "max_json_depth");
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
    result.max_bytes = (*table)["max_bytes"].value_or(result.max_bytes);
    result.keep = (*table)["keep"].value_or(result.keep);
    result.remember = (*table)["remember"].value_or(result.remember);
    result.any_label = (*table)["any_label"].value_or(result.any_label);
    return result;
}

std::vector<std::string> read_texts(toml::table const& parent, std::string_view name)
{
    std::vector<std::string> texts;
    if (auto const* list = parent[name].as_array())
        for (auto const& each : *list) texts.push_back(each.value_or(std::string{}));
    return texts;
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
    if (auto const* shell = table.get("api_key_shell"))
        result.api_key_shell = shell->value_exact<bool>().value_or(false);
    if (auto const file = text_at(table, "ca_file")) result.ca_file = resolved(directory, *file).string();
    if (auto const* price = table.get("cost_per_1k")) result.cost_per_1k = as_number(*price);
    result.timeouts = inherited;
    read_into(result.timeouts, table);
    read_into(result.echo_delay, table, "echo_delay");
    return result;
}

} // namespace

gateway read_gateway(toml::table const& document, std::filesystem::path const& directory,
                     std::optional<std::chrono::milliseconds> patience)
{
    gateway result;
    auto const* table = table_at(document, "gateway");
    if (table == nullptr) return result;
    if (auto const scope = text_at(*table, "route_on"))
        result.route_on = scope_named(*scope).value_or(result.route_on);
    result.sticky = (*table)["sticky"].value_or(false);
    result.sticky_cooldown = (*table)["sticky_cooldown"].value_or(std::uint64_t{0});
    read_into(result.drain_timeout, *table, "drain_timeout");
    result.limits = read_limits(*table);
    result.feedback = read_feedback(*table, directory);
    result.cors_origins = read_texts(*table, "cors_origins");
    timeouts common;
    if (patience) common.first_byte = common.between_bytes = *patience;
    read_into(common, *table);
    if (auto const* models = table_at(*table, "models"))
        for (auto const& item : in_file_order(*models))
            result.models.push_back(read_model(item, directory, common));
    return result;
}

} // namespace wayfinder::config
