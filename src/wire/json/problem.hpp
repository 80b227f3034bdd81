// Whether a text is JSON that may be read without care.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// What is wrong with a whole document, as the end of "The request body ..."; nullopt when nothing is and it
/// nests at most `max_depth` levels. `text` has 64 bytes allocated behind its end.
std::optional<std::string> problem_of(std::string_view text, std::size_t max_depth);

} // namespace wayfinder::wire::json
