#include "fake_upstream.hpp"

#include "socket.hpp"
#include "tls_stream.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <optional>

namespace wayfinder::testing {
namespace {

/// Reads one request; nullopt if the peer closes between requests. Throws peer_gone inside one.
std::optional<recorded_request> read_request(byte_stream& stream, std::string& wire)
{
    deadline const end{120s};
    auto const receive = [&] {
        std::array<char, 65536> buffer;
        auto const got = stream.read_some(buffer, end);
        wire.append(buffer.data(), got);
        return got > 0;
    };
    auto blank = wire.find("\r\n\r\n");
    for (; blank == std::string::npos; blank = wire.find("\r\n\r\n"))
        if (!receive()) return std::nullopt;

    recorded_request request;
    request.head = wire.substr(0, blank + 4);
    wire.erase(0, blank + 4);
    auto head = parse_head(request.head);
    request.headers = std::move(head.headers);
    auto const space = head.start_line.find(' ');
    request.method = head.start_line.substr(0, space);
    request.target = head.start_line.substr(space + 1, head.start_line.rfind(' ') - space - 1);

    auto const length = std::stoull(request.headers.find("content-length").value_or("0"));
    while (wire.size() < length)
        if (!receive()) throw peer_gone("left inside of a request body");
    request.body = wire.substr(0, length);
    wire.erase(0, length);
    return request;
}

} // namespace

std::string const completion_json =
    R"({"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"scripted","choices":[{"index":0,)"
    R"("message":{"role":"assistant","content":"fine"},"finish_reason":"stop"}],)"
    R"("usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}})";

fake_upstream::fake_upstream(script answer, tls_context tls)
    : tls_(std::move(tls)), script_(std::move(answer))
{
    auto listening = listen_on_loopback();
    listener_ = std::move(listening.fd);
    port_ = listening.port;
    acceptor_ = std::jthread{[this](std::stop_token const& stop) { accept_loop(stop); }};
}

fake_upstream::~fake_upstream()
{
    acceptor_.request_stop();
    ::shutdown(listener_.get(), SHUT_RDWR);
    acceptor_.join();
    for (auto& each : conversations_) each.request_stop();
    close_connections();
    conversations_.clear();
}

fake_upstream::script fake_upstream::completion()
{
    return [](recorded_request const&, upstream_reply& reply) { reply.respond(200, completion_json); };
}

void fake_upstream::answer_with(script answer)
{
    std::lock_guard const lock{mutex_};
    script_ = std::move(answer);
}

fake_upstream::script fake_upstream::current_script()
{
    std::lock_guard const lock{mutex_};
    return script_;
}

std::string fake_upstream::url(std::string_view path) const
{
    return "http://127.0.0.1:" + std::to_string(port_) + std::string{path};
}

void fake_upstream::close_connections()
{
    std::lock_guard const lock{mutex_};
    for (auto const fd : open_) ::shutdown(fd, SHUT_RDWR);
}

void fake_upstream::accept_loop(std::stop_token const& stop)
{
    for (std::size_t number = 0; !stop.stop_requested(); ++number) {
        auto fd = accept_from(listener_.get(), deadline{std::chrono::hours{1}});
        if (!fd.is_open()) return;
        log_.connected();
        {
            std::lock_guard const lock{mutex_};
            open_.push_back(fd.get());
        }
        auto body = [this, number, socket = std::move(fd)](std::stop_token const& stopped) mutable {
            serve(stopped, number, std::move(socket));
        };
        conversations_.emplace_back(std::move(body));
    }
}

std::unique_ptr<byte_stream> fake_upstream::open_stream(file_descriptor fd, std::string& server_name)
{
    if (!tls_) return std::make_unique<plain_stream>(std::move(fd));
    auto stream = std::make_unique<tls_stream>(std::move(fd), tls_, deadline{patience});
    server_name = stream->server_name();
    return stream;
}

void fake_upstream::serve(std::stop_token const& stop, std::size_t connection, file_descriptor fd)
{
    auto const number = fd.get();
    std::unique_ptr<byte_stream> stream;
    std::string server_name;
    try {
        stream = open_stream(std::move(fd), server_name);
        converse(stop, connection, *stream, server_name);
    } catch (peer_gone const&) {
        if (!stream) log_.handshake_failed();
        log_.departed(connection);
    } catch (std::exception const&) { // a bad or stalled request: the test sees that it was not recorded
    }
    std::lock_guard const lock{mutex_}; // closed under the lock: a reused descriptor must not be shut down
    std::erase(open_, number);
    stream.reset();
}

void fake_upstream::converse(std::stop_token const& stop, std::size_t connection, byte_stream& stream,
                             std::string const& server_name)
{
    std::string wire;
    for (bool keep = true; keep && !stop.stop_requested();) {
        auto request = read_request(stream, wire);
        if (!request) throw peer_gone("closed between requests");
        request->connection = connection;
        request->server_name = server_name;
        log_.add(*request);
        upstream_reply reply{stream, stop, bytes_sent_};
        current_script()(*request, reply);
        keep = reply.keeps_connection();
    }
}

} // namespace wayfinder::testing
