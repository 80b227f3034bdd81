#include "app/secrets/command_keys.hpp"

#include "app/secrets/key_ring.hpp"

#include <utility>

namespace wayfinder::app {

config::environment with_command_keys(std::vector<config::model> const& models, config::environment env,
                                      telemetry::log log)
{
    net::asio::io_context context{1};
    key_ring keys{context, std::move(env), log};
    keys.fetch(models, [] {});
    context.run();
    return keys.environment();
}

} // namespace wayfinder::app
