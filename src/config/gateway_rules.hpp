// Rules of [gateway] that need more than one key to judge.
#pragma once

#include "config/document.hpp"

#include <filesystem>

namespace wayfinder::config {

/// Checks what keys of a model ask of one another, and that names of models exist. Values that the validator
/// refuses are passed over. `directory` is that of the file, where relative paths start.
void check_gateway(toml::table const& document, std::filesystem::path const& directory, report& findings);

/// `ca_file` as it is opened: relative to the directory of the configuration file.
[[nodiscard]] std::filesystem::path resolved(std::filesystem::path const& directory, std::string_view file);

} // namespace wayfinder::config
