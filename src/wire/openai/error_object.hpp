// What an upstream says went wrong, in whichever of the usual shapes it says it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

struct error_object {
    unsigned
        status{}; ///< that it stands for: its own number where it has one, else from its type; 502 at last
    std::string message;
    std::string type;
    std::string code;
};

/// Reads `{"error": {...}}`, `{"error": "..."}` and `{"object": "error", ...}`, and the first of an array of
/// them. Nullopt for anything else, a null `error` included, and for what is larger than `most_error`.
std::optional<error_object> read_error(std::string_view json);

inline constexpr std::size_t most_error = 64U << 10U;

} // namespace wayfinder::wire::openai
