// From a document that is known to be sound to the typed snapshot.
#pragma once

#include "config/document.hpp"
#include "config/snapshot.hpp"

#include <chrono>
#include <filesystem>
#include <optional>

namespace wayfinder::config {

/// [routing]. The threshold, if there is one, replaces that of the file.
[[nodiscard]] router read_routing(toml::table const& document, std::filesystem::path const& directory,
                                  std::optional<double> threshold);

/// What of [routing] is no part of the router.
[[nodiscard]] quantiles read_quantiles(toml::table const& document, std::filesystem::path const& directory);

/// [routing.sessions]
[[nodiscard]] sessions read_sessions(toml::table const& document);

/// [gateway]. The patience, if there is one, is the default for an upstream's silence.
[[nodiscard]] gateway read_gateway(toml::table const& document, std::filesystem::path const& directory,
                                   std::optional<std::chrono::milliseconds> patience);

} // namespace wayfinder::config
