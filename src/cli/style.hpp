// Whether output is meant for people.
#pragma once

namespace wayfinder::cli {

/// Whether ANSI colours may go to this descriptor: it is a terminal, and neither NO_COLOR (no-color.org) nor
/// TERM=dumb asks for plain text.
[[nodiscard]] bool may_colour(int descriptor);

} // namespace wayfinder::cli
