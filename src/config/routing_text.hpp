// Routing as configuration: what the loader reads, written.
#pragma once

#include <wayfinder/router.hpp>

#include <string>

namespace wayfinder::config {

/// `[routing]` as TOML: the weights that are not the defaults, the term lists that replace the built-in ones,
/// then tiers or a classifier. Loads to an equal router, every number to its last bit.
[[nodiscard]] std::string routing_toml(router const& routing);

} // namespace wayfinder::config
