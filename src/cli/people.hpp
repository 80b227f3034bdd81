// The commands for people who set up and monitor a gateway, on the command line.
#pragma once

#include "cli/commands.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace wayfinder::cli {

/// Their options.
struct people_options {
    init_options initial;
    check_options checking;
    doctor_options examining;
    savings_options saving;
    top_options watching;
    std::string shell;
};

/// Adds the commands; if one is given, `chosen` runs it.
void add_people(CLI::App& app, people_options& options, std::function<int()>& chosen);

} // namespace wayfinder::cli
