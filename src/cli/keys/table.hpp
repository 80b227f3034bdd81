// A key as a table of wayfinder-router.toml.
#pragma once

#include "cli/commands.hpp"
#include "config/governance.hpp"

#include <string>
#include <vector>

namespace wayfinder::cli {

/// `[gateway.keys.<id>]` and its contents, whatever the texts contain.
std::string key_table(new_key_options const& options, config::sha256 const& hash);

/// What the gateway would reject in the table, in its own words. Whether the models exist is left to the file
/// that the table is added to.
std::vector<std::string> problems_of(std::string const& table, new_key_options const& options);

} // namespace wayfinder::cli
