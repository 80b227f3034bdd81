#include "net/listener.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace wayfinder::net {
namespace {

using reuse_port = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

// What a client does not take piles up no higher than this in the kernel; what is on its way is not counted.
using most_unsent = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_NOTSENT_LOWAT>;
constexpr int unsent_bytes = 64 << 10;

// Out of descriptors or memory: the backlog holds the clients while others finish.
constexpr std::chrono::milliseconds exhausted_pause{100};

asio::awaitable<void> run_session(std::unique_ptr<session> client, doorkeeper::place)
{
    co_await client->run();
}

} // namespace

tcp::endpoint choose_endpoint(std::string const& host, std::uint16_t port)
{
    asio::io_context context;
    tcp::resolver resolver{context};
    auto const found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive);
    auto const endpoint = found.begin()->endpoint();

    tcp::acceptor probe{context};
    probe.open(endpoint.protocol());
    probe.set_option(tcp::acceptor::reuse_address(true));
    probe.bind(endpoint);
    probe.listen();
    return probe.local_endpoint();
}

listener::listener(asio::io_context& context, tcp::endpoint const& where, heartbeat& beat,
                   request_handler& handler, session_group& group, std::size_t spare_places)
    : context_{context},
      acceptor_{context},
      beat_{beat},
      handler_{handler},
      group_{group},
      spare_places_{spare_places},
      turned_away_{context, beat}
{
    acceptor_.open(where.protocol());
    acceptor_.set_option(tcp::acceptor::reuse_address(true));
    acceptor_.set_option(reuse_port(true));
    acceptor_.set_option(most_unsent{unsent_bytes}); // its clients inherit it
    acceptor_.bind(where);
    acceptor_.listen();
}

void listener::start()
{
    asio::co_spawn(context_, accept_loop(), asio::detached);
}

void listener::stop()
{
    error_code ignored;
    acceptor_.close(ignored);
}

asio::awaitable<void> listener::accept_loop()
{
    asio::steady_timer pause{context_};
    while (acceptor_.is_open()) {
        error_code error;
        auto token = into(error);
        auto socket = co_await acceptor_.async_accept(token);
        if (!error) {
            try {
                serve(std::move(socket));
            } catch (std::exception const& exhausted) { // one client is lost, not the listener
                handler_.report(exhausted);
            }
        } else if (acceptor_.is_open()) {
            pause.expires_after(exhausted_pause);
            auto ignoring = into(error);
            co_await pause.async_wait(ignoring);
        }
    }
}

void listener::serve(tcp::socket socket)
{
    error_code ignored;
    auto const from = socket.remote_endpoint(ignored).address();
    auto place = group_.door().admit(from, handler_.limits(), spare_places_);
    if (!place) return turned_away_.tell(std::move(socket));
    socket.set_option(tcp::no_delay(true), ignored);
    auto client = std::make_unique<session>(std::move(socket), beat_, handler_, group_);
    asio::co_spawn(context_, run_session(std::move(client), std::move(*place)),
                   [this](std::exception_ptr failed) {
                       if (!failed) return;
                       try {
                           std::rethrow_exception(failed);
                       } catch (std::exception const& bug) {
                           handler_.report(bug);
                       }
                   });
}

} // namespace wayfinder::net
