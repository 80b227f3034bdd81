#include "config/reading/document.hpp"

#include "config/values/number.hpp"

#include <algorithm>
#include <cmath>

namespace wayfinder::config {

namespace {

place place_of(toml::source_region const& source)
{
    return {source.begin.line, source.begin.column};
}

/// Always with a decimal point: it is how TOML distinguishes a float from an integer.
std::string float_text(double value)
{
    auto text = number_text(value);
    auto const integral = text.find_first_not_of("-0123456789") == std::string::npos;
    return integral ? text + ".0" : text;
}

} // namespace

place place_of(toml::node const& value)
{
    return place_of(value.source());
}

place entry::where() const
{
    return place_of(key->source());
}

place entry::value_where() const
{
    return value->is_table() ? where() : place_of(*value);
}

std::vector<entry> in_file_order(toml::table const& table)
{
    std::vector<entry> entries;
    entries.reserve(table.size());
    for (auto const& [key, value] : table) entries.push_back({&key, &value});
    std::stable_sort(entries.begin(), entries.end(),
                     [](entry const& a, entry const& b) { return a.where() < b.where(); });
    return entries;
}

std::optional<entry> entry_at(toml::table const& table, std::string_view name)
{
    auto const found = table.find(name);
    if (found == table.end()) return std::nullopt;
    return entry{&found->first, &found->second};
}

toml::table const* table_at(toml::table const& parent, std::string_view name)
{
    auto const* value = parent.get(name);
    return value == nullptr ? nullptr : value->as_table();
}

toml::array const* array_at(toml::table const& parent, std::string_view name)
{
    auto const* value = parent.get(name);
    return value == nullptr ? nullptr : value->as_array();
}

std::optional<std::string_view> text_at(toml::table const& parent, std::string_view name)
{
    auto const* value = parent.get(name);
    return value == nullptr ? std::nullopt : value->value_exact<std::string_view>();
}

std::optional<double> as_number(toml::node const& value)
{
    if (auto const* whole = value.as_integer()) return static_cast<double>(whole->get());
    auto const* number = value.as_floating_point();
    if (number == nullptr || !std::isfinite(number->get())) return std::nullopt;
    return number->get();
}

std::string describe(toml::node const& value)
{
    if (auto const* text = value.as_string())
        return text->get().empty() ? "an empty string" : "the string " + in_quotes(text->get());
    if (auto const* flag = value.as_boolean()) return flag->get() ? "true" : "false";
    if (auto const* whole = value.as_integer()) return std::to_string(whole->get());
    if (auto const* number = value.as_floating_point()) return float_text(number->get());
    if (auto const* list = value.as_array()) return list->empty() ? "an empty list" : "a list";
    if (value.is_table()) return "a table";
    if (value.is_time()) return "a time of day";
    return value.is_date() ? "a date" : "a date and time";
}

} // namespace wayfinder::config
