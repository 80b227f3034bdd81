// The keys of [routing] for routing by skill score.
#pragma once

#include "config/reading/document.hpp"
#include "config/validation/report.hpp"

#include <wayfinder/skill/policy.hpp>

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
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

/// The weights in the file that `learned` names; null if it names none, or one that cannot be used.
using learned_file_contents = std::shared_ptr<skill::learned_weights const>;

/// Checks what the schema cannot express, and reads the learned file. `directory` is the base of relative
/// file names. A file that cannot be used is an error in `findings`.
[[nodiscard]] learned_file_contents check_skill(toml::table const& routing,
                                                std::filesystem::path const& directory, report& findings);

/// The policy of a validated table, with what check_skill() has read. `threshold` replaces the table's, where
/// a threshold decides.
[[nodiscard]] skill::policy read_skill(toml::table const& routing, learned_file_contents learned,
                                       std::optional<double> threshold);

} // namespace wayfinder::config
