#include "cli/shell/completions.hpp"

#include <algorithm>

namespace wayfinder::cli {
namespace {

std::string function_name(std::string path)
{
    std::replace(path.begin(), path.end(), ' ', '_');
    std::replace(path.begin(), path.end(), '-', '_');
    return "_wayfinder_router" + (path.empty() ? std::string{} : "_" + path);
}

/// Escapes brackets and colons, which are special in the specifications of _arguments.
std::string described(std::string const& text)
{
    std::string escaped;
    for (char const c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

std::string action_of(option_outline const& option)
{
    if (option.choices.empty()) return option.value == "FILE" || option.value == "TEXT" ? "_files" : " ";
    std::string list;
    for (auto const& each : option.choices) list += (list.empty() ? "" : " ") + each;
    return "(" + list + ")";
}

std::string specification(option_outline const& option, std::string const& spelling)
{
    auto const value = option.value.empty() ? std::string{} : ":" + option.value + ":" + action_of(option);
    if (option.positional) return ":" + spelling + ":" + action_of(option);
    return "*" + spelling + "[" + described(option.help) + "]" + value;
}

std::string subcommands_of(std::string const& path, command_outline const& command)
{
    std::string list;
    std::string cases;
    for (auto const& each : command.commands) {
        list += "        " + quoted_for_shell(each.name + ":" + described(each.help)) + "\n";
        cases += "        " + each.name + ") " +
                 function_name(path.empty() ? each.name : path + ' ' + each.name) + " ;;\n";
    }
    return "    case $state in\n    command) local -a commands=(\n" + list +
           "        ); _describe command commands ;;\n    rest) case $line[1] in\n" + cases +
           "        esac ;;\n    esac\n";
}

std::string function_of(std::string const& path, command_outline const& command)
{
    auto text = function_name(path) +
                "() {\n    local curcontext=$curcontext state line\n    typeset -A opt_args\n" +
                "    _arguments -C";
    for (auto const& option : command.options)
        for (auto const& each : option.spellings)
            text += " \\\n        " + quoted_for_shell(specification(option, each));
    if (command.commands.empty()) return text + "\n}\n\n";
    text += " \\\n        '1:command:->command' \\\n        '*::argument:->rest'\n";
    return text + subcommands_of(path, command) + "}\n\n";
}

} // namespace

std::string zsh_completions(command_outline const& whole)
{
    auto text = "#compdef " + whole.name + "\n\n";
    each_command(whole, [&](std::string const& path, command_outline const& command) {
        text += function_of(path, command);
    });
    return text + "if [[ $funcstack[1] == _" + whole.name +
           " ]]; then\n    _wayfinder_router \"$@\"\nelse\n    compdef " + "_wayfinder_router " + whole.name +
           "\nfi\n";
}

} // namespace wayfinder::cli
