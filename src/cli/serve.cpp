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

config::load_result load_configuration(std::string const& named, std::filesystem::path const& start,
                                       config::environment const& env)
{
    auto const file = named.empty() ? config::find_config_file(start) : std::filesystem::path{named};
    auto loaded = file ? config::load_file(*file, env) : config::load_defaults(env);
    for (auto const& error : loaded.errors) std::cerr << error.to_string() << '\n';
    if (!loaded.errors.empty())
        std::cerr << program << ": " << loaded.errors.size()
                  << (loaded.errors.size() == 1 ? " error" : " errors") << " in the configuration\n";
    return loaded;
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
    auto loaded = load_configuration(options.config, std::filesystem::current_path(), env);
    if (!loaded.config) return failed;

    telemetry::log log;
    app::listen_options const listen{options.host, options.port, options.workers, options.dry_run};
    app::application daemon{listen, std::move(loaded), env, log};
    daemon.run();
    return ok;
}

} // namespace wayfinder::cli
