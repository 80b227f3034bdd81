// Copies single keys of a validated document into snapshot fields. Absent keys leave them unchanged.
#pragma once

#include "config/environment.hpp"
#include "config/reading/document.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

inline void read_into(std::chrono::milliseconds& value, toml::table const& table, std::string_view name)
{
    if (auto const* node = table.get(name))
        if (auto const seconds = as_number(*node)) value = milliseconds_of(*seconds);
}

inline void read_into(std::optional<std::chrono::milliseconds>& value, toml::table const& table,
                      std::string_view name)
{
    if (auto const* node = table.get(name))
        if (auto const seconds = as_number(*node)) value = milliseconds_of(*seconds);
}

inline void read_into(bool& value, toml::table const& table, std::string_view name)
{
    value = table[name].value_or(value);
}

inline void read_into(std::uint64_t& value, toml::table const& table, std::string_view name)
{
    value = table[name].value_or(value);
}

inline void read_into(std::optional<std::uint64_t>& value, toml::table const& table, std::string_view name)
{
    if (auto const whole = table[name].value<std::uint64_t>()) value = *whole;
}

inline void read_into(std::string& value, toml::table const& table, std::string_view name)
{
    if (auto const text = text_at(table, name)) value = *text;
}

inline void read_into(std::optional<std::string>& value, toml::table const& table, std::string_view name)
{
    if (auto const text = text_at(table, name)) value = *text;
}

inline void read_into(double& value, toml::table const& table, std::string_view name)
{
    if (auto const* node = table.get(name)) value = as_number(*node).value_or(value);
}

inline void read_into(std::vector<std::string>& value, toml::table const& table, std::string_view name)
{
    if (auto const lone = text_at(table, name)) value = {std::string{*lone}};
    auto const* list = array_at(table, name);
    if (list == nullptr) return;
    value.clear();
    for (auto const& each : *list) value.push_back(each.value_or(std::string{}));
}

/// A name of an enumerator.
template <class enumeration, std::size_t count>
void read_into(enumeration& value, std::array<enumeration, count> const& all, toml::table const& table,
               std::string_view name_of_key)
{
    auto const text = text_at(table, name_of_key);
    for (auto const each : all)
        if (text == name(each)) value = each;
}

} // namespace wayfinder::config
