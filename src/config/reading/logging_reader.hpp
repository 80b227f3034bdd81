// Reads the tables for logs and traces.
#pragma once

#include "config/logging.hpp"
#include "config/reading/reader.hpp"
#include "config/traces.hpp"

namespace wayfinder::config {

access_log read_access_log(toml::table const& gateway, std::filesystem::path const& directory);
log read_log(toml::table const& gateway);
traces read_traces(toml::table const& gateway);

} // namespace wayfinder::config
