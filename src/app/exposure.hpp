// Who else can reach what costs money or tells of it.
#pragma once

#include "config/snapshot.hpp"

#include <string>
#include <vector>

namespace wayfinder::app {

/// What an operator should know about the addresses that clients and operators come by, in the form of
/// gateway.listen: that strangers can spend, or that they can see.
std::vector<std::string> exposures(config::gateway const& settings, std::vector<std::string> const& clients);

/// Virtual keys close the operator endpoints, and nothing opens them again.
bool closes_out_operators(config::gateway const& settings);

} // namespace wayfinder::app
