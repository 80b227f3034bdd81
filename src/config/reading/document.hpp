// Reads a TOML document with source positions. Internal: toml++ is slow to compile, so no contract header
// includes it.
#pragma once

#include "config/editing/text_quoting.hpp"
#include "config/validation/report.hpp"

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

/// One key of a table and its value.
struct entry {
    toml::key const* key;
    toml::node const* value;

    [[nodiscard]] std::string_view name() const { return key->str(); }
    /// Position of the name: a table node has the position of its header, which may name several tables.
    [[nodiscard]] place where() const;
    /// Position of the value, or of the name if the value is a section.
    [[nodiscard]] place value_where() const;
};

[[nodiscard]] place place_of(toml::node const& value);

/// The entries of a table in file order. toml++ sorts them by name.
[[nodiscard]] std::vector<entry> in_file_order(toml::table const& table);

/// The entry under a name, if present.
[[nodiscard]] std::optional<entry> entry_at(toml::table const& table, std::string_view name);

/// The table under a name; null if there is none or it is not a table.
[[nodiscard]] toml::table const* table_at(toml::table const& parent, std::string_view name);
[[nodiscard]] toml::array const* array_at(toml::table const& parent, std::string_view name);

/// The string under a name; nullopt if there is none or it is not a string.
[[nodiscard]] std::optional<std::string_view> text_at(toml::table const& parent, std::string_view name);

/// An integer or a finite float.
[[nodiscard]] std::optional<double> as_number(toml::node const& value);

/// Describes a value for "found ...": `the string "0.5"`, `3`, `a table`.
[[nodiscard]] std::string describe(toml::node const& value);

} // namespace wayfinder::config
