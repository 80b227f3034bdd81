#include "app/application.hpp"
#include "app/journal_settings.hpp"
#include "app/process/heap.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"

namespace wayfinder::cli {

namespace {

/// Empty if the command line leaves it to the configuration.
std::vector<std::string> addresses_of(serve_options const& options)
{
    auto addresses = options.listen;
    if (!options.host && !options.port) return addresses;
    auto const host = options.host.value_or("127.0.0.1");
    bool const six = host.find(':') != host.npos && !host.starts_with('[');
    auto const port = std::to_string(options.port.value_or(8088));
    addresses.insert(addresses.begin(), (six ? "[" + host + "]" : host) + ":" + port);
    return addresses;
}

} // namespace

int serve(serve_options const& options)
{
    app::set_up_heap();
    auto inherited = app::inheritance::take(); // before threads are started or anything else is opened
    auto const env = environment_with(options.timeout);
    // If a file that existed at start has since disappeared, that is an error at reload, not a return to the
    // defaults.
    auto file = configuration_file(options.config);
    if (file) file = std::filesystem::absolute(*file); // the working directory may be renamed later
    auto const load = [&] { return load_configuration(file, env); };
    auto loaded = load();
    if (print_errors(loaded)) return failed;

    telemetry::journal journal;
    if (loaded.config) journal.adopt(app::journal_settings_of(loaded.config->gateway.log));
    app::listen_options const listen{addresses_of(options), options.workers, options.dry_run,
                                     options.pid_file, options.access_log};
    app::application daemon{listen, {load, env, file}, std::move(inherited), journal};
    daemon.run(std::move(loaded));
    return ok;
}

} // namespace wayfinder::cli
