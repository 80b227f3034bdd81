// Settings that are those of the start for as long as the process lives.
#pragma once

#include "config/snapshot.hpp"

#include <string>
#include <vector>

namespace wayfinder::app {

/// Those that are wished otherwise than they were at start, by their names. `own_addresses`: the command line
/// has said where to listen.
std::vector<std::string> waiting_for_restart(config::gateway const& at_start, config::gateway const& wished,
                                             bool own_addresses);

} // namespace wayfinder::app
