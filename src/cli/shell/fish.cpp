#include "cli/shell/completions.hpp"

namespace wayfinder::cli {
namespace {

/// True if exactly the words of this command are given, ignoring options.
std::string condition(std::string const& path)
{
    return " -n " + quoted_for_shell("__wayfinder_router_at " + path);
}

std::string line_of(std::string const& start, option_outline const& option)
{
    auto text = start;
    for (auto const& each : option.spellings)
        text += each.starts_with("--") ? " -l " + each.substr(2) : " -s " + each.substr(1);
    text += " -d " + quoted_for_shell(option.help);
    if (option.value.empty()) return text + "\n";
    if (!option.choices.empty()) {
        std::string list;
        for (auto const& each : option.choices) list += (list.empty() ? "" : " ") + each;
        return text + " -x -a " + quoted_for_shell(list) + "\n";
    }
    return text + (option.value == "FILE" || option.value == "TEXT" ? " -r -F\n" : " -x\n");
}

std::string lines_of(std::string const& path, std::string const& start, command_outline const& command)
{
    std::string text;
    for (auto const& each : command.commands)
        text += start + condition(path) + " -f -a " + quoted_for_shell(each.name) + " -d " +
                quoted_for_shell(each.help) + "\n";
    for (auto const& option : command.options) {
        if (!option.positional)
            text += line_of(start + condition(path), option);
        else
            for (auto const& each : option.choices)
                text += start + condition(path) + " -f -a " + quoted_for_shell(each) + "\n";
    }
    return text;
}

} // namespace

std::string fish_completions(command_outline const& whole)
{
    std::string paths;
    each_command(whole, [&](std::string const& path, command_outline const&) {
        if (!path.empty()) paths += ' ' + quoted_for_shell(path);
    });
    auto text = "# fish completion of " + whole.name +
                "\nfunction __wayfinder_router_at\n"
                "    set -l at\n"
                "    for each in (commandline -opc)[2..-1]\n"
                "        if contains -- (string join -- ' ' $at $each)" +
                paths +
                "\n            set -a at $each\n        end\n    end\n"
                "    test \"$at\" = \"$argv\"\n"
                "end\n\n";
    auto const start = "complete -c " + whole.name;
    each_command(whole, [&](std::string const& path, command_outline const& command) {
        text += lines_of(path, start, command);
    });
    return text;
}

} // namespace wayfinder::cli
