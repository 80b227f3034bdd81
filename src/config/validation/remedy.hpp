// What to do about a finding, as the end of its message.
#pragma once

#include "config/reading/document.hpp"
#include "config/schema/schema.hpp"

#include <string>
#include <string_view>

namespace wayfinder::config {

/// The complete message about an unknown key: the nearest known name, else the table directly below or
/// another section where the name belongs, else the names allowed there.
[[nodiscard]] std::string unknown_key(std::string_view path, std::string_view section, entry const& item);

/// Whether an unknown key of this table was probably meant to be `name`.
[[nodiscard]] bool is_misspelt_in(toml::table const& table, std::string_view section, std::string_view name);

/// How to write a rejected value, such as "; write it without quotes". Often empty.
[[nodiscard]] std::string remedy(key_spec const& spec, toml::node const& value);

} // namespace wayfinder::config
