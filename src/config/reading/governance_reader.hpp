// Reads the parts of [gateway] that governance.hpp defines, each from a validated document.
#pragma once

#include "config/governance.hpp"
#include "config/reading/document.hpp"

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace wayfinder::config {

/// `price` of a model, or `cost_per_1k` as a blend for tokens of every kind.
[[nodiscard]] std::optional<price> read_price(toml::table const& model);

/// Those of the gateway, a key or a tag.
[[nodiscard]] std::optional<budget> read_budget(toml::table const& parent);
[[nodiscard]] std::optional<rate_limit> read_rate_limit(toml::table const& parent);

/// Dates without an offset are in this time zone.
[[nodiscard]] std::vector<virtual_key> read_keys(toml::table const& gateway, std::string_view time_zone);
[[nodiscard]] std::vector<tag> read_tags(toml::table const& gateway);

[[nodiscard]] cache read_cache(toml::table const& gateway);
[[nodiscard]] ledger read_ledger(toml::table const& gateway, std::filesystem::path const& directory);
[[nodiscard]] admin read_admin(toml::table const& gateway);

} // namespace wayfinder::config
