// A key as a table of wayfinder-router.toml.
#pragma once

#include "cli/commands.hpp"
#include "config/governance.hpp"

#include <string>
#include <vector>

namespace wayfinder::cli {

/// `[gateway.keys.<id>]` and what is in it, whatever the texts hold.
std::string key_table(new_key_options const& options, config::sha256 const& hash);

/// What the gateway would not load of the table, in the words that it would say it with. That its models
/// exist is left to the file that it goes into.
std::vector<std::string> problems_of(std::string const& table, new_key_options const& options);

} // namespace wayfinder::cli
