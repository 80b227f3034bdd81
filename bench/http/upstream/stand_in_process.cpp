#include "bench/http/upstream/stand_in_process.hpp"

#include "bench/http/net/listener.hpp"
#include "bench/http/net/pinned.hpp"

#include "socket.hpp"

#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace wayfinder::bench {
namespace {

testing::child_setup command(stand_in_setup const& setup, std::uint16_t port, tls_files const* certificates)
{
    testing::child_setup child{.program = std::filesystem::read_symlink("/proc/self/exe"),
                               .arguments = {"stand-in", "--port", std::to_string(port), "--pieces",
                                             std::to_string(setup.pieces), "--interval-us",
                                             std::to_string(setup.interval.count())}};
    if (certificates != nullptr)
        for (auto const& word : {std::string{"--cert"}, certificates->certificate().string(),
                                 std::string{"--key"}, certificates->key().string()})
            child.arguments.push_back(word);
    return child;
}

testing::child_process start(testing::child_setup const& setup)
{
    pinned const here{harness_processor};
    return testing::child_process{setup};
}

bool listens(std::uint16_t port)
{
    try {
        return testing::connect_to_loopback(port).is_open();
    } catch (std::system_error const&) {
        return false;
    }
}

} // namespace

stand_in_process::stand_in_process(stand_in_setup setup, tls_files const* certificates)
    : front_{free_port(), certificates != nullptr ? certificates->client() : nullptr},
      process_(start(command(setup, front_.port, certificates)))
{
    if (!testing::eventually([this] { return listens(front_.port); }))
        throw std::runtime_error("the stand-in does not listen");
}

} // namespace wayfinder::bench
