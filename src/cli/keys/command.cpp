#include "cli/keys/command.hpp"

#include <CLI/CLI.hpp>

namespace wayfinder::cli {
namespace {

constexpr char const* lesson = R"(
Prints a table for wayfinder-router.toml, which has the SHA-256 of the token,
and on the last line the token itself, which is kept nowhere. No file is
touched. A running gateway takes the key in once the table is in its file.

  wayfinder-router keys new --id team-a --tag research --budget 20 --window month

To change a key over to a new token, make one under the same --id and put its
hash into the key's next_hash: both tokens are valid then.
)";

} // namespace

void add_keys(CLI::App& app, new_key_options& options, std::function<int()>& chosen)
{
    auto* const keys = app.add_subcommand("keys", "Make keys for clients of the gateway");
    keys->require_subcommand(1);
    auto* const command = keys->add_subcommand("new", "Make a key and print it");
    command->footer(lesson);
    command->add_option("--id", options.id, "Name of the key in reports, such as team-a")->required();
    command->add_option("--tag", options.tags, "Tag of the key; may be given more than once")
        ->allow_extra_args(false);
    command
        ->add_option("--model", options.models,
                     "Model that the key may use, or a pattern such as gpt-*; may be given more than once "
                     "(default: all)")
        ->allow_extra_args(false);
    command->add_option("--expires", options.expires,
                        "When the key stops working: 2027-01-01 or 2027-01-01T12:00:00Z");
    command->add_option("--rpm", options.rpm, "Requests in any minute");
    command->add_option("--tpm", options.tpm, "Tokens in any minute");
    auto* const budget = command->add_option("--budget", options.budget, "Dollars that it may spend");
    command
        ->add_option("--window", options.window, "What the budget is for: day, month or all (default: day)")
        ->needs(budget);
    command->add_flag("--json", options.json, "Print id, token, hash and table as one JSON object");
    command->callback([&] { chosen = [&] { return new_key(options); }; });
}

} // namespace wayfinder::cli
