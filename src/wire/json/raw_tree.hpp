// A document as a tree that can be taken apart and reassembled without loss.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// Objects, arrays and nulls are themselves; every other value is a string that contains its token unchanged,
/// including quotes, escapes and all digits. Names are as written between their quotes. Half a surrogate
/// pair, or a number too large for any type, is preserved. Nullopt for invalid JSON, or nesting beyond 512
/// levels.
std::optional<nlohmann::json> raw_tree(std::string_view text);

/// Such a tree as compact JSON.
std::string text_of(nlohmann::json const& tree);

} // namespace wayfinder::wire::json
