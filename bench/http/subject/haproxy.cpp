#include "bench/http/net/listener.hpp"
#include "bench/http/subject/subject.hpp"

namespace wayfinder::bench {
namespace {

std::string configuration(surroundings const& between, std::uint16_t port)
{
    auto const& certificates = *between.certificates;
    return "global\n"
           "  nbthread 1\n"
           "defaults\n"
           "  mode http\n"
           "  timeout connect 5s\n"
           "  timeout client 300s\n"
           "  timeout server 300s\n"
           "  timeout http-keep-alive 300s\n"
           "  http-reuse always\n" +
           std::string{between.streams ? "  option http-no-delay\n" : ""} +
           "frontend clients\n"
           "  bind 127.0.0.1:" +
           std::to_string(port) + " backlog 4096" +
           (between.listener_tls ? " ssl crt " + certificates.both().string() : std::string{}) +
           "\n"
           "  default_backend models\n"
           "backend models\n"
           "  server stand_in 127.0.0.1:" +
           std::to_string(between.upstream_port) +
           (between.upstream_tls
                ? " ssl verify required sni str(localhost) ca-file " + certificates.authority().string()
                : std::string{}) +
           "\n";
}

} // namespace

subject start_haproxy(surroundings const& between)
{
    auto const port = free_port();
    auto place = std::make_unique<testing::temporary_directory>();
    auto const file = place->write("haproxy.cfg", configuration(between, port));
    testing::child_setup const setup{.program = "/usr/sbin/haproxy", .arguments = {"-db", "-f", file}};
    return {"haproxy",
            std::move(place),
            setup,
            {port, between.listener_tls ? between.certificates->client() : nullptr}};
}

} // namespace wayfinder::bench
