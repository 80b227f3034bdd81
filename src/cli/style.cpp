#include "cli/style.hpp"

#include "cli/commands.hpp"

#include <unistd.h>

namespace wayfinder::cli {

bool may_colour(int descriptor)
{
    return ::isatty(descriptor) == 1 && environment_variable("NO_COLOR").value_or("").empty() &&
           environment_variable("TERM").value_or("") != "dumb";
}

} // namespace wayfinder::cli
