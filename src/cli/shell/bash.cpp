#include "cli/shell/completions.hpp"

namespace wayfinder::cli {
namespace {

std::string words_of(command_outline const& command)
{
    std::string words;
    for (auto const& each : command.commands) words += each.name + ' ';
    for (auto const& option : command.options) {
        for (auto const& each : option.positional ? option.choices : option.spellings) words += each + ' ';
    }
    if (!words.empty()) words.pop_back();
    return words;
}

/// The completions of an option's value; numbers and names are left to the user.
std::string values_of(option_outline const& option)
{
    if (option.choices.empty()) return option.value == "FILE" || option.value == "TEXT" ? "-f" : "-W ''";
    std::string list;
    for (auto const& each : option.choices) list += (list.empty() ? "" : " ") + each;
    return "-W " + quoted_for_shell(list);
}

std::string cases_of_values(std::string const& path, command_outline const& command)
{
    std::string text;
    for (auto const& option : command.options) {
        if (option.positional || option.value.empty()) continue;
        std::string pattern;
        for (auto const& each : option.spellings)
            pattern += (pattern.empty() ? "" : "|") + quoted_for_shell(path + ' ' + each);
        text += "        " + pattern + ")\n            COMPREPLY=($(compgen " + values_of(option) +
                " -- \"$current\")); return ;;\n";
    }
    return text;
}

} // namespace

std::string bash_completions(command_outline const& whole)
{
    std::string paths;
    std::string values;
    std::string words;
    each_command(whole, [&](std::string const& path, command_outline const& command) {
        if (!path.empty()) paths += (paths.empty() ? "" : "|") + quoted_for_shell(path);
        values += cases_of_values(path, command);
        words +=
            "        " + quoted_for_shell(path) + ") words=" + quoted_for_shell(words_of(command)) + " ;;\n";
    });
    return "# bash completion of " + whole.name +
           "\n_wayfinder_router() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} at= words= each\n"
           "    for each in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
           "        case \"${at:+$at }$each\" in\n"
           "        " +
           paths + ") at=\"${at:+$at }$each\" ;;\n        esac\n    done\n    case \"$at $before\" in\n" +
           values + "    esac\n    case \"$at\" in\n" + words +
           "    esac\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
           "    [[ $current == -* ]] || COMPREPLY+=($(compgen -f -- \"$current\"))\n"
           "}\n"
           "complete -o filenames -F _wayfinder_router " +
           whole.name + "\n";
}

} // namespace wayfinder::cli
