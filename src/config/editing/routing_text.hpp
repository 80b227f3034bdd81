// Writes routing as configuration that the loader can read.
#pragma once

#include <wayfinder/router.hpp>

#include <string>

namespace wayfinder::config {

/// `[routing]` as TOML: the non-default weights, the term lists that replace the built-in ones, then tiers or
/// a classifier. Loads as an equal router, with every number exact to the last bit.
[[nodiscard]] std::string routing_toml(router const& routing);

} // namespace wayfinder::config
