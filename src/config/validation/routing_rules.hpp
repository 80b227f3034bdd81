// Rules for [routing] that involve more than one key.
#pragma once

#include "config/reading/document.hpp"
#include "config/skill_routing.hpp"

#include <filesystem>

namespace wayfinder::config {

/// Checks the policy that decides (tiers, a classifier or a skill policy, whose files are relative to
/// `directory`) and that the weights add up to a number. Values that the validator rejects are skipped, so
/// that each mistake is reported once. Returns the learned file of a skill policy, which is read only here.
[[nodiscard]] learned_file_contents check_routing(toml::table const& document,
                                                  std::filesystem::path const& directory, report& findings);

/// Reports models that [routing] may choose but that [gateway.models] does not have as notices.
void check_routed_models(toml::table const& document, report& findings);

/// Reports routed models without a price, which sessions need for deciding whether to switch.
void check_session_prices(toml::table const& document, report& findings);

} // namespace wayfinder::config
