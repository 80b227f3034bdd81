#include "config/schema/schema.hpp"

#include "config/schema/sections.hpp"
#include "config/values/civil_time.hpp"
#include "config/values/number.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace wayfinder::config {

namespace {

std::string choices(std::string text, std::vector<std::string_view> const& names)
{
    for (auto const& each : names) {
        if (&each != &names.front()) text += ", ";
        text.append(1, '"').append(each).append(1, '"');
    }
    return text;
}

/// "a positive number", "a whole number of bytes from 1024 to 1048576".
std::string numeric_expectation(key_spec const& spec)
{
    auto const& bounds = spec.rule;
    auto const whole = spec.type == value_type::integer;
    std::string const noun = whole ? "integer" : "number";
    if (!std::isfinite(bounds.max)) {
        auto const from_one = whole && bounds.min == 1;
        if (bounds.min == 0 && !bounds.above_min) return "a non-negative " + noun;
        if ((bounds.min == 0 && bounds.above_min) || from_one) return "a positive " + noun;
        return (whole ? "an " : "a ") + noun;
    }
    std::string text = (whole ? "a whole " : "a ") + std::string{"number"};
    if (!bounds.unit.empty()) text.append(" of ").append(bounds.unit);
    return text + " from " + number_text(bounds.min) + " to " + number_text(bounds.max);
}

} // namespace

std::vector<key_spec> const& schema()
{
    static std::vector<key_spec> const all = [] {
        std::vector<key_spec> keys;
        for (auto const& part :
             {routing_keys(), gateway_keys(), delivery_keys(), model_keys(), endpoint_keys(), budget_keys(),
              virtual_key_keys(), store_keys(), admin_keys(), listening_keys(), logging_keys(), trace_keys()})
            keys.insert(keys.end(), part.begin(), part.end());
        return keys;
    }();
    return all;
}

std::vector<key_spec const*> const& keys_in(std::string_view section)
{
    static auto const by_section = [] {
        std::map<std::string_view, std::vector<key_spec const*>> made;
        for (auto const& each : schema()) made[each.section].push_back(&each);
        return made;
    }();
    static std::vector<key_spec const*> const none;
    auto const found = by_section.find(section);
    return found == by_section.end() ? none : found->second;
}

key_spec const* find_key(std::string_view section, std::string_view name)
{
    for (auto const* const each : keys_in(section))
        if (each->name == any_name || each->name == name) return each;
    return nullptr;
}

std::vector<std::string_view> names_in(std::string_view section)
{
    std::vector<std::string_view> names;
    for (auto const* const each : keys_in(section))
        if (each->name != any_name) names.push_back(each->name);
    return names;
}

bool is_table(key_spec const& spec)
{
    return spec.type == value_type::table || spec.type == value_type::tables;
}

std::string contents_of(key_spec const& table)
{
    if (!table.contents.empty()) return std::string{table.contents};
    std::string section{table.section};
    if (!section.empty()) section += '.';
    return section.append(table.name);
}

std::string readable(std::string_view section)
{
    std::string text{section};
    for (auto at = text.find(any_name); at != std::string::npos; at = text.find(any_name))
        text.replace(at, any_name.size(), "<name>");
    return text;
}

std::string expectation(key_spec const& spec)
{
    if (!spec.rule.phrase.empty()) return std::string{spec.rule.phrase};
    if (!spec.rule.one_of.empty())
        return choices(spec.type == value_type::strings ? "a list out of " : "one of ", spec.rule.one_of);
    switch (spec.type) {
    case value_type::boolean:
        return "true or false";
    case value_type::string:
        return "a non-empty string";
    case value_type::number:
    case value_type::integer:
        return numeric_expectation(spec);
    case value_type::moment:
        return std::string{civil_time_phrase};
    case value_type::strings:
        return "a list of non-empty strings";
    case value_type::numbers:
        return "a list of numbers";
    case value_type::number_or_numbers:
        return numeric_expectation(spec) + ", or a list of such";
    case value_type::table:
        return "a table";
    case value_type::tables:
        return spec.rule.min_items > 0 ? "a non-empty list of tables" : "a list of tables";
    }
    return {};
}

} // namespace wayfinder::config
