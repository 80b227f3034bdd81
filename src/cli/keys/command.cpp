#include "cli/keys/command.hpp"

#include "cli/validators.hpp"

namespace wayfinder::cli {
namespace {

constexpr char const* keys_notes = R"(
Prints a table for wayfinder-router.toml, which has the SHA-256 of the token,
and on the last line the token itself, which is kept nowhere. No file is
touched. A running gateway takes the key in once the table is in its file.

  wayfinder-router keys new --id team-a --tag research --budget 20 --window month

To change a key over to a new token, see `wayfinder-router keys rotate --help`.
)";

constexpr char const* rotation = R"(
Gives the key a second token, which is printed once, as its next_hash in the
file: both are valid. When all clients have the new one, --finish makes it the
only one. Comments and layout of the file stay; the previous file is kept as .bak.
)";

void add_new(CLI::App& keys, new_key_options& options, std::function<int()>& chosen)
{
    auto* const command = keys.add_subcommand("new", "Create a key and print it");
    command->footer(keys_notes);
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
    command->add_option("--window", options.window, "Period of the budget: day, month or all (default: day)")
        ->needs(budget);
    command->add_flag("--json", options.json, "Print id, token, hash and table as one JSON object");
    command->callback([&] { chosen = [&] { return new_key(options); }; });
}

void add_list(CLI::App& keys, list_keys_options& options, std::function<int()>& chosen)
{
    auto* const command = keys.add_subcommand("list", "Show the keys of the configuration");
    add_config(*command, options.config);
    command->add_flag("--json", options.json, "Print them as JSON");
    command->callback([&] { chosen = [&] { return list_keys(options); }; });
}

CLI::App* add_change(CLI::App& keys, std::string const& name, std::string const& purpose,
                     change_key_options& options)
{
    auto* const command = keys.add_subcommand(name, purpose);
    command->add_option("id", options.id, "Name of the key")->required();
    add_config(*command, options.config);
    command->add_flag("--json", options.json, "Print what was done as JSON");
    return command;
}

} // namespace

void add_keys(CLI::App& app, keys_options& options, std::function<int()>& chosen)
{
    auto* const keys = app.add_subcommand("keys", "Create and change keys for clients of the gateway");
    keys->require_subcommand(1);
    add_new(*keys, options.making, chosen);
    add_list(*keys, options.listing, chosen);
    auto* const rotate = add_change(*keys, "rotate", "Change a key over to a new token", options.rotating);
    rotate->footer(rotation);
    rotate->add_flag("--finish", options.rotating.finish, "Make the new token the only one");
    rotate->add_flag("--force", options.rotating.force, "Replace a new token that was created before");
    rotate->callback([&] { chosen = [&] { return rotate_key(options.rotating); }; });
    auto* const revoke = add_change(*keys, "revoke", "Disable a key in the configuration", options.revoking);
    revoke->callback([&] { chosen = [&] { return revoke_key(options.revoking); }; });
}

} // namespace wayfinder::cli
