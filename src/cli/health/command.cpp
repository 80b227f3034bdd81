#include "cli/health/command.hpp"

#include "config/values/base_url.hpp"

#include <CLI/CLI.hpp>

namespace wayfinder::cli {
namespace {

constexpr char const* purpose = "Check whether a running gateway accepts requests";

constexpr char const* health_notes = R"(
Exit code 0: its /readyz says yes. 1: it does not, or does not answer in time.
For health checks of containers and the like, where no curl is at hand.
)";

std::string check_url(std::string const& text)
{
    auto const problem = config::base_url_problem(text);
    return problem.empty() ? std::string{} : std::string{problem} + ": " + text;
}

} // namespace

void add_health(CLI::App& app, health_options& options, std::function<int()>& chosen)
{
    auto* const command = app.add_subcommand("health", purpose);
    command->footer(health_notes);
    command->add_option("--url", options.url, "Where the gateway listens")
        ->check(CLI::Validator{check_url, "", "URL"})
        ->capture_default_str();
    command
        ->add_option("--ca-file", options.ca_file, "Certificates to trust instead of the system's, for https")
        ->check(CLI::ExistingFile);
    command->add_option("--timeout", options.timeout, "Seconds to wait for the answer")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    command->callback([&] { chosen = [&] { return health(options); }; });
}

} // namespace wayfinder::cli
