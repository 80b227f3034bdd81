// The command line as data, from which completions and the manual page are generated.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace wayfinder::cli {

struct option_outline {
    std::vector<std::string> spellings; ///< "-h", "--help"; only the name if it is positional
    std::string help;
    std::string value;                ///< placeholder of its value, "FILE" or "TEXT"; empty: it takes none
    std::string usual;                ///< its default value; may be empty
    std::vector<std::string> choices; ///< all possible values; empty: any
    bool positional{};
    bool required{};
};

struct command_outline {
    std::string name;
    std::string help;
    std::string notes; ///< paragraphs after the options
    std::vector<option_outline> options;
    std::vector<command_outline> commands;
};

[[nodiscard]] command_outline outline_of(CLI::App const& app);

} // namespace wayfinder::cli
