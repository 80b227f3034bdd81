#include "app/application.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"

#include <cstdlib>
#include <iostream>

namespace wayfinder::cli {

std::optional<std::string> environment_variable(std::string const& name)
{
    auto const* const value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>{value};
}

std::optional<std::filesystem::path> configuration_file(std::string const& named,
                                                        std::filesystem::path const& start)
{
    return named.empty() ? config::find_config_file(start) : std::filesystem::path{named};
}

config::load_result load_configuration(std::optional<std::filesystem::path> const& file,
                                       config::environment const& env)
{
    return file ? config::load_file(*file, env) : config::load_defaults(env);
}

bool print_errors(config::load_result const& loaded)
{
    auto const count = loaded.errors.size();
    for (auto const& error : loaded.errors) std::cerr << error.to_string() << '\n';
    if (count > 0)
        std::cerr << program << ": " << count << (count == 1 ? " error" : " errors")
                  << " in the configuration\n";
    return count > 0;
}

int serve(serve_options const& options)
{
    if (!options.config.empty() && !std::filesystem::is_regular_file(options.config)) {
        std::cerr << program << ": no such file: " << options.config << '\n';
        return usage;
    }
    auto const env = [&](std::string const& name) -> std::optional<std::string> {
        if (name == "WAYFINDER_ROUTER_TIMEOUT" && options.timeout) return std::to_string(*options.timeout);
        return environment_variable(name);
    };
    // A file that was there at start and has vanished since is an error at reload, not a return to the
    // defaults.
    auto const file = configuration_file(options.config, std::filesystem::current_path());
    auto const load = [&] { return load_configuration(file, env); };
    auto const loaded = load();
    if (print_errors(loaded)) return failed;

    telemetry::log log;
    app::listen_options const listen{options.host, options.port, options.workers, options.dry_run};
    app::application daemon{listen, {load, env}, log};
    daemon.adopt(loaded);
    daemon.run();
    return ok;
}

} // namespace wayfinder::cli
