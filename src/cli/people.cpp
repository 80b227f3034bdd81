#include "cli/people.hpp"

#include "cli/init/draft.hpp"
#include "cli/shell/completions.hpp"
#include "cli/validators.hpp"

namespace wayfinder::cli {
namespace {

using action = std::function<int()>;

constexpr char const* first_steps = R"(
  wayfinder-router init --preset openai
  wayfinder-router doctor
  wayfinder-router serve
)";

constexpr char const* installing = R"(
  wayfinder-router completions bash > ~/.local/share/bash-completion/completions/wayfinder-router
  wayfinder-router completions zsh > "${fpath[1]}/_wayfinder-router"
  wayfinder-router completions fish > ~/.config/fish/completions/wayfinder-router.fish
)";

void add_init(CLI::App& app, init_options& options, action& chosen)
{
    std::vector<std::string> names;
    for (auto const& each : all_presets()) names.emplace_back(each.name);
    auto* const command = app.add_subcommand("init", "Write a configuration to start from");
    command->footer(first_steps);
    auto* const preset = command->add_option("--preset", options.preset, "Models to configure")
                             ->check(CLI::IsMember(names))
                             ->capture_default_str();
    command->add_flag("-i,--interactive", options.interactive, "Ask for the models")->excludes(preset);
    command->add_option("--path", options.path, "File to write")->capture_default_str();
    command->add_flag("--force", options.force, "Replace an existing file; it is kept as .bak");
    command->add_flag("--print", options.print, "Print it instead of writing a file");
    command->callback([&] { chosen = [&] { return init(options); }; });
}

void add_check(CLI::App& app, check_options& options, action& chosen)
{
    auto* const command = app.add_subcommand("check", "Report every configuration error");
    command->add_option("file", options.file, "The file (default: wayfinder-router.toml here or above)")
        ->check(CLI::ExistingFile);
    command->add_flag("--json", options.json, "Print the errors as JSON");
    command->callback([&] { chosen = [&] { return check(options); }; });
}

void add_doctor(CLI::App& app, doctor_options& options, action& chosen)
{
    auto* const command =
        app.add_subcommand("doctor", "Check whether configuration, keys, upstreams and machine are ready");
    add_config(*command, options.config);
    command
        ->add_option(
            "--listen", options.listen,
            "Address that serve would listen on (default: the configured ones, else 127.0.0.1:8088); may be "
            "repeated")
        ->allow_extra_args(false);
    command->add_option("--timeout", options.timeout, "Seconds that the upstreams have to answer")
        ->check(number_in(0.001, 600))
        ->capture_default_str();
    command->add_flag("--json", options.json, "Print the findings as JSON");
    command->callback([&] { chosen = [&] { return doctor(options); }; });
}

void add_token(CLI::App& command, std::string& token)
{
    command.add_option("--token", token, "Token of [gateway.admin] (default: WAYFINDER_ROUTER_ADMIN_TOKEN)");
}

void add_savings(CLI::App& app, savings_options& options, action& chosen)
{
    auto* const command = app.add_subcommand("savings", "Show what routing and the cache have saved");
    add_config(*command, options.config);
    auto* const ledger =
        command->add_option("--ledger", options.ledger, "Ledger to read (default: the configured one)");
    auto* const url = command->add_option("--url", options.gateway.url,
                                          "Gateway to ask instead, such as http://127.0.0.1:8088");
    url->excludes(ledger);
    add_token(*command, options.gateway.token);
    command->add_option("--period", options.period, "Days to report")
        ->check(CLI::IsMember({"today", "7d", "30d", "all"}))
        ->capture_default_str();
    command->add_option("--by", options.by, "What to list")
        ->check(CLI::IsMember({"route", "key", "tag", "day"}))
        ->capture_default_str();
    command->add_flag("--json", options.json, "Print the report as JSON");
    command->callback([&] { chosen = [&] { return savings(options); }; });
}

void add_top(CLI::App& app, top_options& options, action& chosen)
{
    auto* const command = app.add_subcommand("top", "Watch a running gateway");
    command->add_option("--url", options.gateway.url, "The gateway")->capture_default_str();
    add_token(*command, options.gateway.token);
    command->add_option("--interval", options.interval, "Seconds between samples")
        ->check(number_in(0.1, 3600))
        ->capture_default_str();
    command->add_flag("--once", options.once, "Sample one interval, print it and exit");
    command->add_flag("--json", options.json, "Print one JSON object per sample");
    command->callback([&] { chosen = [&] { return top(options); }; });
}

void add_shells(CLI::App& app, std::string& shell, action& chosen)
{
    auto* const completions =
        app.add_subcommand("completions", "Print a script that completes this command line");
    completions->footer(installing);
    completions->add_option("shell", shell, "The shell")
        ->required()
        ->check(CLI::IsMember(std::vector<std::string>{shells.begin(), shells.end()}));
    completions->callback([&] { chosen = [&] { return print_completions(outline_of(app), shell); }; });
    auto* const manual = app.add_subcommand("man", "Print the manual page, for `man -l -`");
    manual->callback([&] { chosen = [&] { return print_manual(outline_of(app)); }; });
}

} // namespace

void add_people(CLI::App& app, people_options& options, std::function<int()>& chosen)
{
    add_init(app, options.initial, chosen);
    add_check(app, options.checking, chosen);
    add_doctor(app, options.examining, chosen);
    add_savings(app, options.saving, chosen);
    add_top(app, options.watching, chosen);
    add_shells(app, options.shell, chosen);
}

} // namespace wayfinder::cli
