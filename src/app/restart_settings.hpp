// Settings that are read only at start.
#pragma once

#include "config/snapshot.hpp"

#include <string>
#include <vector>

namespace wayfinder::app {

/// The names of those that differ from their values at start. `own_addresses`: the command line sets the
/// listening addresses.
std::vector<std::string> waiting_for_restart(config::gateway const& at_start, config::gateway const& wished,
                                             bool own_addresses);

} // namespace wayfinder::app
