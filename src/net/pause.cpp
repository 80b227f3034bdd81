#include "net/pause.hpp"

namespace wayfinder::net {

asio::awaitable<lapse> pause_until(asio::io_context& context, heartbeat& beat, steady::time_point until,
                                   int client_socket)
{
    asio::steady_timer timer{context, until};
    watch_on<asio::steady_timer> guard{beat, timer};
    guard.follow(client_socket);
    guard.expire_at(steady::time_point::max());
    error_code error;
    auto token = into(error);
    co_await timer.async_wait(token);
    guard.disarm();
    co_return guard.lapsed();
}

} // namespace wayfinder::net
