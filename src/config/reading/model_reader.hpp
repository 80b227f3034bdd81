// Reads one model from a validated document.
#pragma once

#include "config/reading/document.hpp"
#include "config/snapshot.hpp"

#include <filesystem>

namespace wayfinder::config {

/// The `timeouts` of a table, the gateway's or a model's, over the inherited ones.
[[nodiscard]] timeouts read_timeouts(toml::table const& parent, timeouts inherited);

/// `[gateway.models.<name>]`. `directory` is the file's directory.
[[nodiscard]] model read_model(entry const& item, std::filesystem::path const& directory,
                               timeouts const& inherited);

} // namespace wayfinder::config
