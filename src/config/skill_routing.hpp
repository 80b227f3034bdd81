// The keys of [routing] for routing by skill score.
#pragma once

#include "config/reading/document.hpp"
#include "config/validation/report.hpp"

#include <wayfinder/skill/policy.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string_view>

namespace wayfinder::config {

/// Whether a [routing] table routes by skill score.
[[nodiscard]] bool routes_by_skill(toml::table const& routing);

/// The models of a skill policy: `models`, else those of the tiers, else `local` and `cloud`.
[[nodiscard]] std::vector<std::string> skill_models(toml::table const& routing);

/// The key that sets the cuts of a skill policy: the first one present, else `dear_share`.
[[nodiscard]] std::string_view skill_cut_key(toml::table const& routing);

/// Its name in `on_abstain`; empty if it has none.
[[nodiscard]] constexpr std::string_view name(skill::abstention what)
{
    constexpr std::array<std::string_view, 4> names{"", "cheap", "dear", "cascade"};
    return names[static_cast<std::size_t>(what)];
}

/// Checks what the schema cannot express. `directory` is the base of relative file names.
void check_skill(toml::table const& routing, std::filesystem::path const& directory, report& findings);

/// The policy of a validated table. `threshold` replaces the table's, where a threshold decides.
[[nodiscard]] skill::policy read_skill(toml::table const& routing, std::filesystem::path const& directory,
                                       std::optional<double> threshold);

} // namespace wayfinder::config
