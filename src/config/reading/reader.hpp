// From a validated document to the typed snapshot.
#pragma once

#include "config/reading/document.hpp"
#include "config/skill_routing.hpp"
#include "config/snapshot.hpp"

#include <chrono>
#include <filesystem>
#include <optional>

namespace wayfinder::config {

/// [routing], with the learned file that check_routing() has read. `threshold`, if set, replaces the one in
/// the configuration.
[[nodiscard]] router read_routing(toml::table const& document, learned_file_contents learned,
                                  std::optional<double> threshold);

/// The part of [routing] that does not belong to the router.
[[nodiscard]] quantiles read_quantiles(toml::table const& document, std::filesystem::path const& directory);

/// [routing.sessions]
[[nodiscard]] sessions read_sessions(toml::table const& document);

/// [gateway]. `patience`, if set, is the default limit on an upstream's silence.
[[nodiscard]] gateway read_gateway(toml::table const& document, std::filesystem::path const& directory,
                                   std::optional<std::chrono::milliseconds> patience);

} // namespace wayfinder::config
