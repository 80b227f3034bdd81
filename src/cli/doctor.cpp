#include "app/secrets/command_keys.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/doctor/machine.hpp"
#include "cli/doctor/upstreams.hpp"
#include "cli/progress_bar.hpp"
#include "cli/style.hpp"
#include "telemetry/journal.hpp"

#include <nlohmann/json.hpp>

#include <iostream>
#include <stdexcept>

#include <unistd.h>

namespace wayfinder::cli {
namespace {

void append(findings& to, findings more)
{
    for (auto& each : more) to.push_back(std::move(each));
}

findings of_errors(std::vector<config::diagnostic> const& errors)
{
    findings all;
    for (auto const& each : errors)
        all.push_back(
            {"config", each.to_string(), verdict::bad, "this does not load", "fix it, then run this again"});
    return all;
}

findings of_dead_ends(std::vector<config::diagnostic> const& notices)
{
    findings all;
    for (auto const& each : notices)
        if (each.dead_end)
            all.push_back({"config", each.to_string(), verdict::bad, "the gateway would start with this",
                           "let [routing] name models that exist, or add the missing one"});
    return all;
}

upstream_findings ask_upstreams(gateway::runtime_config const& runtime, doctor_options const& options)
{
    progress_bar bar{!options.json};
    std::chrono::milliseconds const patience{static_cast<int>(options.timeout * 1000)};
    return diagnose_upstreams(runtime, patience, bar.part("asking upstreams"));
}

/// The findings about a configuration that loads.
findings examine(doctor_options const& options, config::load_result const& loaded)
{
    auto const& config = loaded.config;
    findings all{{"config", config->file.string(), verdict::good, "loads"}};
    auto const& settings = config->gateway;
    if (settings.models.empty())
        all.push_back(
            {"config", config->file.string(), verdict::doubtful, "it has no [gateway.models]",
             "every request will be refused; `wayfinder-router init` shows how models are written"});
    append(all, of_dead_ends(loaded.notices));
    std::vector<std::string> dates;
    try {
        telemetry::journal journal;
        telemetry::log const log{journal, telemetry::log_module::config};
        gateway::runtime_config const runtime{
            config, app::with_command_keys(settings.models, environment_variable, log)};
        append(all, diagnose_keys(runtime));
        auto upstreams = ask_upstreams(runtime, options);
        append(all, std::move(upstreams.all));
        dates = std::move(upstreams.dates);
    } catch (std::runtime_error const& problem) {
        all.push_back(
            {"config", config->file.string(), verdict::bad, problem.what(), "the gateway would not start"});
    }
    auto addresses = options.listen.empty() ? settings.listening.addresses : options.listen;
    if (addresses.empty()) addresses.emplace_back("127.0.0.1:8088");
    for (auto const& each : addresses) all.push_back(diagnose_port(each));
    all.push_back(diagnose_clock(std::chrono::system_clock::now(), dates));
    all.push_back(diagnose_ledger(settings.ledger.file));
    all.push_back(diagnose_state("feedback", settings.feedback.file, "gateway.feedback.file"));
    if (std::holds_alternative<skill::policy>(config->routing.policy))
        all.push_back(diagnose_state("quantiles", config->quantiles.file, "routing.quantiles_file"));
    return all;
}

} // namespace

int doctor(doctor_options const& options)
{
    auto const file = configuration_file(options.config);
    if (!file) {
        std::cerr << program << ": no wayfinder-router.toml here or above; `" << program
                  << " init` writes one\n";
        return usage;
    }
    auto const loaded = load_configuration(file, environment_variable);
    auto const all = loaded.config ? examine(options, loaded) : of_errors(loaded.errors);
    if (options.json)
        std::cout << findings_json(all).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    else
        std::cout << findings_text(all, may_colour(STDOUT_FILENO))
                  << (any_bad(all) ? "not ready\n" : "ready: wayfinder-router serve\n");
    return any_bad(all) ? failed : ok;
}

} // namespace wayfinder::cli
