#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/style.hpp"
#include "gateway/runtime_config.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <stdexcept>

namespace wayfinder::cli {
namespace {

using nlohmann::ordered_json;

ordered_json shown(std::vector<config::diagnostic> const& findings)
{
    auto all = ordered_json::array();
    for (auto const& each : findings)
        all.push_back(
            {{"file", each.file}, {"line", each.line}, {"column", each.column}, {"message", each.message}});
    return all;
}

/// Finds what only shows at start, such as a certificate file that contains none.
void try_out(config::load_result& loaded, config::environment const& env)
{
    if (!loaded.config) return;
    try {
        gateway::runtime_config const started{loaded.config, env};
    } catch (std::runtime_error const& problem) {
        loaded.errors.push_back({loaded.config->file.string(), 0, 0, problem.what()});
        loaded.config.reset();
    }
}

/// With them, the gateway would start but refuse requests.
void count_dead_ends_as_errors(config::load_result& loaded)
{
    if (!loaded.config) return; // an error may be their only cause
    auto const dead = std::stable_partition(loaded.notices.begin(), loaded.notices.end(),
                                            [](auto const& each) { return !each.dead_end; });
    loaded.errors.assign(dead, loaded.notices.end());
    loaded.notices.erase(dead, loaded.notices.end());
}

void print_as_json(std::filesystem::path const& file, config::load_result const& loaded)
{
    ordered_json const report{{"file", file.string()},
                              {"ok", loaded.errors.empty()},
                              {"errors", shown(loaded.errors)},
                              {"notices", shown(loaded.notices)}};
    std::cout << report.dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

} // namespace

int check(check_options const& options)
{
    auto const file = configuration_file(options.file);
    if (!file) {
        std::cerr << program << ": no wayfinder-router.toml here or above; `" << program
                  << " init` writes one\n";
        return usage;
    }
    auto loaded = load_configuration(file, environment_variable);
    try_out(loaded, environment_variable);
    count_dead_ends_as_errors(loaded);
    auto const code = loaded.errors.empty() ? ok : failed;
    if (options.json) {
        print_as_json(*file, loaded);
        return code;
    }
    for (auto const& each : loaded.notices) std::cerr << each.to_string() << " (notice)\n";
    if (print_errors(loaded)) return code;
    auto const& gateway = loaded.config->gateway;
    std::cout << file->string() << ": ok, " << counted(gateway.models.size(), "model") << ", "
              << counted(gateway.keys.size(), "key") << '\n';
    return code;
}

} // namespace wayfinder::cli
