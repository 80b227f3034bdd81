// The part of [gateway] that listening.hpp has, and the rules that need more than one key to judge.
#pragma once

#include "config/document.hpp"
#include "config/listening.hpp"

#include <filesystem>

namespace wayfinder::config {

/// From a document that is known to be sound. `directory` is that of the file, where relative paths start.
[[nodiscard]] listening read_listening(toml::table const& gateway, std::filesystem::path const& directory);

/// Values that the validator refuses are passed over.
void check_listening(toml::table const& gateway, std::filesystem::path const& directory, report& findings);

} // namespace wayfinder::config
