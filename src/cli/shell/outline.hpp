// The command line as data: what it understands, for whoever describes it to shells and readers.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace wayfinder::cli {

struct option_outline {
    std::vector<std::string> spellings; ///< "-h", "--help"; the name alone where it is positional
    std::string help;
    std::string value;                ///< what stands for its value, "FILE" or "TEXT"; empty: it takes none
    std::string usual;                ///< the value it has when it is not given; may be empty
    std::vector<std::string> choices; ///< all values there are; empty: any
    bool positional{};
    bool required{};
};

struct command_outline {
    std::string name;
    std::string help;
    std::string lesson; ///< paragraphs behind the options
    std::vector<option_outline> options;
    std::vector<command_outline> commands;
};

[[nodiscard]] command_outline outline_of(CLI::App const& app);

} // namespace wayfinder::cli
