// An upstream's error, in any of the usual formats.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

struct error_object {
    unsigned status{}; ///< its own number if it has one, else derived from its type, else 502
    std::string message;
    std::string type;
    std::string code;
};

/// Reads `{"error": {...}}`, `{"error": "..."}` and `{"object": "error", ...}`, or the first element of an
/// array of them. Nullopt for anything else, including a null `error`, and for text larger than `most_error`.
std::optional<error_object> read_error(std::string_view json);

inline constexpr std::size_t most_error = 64U << 10U;

} // namespace wayfinder::wire::openai
