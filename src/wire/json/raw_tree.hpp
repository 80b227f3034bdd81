// A document as a tree to be taken apart and put together anew, without loss.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// Objects, arrays and nulls as they are; every other value is a string that holds its token as it came,
/// quotes, escapes and all digits included. Names are as they stand between their quotes. Half a surrogate
/// pair, or a number beyond all types, stays what it was. Nullopt for what is no sound JSON, or nests beyond
/// 512 levels.
std::optional<nlohmann::json> raw_tree(std::string_view text);

/// The compact JSON of such a tree.
std::string text_of(nlohmann::json const& tree);

} // namespace wayfinder::wire::json
