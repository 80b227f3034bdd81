// Output that is meant for people.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wayfinder::cli {

/// Whether ANSI colours may go to this descriptor: it is a terminal, and neither NO_COLOR (no-color.org) nor
/// TERM=dumb asks for plain text.
[[nodiscard]] bool may_colour(int descriptor);

/// "1 error", "2 errors".
[[nodiscard]] inline std::string counted(std::size_t count, std::string_view what)
{
    return std::to_string(count) + ' ' + std::string{what} + (count == 1 ? "" : "s");
}

} // namespace wayfinder::cli
