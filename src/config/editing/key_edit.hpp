// Changes a value in a virtual key's table of a configuration file and leaves every other byte as it was.
#pragma once

#include "config/governance.hpp"

#include <string>
#include <string_view>

namespace wayfinder::config {

struct key_edit {
    std::string document; ///< the new text; empty if there is a problem
    std::string problem;  ///< why the text cannot be edited, and what to do
};

/// Adds a second valid hash to the key as `next_hash`, replacing any that it already has.
key_edit add_next_hash(std::string_view document, std::string_view id, sha256 const& hash);

/// Makes `next_hash` the only hash.
key_edit settle_next_hash(std::string_view document, std::string_view id);

/// Sets `disabled = true`.
key_edit disable_key(std::string_view document, std::string_view id);

// `document` must be TOML that loads. Keys may be written as sections, inline tables or dotted names.

} // namespace wayfinder::config
