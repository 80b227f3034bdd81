#include "config/reading/governance_reader.hpp"
#include "config/reading/read_into.hpp"
#include "config/values/civil_time.hpp"
#include "config/values/sha256_text.hpp"

#include <sstream>

namespace wayfinder::config {

namespace {

std::optional<sha256> hash_at(toml::table const& table, std::string_view name)
{
    auto const text = text_at(table, name);
    return text ? parse_sha256(*text) : std::nullopt;
}

/// The text of a date or time, which may itself be given as a string.
std::string written(toml::node const& value)
{
    std::ostringstream text;
    if (auto const* date = value.as_date())
        text << *date;
    else if (auto const* time = value.as_date_time())
        text << *time;
    return value.value_or(text.str());
}

virtual_key read_key(entry const& item, std::string_view time_zone)
{
    auto const& table = *item.value->as_table();
    virtual_key result;
    result.id = item.name();
    for (auto const* const name : {"hash", "next_hash"})
        if (auto const hash = hash_at(table, name)) result.hashes.push_back(*hash);
    read_into(result.tags, table, "tags");
    read_into(result.models, table, "models");
    if (auto const* expires = table.get("expires"))
        if (auto const when = parse_civil_time(written(*expires)))
            result.expires = moment_of(*when, time_zone);
    read_into(result.disabled, table, "disabled");
    result.budget = read_budget(table);
    result.rate_limit = read_rate_limit(table);
    return result;
}

} // namespace

std::vector<virtual_key> read_keys(toml::table const& gateway, std::string_view time_zone)
{
    std::vector<virtual_key> keys;
    if (auto const* table = table_at(gateway, "keys"))
        for (auto const& item : in_file_order(*table)) keys.push_back(read_key(item, time_zone));
    return keys;
}

std::vector<tag> read_tags(toml::table const& gateway)
{
    std::vector<tag> tags;
    auto const* table = table_at(gateway, "tags");
    if (table == nullptr) return tags;
    for (auto const& item : in_file_order(*table)) {
        auto const& limits = *item.value->as_table();
        tags.push_back({std::string{item.name()}, read_budget(limits), read_rate_limit(limits)});
    }
    return tags;
}

admin read_admin(toml::table const& gateway)
{
    admin result;
    auto const* table = table_at(gateway, "admin");
    if (table == nullptr) return result;
    result.token_hash = hash_at(*table, "token_hash");
    read_into(result.listen, *table, "listen");
    read_into(result.open, *table, "open");
    return result;
}

} // namespace wayfinder::config
