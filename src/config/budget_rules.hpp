// Rules of prices, budgets and rate limits that need more than one key to judge.
#pragma once

#include "config/document.hpp"

#include <string>

namespace wayfinder::config {

/// That the `rate_limit` of the gateway, a key or a tag, if it has one, limits something. `path` is that of
/// the table around it.
void check_rate_limit(toml::table const& parent, std::string const& path, report& findings);

/// That a model has one price at most, and, where there is a budget, gives notice of what it cannot count.
void check_prices(toml::table const& gateway, report& findings);

} // namespace wayfinder::config
