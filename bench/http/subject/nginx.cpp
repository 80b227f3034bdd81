#include "bench/http/net/listener.hpp"
#include "bench/http/subject/subject.hpp"

namespace wayfinder::bench {
namespace {

std::string tls_front(surroundings const& between)
{
    if (!between.listener_tls) return {};
    return "    ssl_certificate " + between.certificates->certificate().string() +
           ";\n    ssl_certificate_key " + between.certificates->key().string() + ";\n";
}

std::string tls_back(surroundings const& between)
{
    if (!between.upstream_tls) return {};
    return "      proxy_ssl_verify on;\n      proxy_ssl_name localhost;\n      proxy_ssl_server_name on;\n"
           "      proxy_ssl_trusted_certificate " +
           between.certificates->authority().string() + ";\n";
}

/// A typical reverse proxy for an API: persistent connections on both sides, bodies in memory.
std::string configuration(surroundings const& between, std::uint16_t port)
{
    return "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr warn;\nworker_rlimit_nofile "
           "65536;\n"
           "events { worker_connections 40000; }\n"
           "http {\n"
           "  access_log off;\n"
           "  keepalive_requests 1000000000;\n"
           "  keepalive_timeout 300s;\n"
           "  client_max_body_size 64m;\n"
           "  client_body_buffer_size 2m;\n"
           "  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;\n"
           "  uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n"
           "  upstream models {\n"
           "    server 127.0.0.1:" +
           std::to_string(between.upstream_port) +
           ";\n"
           "    keepalive 1024;\n"
           "    keepalive_requests 1000000000;\n"
           "    keepalive_timeout 300s;\n"
           "  }\n"
           "  server {\n"
           "    listen 127.0.0.1:" +
           std::to_string(port) + (between.listener_tls ? " ssl" : "") + " backlog=4096;\n" +
           tls_front(between) +
           "    location / {\n"
           "      proxy_pass http" +
           (between.upstream_tls ? "s" : "") +
           "://models;\n"
           "      proxy_http_version 1.1;\n"
           "      proxy_set_header Connection \"\";\n" +
           (between.streams ? "      proxy_buffering off;\n" : "") + tls_back(between) + "    }\n  }\n}\n";
}

} // namespace

subject start_nginx(surroundings const& between)
{
    auto const port = free_port();
    auto place = std::make_unique<testing::temporary_directory>();
    auto const file = place->write("nginx.conf", configuration(between, port));
    testing::child_setup const setup{.program = "/usr/sbin/nginx",
                                     .arguments = {"-p", place->path(), "-c", file, "-e", "stderr"}};
    return {"nginx",
            std::move(place),
            setup,
            {port, between.listener_tls ? between.certificates->client() : nullptr}};
}

} // namespace wayfinder::bench
