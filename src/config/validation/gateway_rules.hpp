// Rules for [gateway] that involve more than one key.
#pragma once

#include "config/reading/document.hpp"

#include <filesystem>

namespace wayfinder::config {

/// Checks what a model's keys require of one another, and that named models exist. Values that the validator
/// rejects are skipped. `directory` is the file's directory, the base of relative paths.
void check_gateway(toml::table const& document, std::filesystem::path const& directory, report& findings);

/// The path of `ca_file` as opened: relative to the directory of the configuration file.
[[nodiscard]] std::filesystem::path resolved(std::filesystem::path const& directory, std::string_view file);

} // namespace wayfinder::config
