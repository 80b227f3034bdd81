#include "config/reading/governance_reader.hpp"
#include "config/reading/read_into.hpp"
#include "config/validation/gateway_rules.hpp"

namespace wayfinder::config {

cache read_cache(toml::table const& gateway)
{
    cache result;
    auto const* table = table_at(gateway, "cache");
    if (table == nullptr) return result;
    read_into(result.enabled, *table, "enabled");
    read_into(result.ttl, *table, "ttl");
    read_into(result.max_entries, *table, "max_entries");
    read_into(result.max_bytes, *table, "max_bytes");
    read_into(result.shared, *table, "shared");
    read_into(result.strict, *table, "strict");
    return result;
}

ledger read_ledger(toml::table const& gateway, std::filesystem::path const& directory)
{
    ledger result;
    auto const* table = table_at(gateway, "ledger");
    if (table == nullptr) return result;
    if (auto const file = text_at(*table, "file")) result.file = resolved(directory, *file);
    if (auto const days = (*table)["retention"].value<int>()) result.retention = std::chrono::days{*days};
    return result;
}

} // namespace wayfinder::config
