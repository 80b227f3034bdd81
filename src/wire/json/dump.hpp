// Serialises JSON that the gateway writes itself.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace wayfinder::wire::json {

/// Compact. Bytes that are not UTF-8, which may come from a client or a file, become U+FFFD.
inline std::string dump(nlohmann::ordered_json const& value)
{
    return value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace wayfinder::wire::json
