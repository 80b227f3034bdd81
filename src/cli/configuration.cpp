#include "cli/commands.hpp"

#include <cstdlib>
#include <iostream>

namespace wayfinder::cli {

std::optional<std::string> environment_variable(std::string const& name)
{
    auto const* const value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>{value};
}

config::environment environment_with(std::optional<double> timeout)
{
    return [timeout](std::string const& name) -> std::optional<std::string> {
        if (name == "WAYFINDER_ROUTER_TIMEOUT" && timeout) return std::to_string(*timeout);
        return environment_variable(name);
    };
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

} // namespace wayfinder::cli
