// Rules for where a model is served that involve more than one key.
#pragma once

#include "config/reading/document.hpp"

#include <filesystem>

namespace wayfinder::config {

/// Checks one `[gateway.models.<name>]` with its endpoints. Values that the validator rejects are skipped.
/// `directory` is the file's directory, the base of relative paths.
void check_upstreams(entry const& item, toml::table const& model, std::filesystem::path const& directory,
                     report& findings);

} // namespace wayfinder::config
