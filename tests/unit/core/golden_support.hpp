// Golden rows and the routers that their TOML describes.
#pragma once

#include <wayfinder/decision.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace wayfinder::test {

/// The rows of `tests/golden/<file>`, in order.
std::vector<nlohmann::ordered_json> golden_rows(std::string const& file);

/// A router from the `[routing]` table of a valid configuration. Reads what golden rows use and validates
/// nothing: the gateway's loader has its own tests.
router router_from_toml(std::string const& toml);

} // namespace wayfinder::test
