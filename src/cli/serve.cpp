#include "app/application.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"

namespace wayfinder::cli {

int serve(serve_options const& options)
{
    auto const env = environment_with(options.timeout);
    // A file that was there at start and has vanished since is an error at reload, not a return to the
    // defaults.
    auto const file = configuration_file(options.config, std::filesystem::current_path());
    auto const load = [&] { return load_configuration(file, env); };
    auto const loaded = load();
    if (print_errors(loaded)) return failed;

    telemetry::log log;
    app::listen_options const listen{options.host, options.port, options.workers, options.dry_run};
    app::application daemon{listen, {load, env, file}, log};
    daemon.run(loaded);
    return ok;
}

} // namespace wayfinder::cli
