#include "cli/unknown_command.hpp"

#include "config/editing/text_quoting.hpp"
#include "config/validation/suggestion.hpp"

#include <CLI/CLI.hpp>

#include <string_view>
#include <vector>

namespace wayfinder::cli {
namespace {

std::vector<std::string> commands_of(CLI::App const& app)
{
    std::vector<std::string> names;
    for (auto const* const each : app.get_subcommands([](CLI::App const*) { return true; }))
        names.push_back(each->get_name());
    return names;
}

/// What replaces a command of the reference.
std::string_view replacement_of(std::string_view former)
{
    if (former == "webchat" || former == "ui") return "run \"serve\" and open its page /ui";
    if (former == "chat")
        return "nothing takes its place: run \"serve\", and chat with any OpenAI client or in the playground "
               "of its page /ui";
    return {};
}

std::string listed(std::vector<std::string> const& names)
{
    std::string text;
    for (auto const& each : names) text.append(text.empty() ? "" : ", ").append(each);
    return text;
}

} // namespace

std::string unknown_command(CLI::App const& app)
{
    auto const* at = &app;
    while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
    auto const names = commands_of(*at);
    auto const words = at->remaining();
    if (names.empty() || words.empty() || words.front().starts_with('-')) return {};
    auto const text = "there is no command " + config::in_quotes(words.front());
    if (auto const instead = replacement_of(words.front()); at == &app && !instead.empty())
        return text + "; " + std::string{instead};
    auto const meant = config::nearest(words.front(), {names.begin(), names.end()});
    return text +
           (meant ? "; did you mean " + config::in_quotes(*meant) + '?' : "; there are " + listed(names)) +
           " (--help explains them)";
}

} // namespace wayfinder::cli
