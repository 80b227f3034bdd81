// Another value in a virtual key's table of a configuration file, and every other byte as it was.
#pragma once

#include "config/governance.hpp"

#include <string>
#include <string_view>

namespace wayfinder::config {

struct key_edit {
    std::string document; ///< the new text; empty when there is a problem
    std::string problem;  ///< why the text cannot be edited, and what to do
};

/// Gives the key another hash that is valid beside the present one, as `next_hash`, whether or not it has
/// one.
key_edit add_next_hash(std::string_view document, std::string_view id, sha256 const& hash);

/// Makes `next_hash` the only one.
key_edit settle_next_hash(std::string_view document, std::string_view id);

/// Sets `disabled = true`.
key_edit disable_key(std::string_view document, std::string_view id);

// `document` is TOML that loads. Keys may be written as sections, inline tables or dotted names.

} // namespace wayfinder::config
