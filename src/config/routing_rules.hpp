// Rules of [routing] that need more than one key to judge.
#pragma once

#include "config/document.hpp"

#include <filesystem>

namespace wayfinder::config {

/// Checks what decides: tiers, a classifier or a skill policy, whose files are beside `directory`; and that
/// the weights add up to a number. Values that the validator refuses are passed over, so that one mistake is
/// told once.
void check_routing(toml::table const& document, std::filesystem::path const& directory, report& findings);

/// Gives notice of models that [routing] may choose but that [gateway.models] does not have.
void check_routed_models(toml::table const& document, report& findings);

/// Gives notice of models whose prices conversations would have to know to leave them.
void check_session_prices(toml::table const& document, report& findings);

} // namespace wayfinder::config
