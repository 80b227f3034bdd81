#include "bench/http/net/listener.hpp"
#include "bench/http/subject/subject.hpp"

#include <stdexcept>

namespace wayfinder::bench {

subject start_portkey(std::filesystem::path const& script, surroundings const&)
{
    if (!std::filesystem::exists(script)) throw std::runtime_error("no Portkey at " + script.string());
    auto const port = free_port();
    testing::child_setup setup{.program = "/usr/bin/env",
                               .arguments = {"node", std::filesystem::absolute(script),
                                             "--port=" + std::to_string(port), "--headless"}};
    setup.environment = {{"NODE_ENV", "production"}, {"TRUSTED_CUSTOM_HOSTS", "127.0.0.1,localhost"}};
    return {"Portkey", std::make_unique<testing::temporary_directory>(), setup, {port, nullptr}};
}

std::string portkey_fields(surroundings const& between)
{
    return "x-portkey-provider: openai\r\nx-portkey-custom-host: http://127.0.0.1:" +
           std::to_string(between.upstream_port) + "/v1\r\n";
}

} // namespace wayfinder::bench
