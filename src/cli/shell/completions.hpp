// Scripts for command line completion in a shell.
#pragma once

#include "cli/shell/outline.hpp"

#include <array>
#include <string>
#include <string_view>

namespace wayfinder::cli {

inline constexpr std::array<std::string_view, 3> shells{"bash", "zsh", "fish"};

[[nodiscard]] std::string bash_completions(command_outline const& whole);
[[nodiscard]] std::string zsh_completions(command_outline const& whole);
[[nodiscard]] std::string fish_completions(command_outline const& whole);

/// Calls `visit(path, command)` for each command with the words that lead to it, separated by blanks; empty
/// for the program itself.
template <class Visit>
void each_command(command_outline const& at, Visit visit, std::string const& path = {})
{
    visit(path, at);
    for (auto const& each : at.commands)
        each_command(each, visit, path.empty() ? each.name : path + ' ' + each.name);
}

/// A text in single quotes, valid in each of the shells.
[[nodiscard]] std::string quoted_for_shell(std::string_view text);

} // namespace wayfinder::cli
