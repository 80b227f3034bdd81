#include "net/server/rejected_connections.hpp"

#include "net/linger.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <string>
#include <string_view>

#include <sys/socket.h>

namespace wayfinder::net {
namespace {

// Taken from the descriptors that sessions do not use.
constexpr std::size_t most_leaving = 32;
constexpr std::size_t most_unread = 64U << 10U;

constexpr std::string_view body =
    R"({"error":{"message":"Too many open connections (gateway.limits.max_connections or )"
    R"(max_connections_per_address); retry shortly.",)"
    R"("type":"wayfinder_router_overloaded","param":null,"code":"too_many_connections"}})";

std::string const& answer()
{
    static std::string const text = "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\n"
                                    "Retry-After: 1\r\nConnection: close\r\nContent-Length: " +
                                    std::to_string(body.size()) + "\r\n\r\n" + std::string{body};
    return text;
}

// A fatal internal_error (RFC 8446, 6.2), which needs no handshake.
constexpr std::string_view alert{"\x15\x03\x03\x00\x02\x02\x50", 7};

} // namespace

std::string_view no_room(bool encrypted)
{
    return encrypted ? alert : std::string_view{answer()};
}

void rejected_connections::tell(stream_socket client, bool encrypted)
{
    // Fits into an empty send buffer.
    auto const text = no_room(encrypted);
    ::send(client.native_handle(), text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    error_code ignored;
    client.shutdown(stream_socket::shutdown_send, ignored);
    if (leaving_ >= most_leaving) return;
    ++leaving_;
    asio::co_spawn(context_, send_off(std::move(client)), asio::detached);
}

/// The client's request may still be in transit.
asio::awaitable<void> rejected_connections::send_off(stream_socket client)
{
    stream from{std::move(client)};
    watch_on<stream_socket> guard{beat_, from.socket()};
    co_await linger(from, guard, most_unread);
    --leaving_;
}

} // namespace wayfinder::net
