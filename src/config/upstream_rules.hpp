// Rules of where a model is served, that need more than one key to judge.
#pragma once

#include "config/document.hpp"

#include <filesystem>

namespace wayfinder::config {

/// Checks one `[gateway.models.<name>]` with its endpoints. Values that the validator refuses are passed
/// over. `directory` is that of the file, where relative paths start.
void check_upstreams(entry const& item, toml::table const& model, std::filesystem::path const& directory,
                     report& findings);

} // namespace wayfinder::config
