// Validates a whole JSON document.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// What is wrong with a document, as the end of "The request body ..."; nullopt if it is valid and nests at
/// most `max_depth` levels. `text` must have 64 bytes allocated after its end.
std::optional<std::string> problem_of(std::string_view text, std::size_t max_depth);

} // namespace wayfinder::wire::json
