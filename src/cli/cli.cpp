#include "cli/cli.hpp"

#include "cli/calibrate/command.hpp"
#include "cli/commands.hpp"
#include "cli/health/command.hpp"
#include "cli/keys/command.hpp"
#include "cli/onboard/command.hpp"
#include "cli/people.hpp"
#include "cli/unknown_command.hpp"
#include "cli/validators.hpp"
#include "config/validation/text_checks.hpp"

#include <exception>
#include <functional>
#include <iostream>

namespace wayfinder::cli {
namespace {

using action = std::function<int()>;

CLI::Validator listen_address()
{
    auto const check = [](std::string const& text) -> std::string {
        auto const problem = config::check_listen_address(text);
        return problem ? "must be " + *problem + ", not " + text : std::string{};
    };
    return CLI::Validator{check, "", "address"};
}

void add_serve(CLI::App& app, serve_options& options, action& chosen)
{
    auto* const command = app.add_subcommand("serve", "Run the gateway");
    add_config(*command, options.config);
    command->add_option("--host", options.host, "Address to listen on (default: 127.0.0.1)");
    command->add_option("--port", options.port, "Port to listen on (default: 8088); 0 picks a free one");
    command
        ->add_option("--listen", options.listen,
                     "host:port, [v6]:port or unix:/path to listen on; may be repeated")
        ->check(listen_address());
    command->add_option("--pid-file", options.pid_file, "File to write the process id to, once serving");
    std::vector<std::string> formats;
    for (auto const each : config::all_access_formats) formats.emplace_back(name(each));
    command
        ->add_option_function<std::string>(
            "--access-log",
            [&](std::string const& format) {
                for (auto const each : config::all_access_formats)
                    if (format == name(each)) options.access_log = each;
            },
            "Log each request, regardless of the configuration")
        ->check(CLI::IsMember(formats));
    command->add_option("--workers", options.workers, "Threads (default: one per processor)")
        ->check(CLI::Range(1, 1024));
    command->add_flag("--dry-run", options.dry_run, "Return the decision without calling a model");
    command
        ->add_option("--timeout", options.timeout,
                     "Seconds to wait for an upstream's bytes where the configuration sets no timeout")
        ->check(number_in(0.001, 86'400));
    command->callback([&] { chosen = [&] { return serve(options); }; });
}

void add_route(CLI::App& app, route_options& options, action& chosen)
{
    auto* const command = app.add_subcommand("route", "Route one prompt and explain the decision");
    command->add_option("prompt", options.prompt, "File with the prompt, or - for standard input")
        ->required();
    command
        ->add_option("--config", options.config,
                     "Configuration file (default: wayfinder-router.toml next to the prompt or above)")
        ->check(CLI::ExistingFile);
    command
        ->add_option(
            "--threshold", options.threshold,
            "Route between local and cloud at this score; between the two models of policy \"skill\" "
            "at this share of the traffic")
        ->check(number_in(0, 1));
    command->add_flag("--json", options.json, "Print the decision as JSON");
    command->add_flag("--explain", options.explain, "Print what each feature contributed");
    command->callback([&] { chosen = [&] { return route(options); }; });
}

/// The help of the command that lacks a subcommand; empty if none does.
std::string commands_to_choose_from(CLI::App const& app)
{
    auto const* asked = &app;
    while (!asked->get_subcommands().empty()) asked = asked->get_subcommands().front();
    auto const all = asked->get_subcommands([](CLI::App const*) { return true; });
    return all.empty() ? std::string{} : asked->help(asked == &app ? "" : program);
}

} // namespace

int refuse(std::string const& why, exit_code code)
{
    std::cerr << program << ": " << why << '\n';
    return code;
}

int run(int argc, char const* const* argv)
{
    CLI::App app{"An OpenAI-compatible gateway that picks the model from the prompt", program};
    app.set_version_flag("--version", std::string{program} + " " WAYFINDER_VERSION);
    app.require_subcommand(1);
    serve_options serving;
    route_options routing;
    calibrate_options calibrating;
    recalibrate_options recalibrating;
    onboard_options onboarding;
    keys_options key_keeping;
    people_options helping;
    health_options health_asking;
    action chosen;
    add_serve(app, serving, chosen);
    add_route(app, routing, chosen);
    add_calibrate(app, calibrating, chosen);
    add_recalibrate(app, recalibrating, chosen);
    add_onboard(app, onboarding, chosen);
    add_keys(app, key_keeping, chosen);
    add_people(app, helping, chosen);
    add_health(app, health_asking, chosen);
    try {
        app.parse(argc, argv);
    } catch (CLI::RequiredError const& error) {
        auto const unknown = unknown_command(app);
        if (!unknown.empty()) return refuse(unknown, usage);
        if (auto const commands = commands_to_choose_from(app); !commands.empty()) {
            std::cerr << commands;
            return usage;
        }
        return app.exit(error, std::cout, std::cerr) == 0 ? ok : usage;
    } catch (CLI::ParseError const& error) {
        return app.exit(error, std::cout, std::cerr) == 0 ? ok : usage;
    }
    try {
        return chosen();
    } catch (std::exception const& error) {
        std::cerr << program << ": " << error.what() << '\n';
        return failed;
    }
}

} // namespace wayfinder::cli
