#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/shell/completions.hpp"
#include "cli/shell/manual.hpp"

#include <iostream>

namespace wayfinder::cli {
namespace {

int print(std::string const& text)
{
    std::cout << text;
    return std::cout.flush() ? ok : failed;
}

} // namespace

std::string quoted_for_shell(std::string_view text)
{
    std::string made{'\''};
    for (char const c : text) {
        if (c == '\'')
            made += "'\\''";
        else
            made += c;
    }
    return made + '\'';
}

int print_completions(command_outline const& whole, std::string const& shell)
{
    if (shell == "zsh") return print(zsh_completions(whole));
    return print(shell == "fish" ? fish_completions(whole) : bash_completions(whole));
}

int print_manual(command_outline const& whole)
{
    return print(manual_page(whole));
}

} // namespace wayfinder::cli
