// Reading a TOML document with places in it. Internal: toml++ is costly to compile, so no contract header has
// it.
#pragma once

#include "config/report.hpp"
#include "config/text_quoting.hpp"

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

/// One key of a table with its value.
struct entry {
    toml::key const* key;
    toml::node const* value;

    [[nodiscard]] std::string_view name() const { return key->str(); }
    /// Of the name: the place of a table node is that of its header, which may name several tables.
    [[nodiscard]] place where() const;
    /// Of the value, or of the name where the value is a section.
    [[nodiscard]] place value_where() const;
};

[[nodiscard]] place place_of(toml::node const& value);

/// The entries of a table as a reader of the file meets them. toml++ sorts them by name.
[[nodiscard]] std::vector<entry> in_file_order(toml::table const& table);

/// The entry under a name, if it is there.
[[nodiscard]] std::optional<entry> entry_at(toml::table const& table, std::string_view name);

/// The table under a name; null when there is none, or something else.
[[nodiscard]] toml::table const* table_at(toml::table const& parent, std::string_view name);
[[nodiscard]] toml::array const* array_at(toml::table const& parent, std::string_view name);

/// The string under a name; nullopt when there is none, or something else.
[[nodiscard]] std::optional<std::string_view> text_at(toml::table const& parent, std::string_view name);

/// An integer or a finite float.
[[nodiscard]] std::optional<double> as_number(toml::node const& value);

/// What a value is, for "found ...": `the string "0.5"`, `3`, `a table`.
[[nodiscard]] std::string describe(toml::node const& value);

} // namespace wayfinder::config
