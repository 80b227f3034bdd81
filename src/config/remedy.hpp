// What to do about a finding, as the end of its message.
#pragma once

#include "config/document.hpp"
#include "config/schema.hpp"

#include <string>
#include <string_view>

namespace wayfinder::config {

/// The whole message about a key that the schema does not know: the nearest right name, else the table right
/// below or the section elsewhere where the name belongs, else what may stand there.
[[nodiscard]] std::string unknown_key(std::string_view path, std::string_view section, entry const& item);

/// Whether a key of this table, unknown as it is, seems to be meant for `name`.
[[nodiscard]] bool is_misspelt_in(toml::table const& table, std::string_view section, std::string_view name);

/// How to write a value that was refused, such as "; write it without quotes". Often there is nothing to add.
[[nodiscard]] std::string remedy(key_spec const& spec, toml::node const& value);

} // namespace wayfinder::config
