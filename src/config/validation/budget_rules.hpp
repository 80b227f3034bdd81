// Rules for prices, budgets and rate limits that involve more than one key.
#pragma once

#include "config/reading/document.hpp"

#include <string>

namespace wayfinder::config {

/// Checks that the `rate_limit` of the gateway, a key or a tag, if present, limits something. `path` is the
/// path of the enclosing table.
void check_rate_limit(toml::table const& parent, std::string const& path, report& findings);

/// Checks that a model has at most one price. Where there is a budget, notes what it cannot count.
void check_prices(toml::table const& gateway, report& findings);

} // namespace wayfinder::config
