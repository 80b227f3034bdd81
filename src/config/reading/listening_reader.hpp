// Reads the part of [gateway] that listening.hpp defines, and checks rules across several keys.
#pragma once

#include "config/listening.hpp"
#include "config/reading/document.hpp"

#include <filesystem>

namespace wayfinder::config {

/// From a validated document. `directory` is the file's directory, the base of relative paths.
[[nodiscard]] listening read_listening(toml::table const& gateway, std::filesystem::path const& directory);

/// Values that the validator rejects are skipped.
void check_listening(toml::table const& gateway, std::filesystem::path const& directory, report& findings);

} // namespace wayfinder::config
