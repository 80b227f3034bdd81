#include "cli/shell/outline.hpp"

#include <CLI/CLI.hpp>

#include <sstream>

namespace wayfinder::cli {
namespace {

/// CLI11 names a type and its checks, "TEXT:FILE" or "TEXT:{a,b}".
void read_type(std::string const& type, option_outline& into)
{
    auto const colon = type.find(':');
    auto const check = colon == type.npos ? std::string{} : type.substr(colon + 1);
    into.value = check == "FILE" ? check : type.substr(0, colon);
    if (check.size() < 2 || check.front() != '{' || check.back() != '}') return;
    std::istringstream list{check.substr(1, check.size() - 2)};
    for (std::string each; std::getline(list, each, ',');) into.choices.push_back(each);
}

option_outline outline_of(CLI::Option const& option)
{
    option_outline made;
    made.help = option.get_description();
    made.positional = option.get_positional();
    made.required = option.get_required();
    made.usual = option.get_default_str();
    if (made.positional) made.spellings.push_back(option.get_name(true));
    for (auto const& each : option.get_snames()) made.spellings.push_back("-" + each);
    for (auto const& each : option.get_lnames()) made.spellings.push_back("--" + each);
    if (option.get_items_expected_max() > 0) read_type(option.get_type_name(), made);
    return made;
}

} // namespace

command_outline outline_of(CLI::App const& app)
{
    command_outline made{app.get_name(), app.get_description(), app.get_footer(), {}, {}};
    for (auto const* each : app.get_options([](CLI::Option const*) { return true; }))
        made.options.push_back(outline_of(*each));
    for (auto const* each : app.get_subcommands([](CLI::App const*) { return true; }))
        made.commands.push_back(outline_of(*each));
    return made;
}

} // namespace wayfinder::cli
