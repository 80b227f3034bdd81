// The commands that help people to set up a gateway and to watch it, on the command line.
#pragma once

#include "cli/commands.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace wayfinder::cli {

/// What their options say.
struct people_options {
    init_options initial;
    check_options checking;
    doctor_options examining;
    savings_options saving;
    top_options watching;
    std::string shell;
};

/// Adds the commands; when one is given, `chosen` runs that one.
void add_people(CLI::App& app, people_options& options, std::function<int()>& chosen);

} // namespace wayfinder::cli
