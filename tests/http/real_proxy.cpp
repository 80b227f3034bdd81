#include "real_proxy.hpp"

#include "socket.hpp"

#include <stdexcept>
#include <system_error>

namespace wayfinder::testing {
namespace {

std::string nginx_configuration(std::string const& port, std::string const& server)
{
    return "daemon off; master_process off; error_log stderr; pid nginx.pid;\n"
           "events { worker_connections 512; }\n"
           "http {\n"
           "  access_log off; client_max_body_size 64m;\n"
           "  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;\n"
           "  uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n"
           "  upstream server { server 127.0.0.1:" +
           server +
           "; keepalive 1; }\n"
           "  server {\n"
           "    listen 127.0.0.1:" +
           port +
           "; keepalive_requests 100000;\n"
           "    location / {\n"
           "      proxy_pass http://server; proxy_http_version 1.1; proxy_set_header Connection \"\";\n"
           "    }\n"
           "  }\n"
           "}\n";
}

std::string haproxy_configuration(std::string const& port, std::string const& server)
{
    return "global\n  maxconn 512\n"
           "defaults\n  mode http\n  http-reuse always\n"
           "  timeout connect 5s\n  timeout client 60s\n  timeout server 60s\n"
           "frontend clients\n  bind 127.0.0.1:" +
           port +
           "\n  default_backend servers\n"
           "backend servers\n  server one 127.0.0.1:" +
           server + "\n";
}

} // namespace

real_proxy::real_proxy(proxy_kind kind, std::uint16_t server) : port_{listen_on_loopback().port}
{
    bool const nginx = kind == proxy_kind::nginx;
    auto const port = std::to_string(port_);
    auto const to = std::to_string(server);
    auto const file =
        directory_.write("conf", nginx ? nginx_configuration(port, to) : haproxy_configuration(port, to));
    child_setup child{.program = nginx ? WAYFINDER_NGINX : WAYFINDER_HAPROXY};
    child.arguments = nginx ? std::vector<std::string>{"-p", directory_.path(), "-e", "stderr", "-c", file}
                            : std::vector<std::string>{"-db", "-f", file};
    child.directory = directory_.path();
    child.error = directory_.path() / "stderr";
    process_ = std::make_unique<child_process>(child);
    await_readiness();
}

void real_proxy::await_readiness()
{
    auto const ready = [this] {
        if (process_->wait(0ms)) return true;
        try {
            connect_to_loopback(port_);
            return true;
        } catch (std::system_error const&) {
            return false;
        }
    };
    if (!eventually(ready) || process_->wait(0ms))
        throw std::runtime_error("the proxy did not come up:\n" + read_file(directory_.path() / "stderr"));
}

} // namespace wayfinder::testing
