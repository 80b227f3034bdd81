#include "net/server/listener.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace wayfinder::net {
namespace {

// Limit on unsent data per client in the kernel; data in transit does not count.
constexpr int most_unsent = 64 << 10;

// Out of descriptors or memory: clients wait in the backlog until others finish.
constexpr std::chrono::milliseconds exhausted_pause{100};

asio::awaitable<void> run_session(std::unique_ptr<session> client)
{
    co_await client->run();
}

} // namespace

listener::listener(asio::io_context& context, listening_socket where, heartbeat& beat,
                   request_handler& handler, session_group& group, std::size_t spare_places)
    : context_{context},
      acceptor_{context},
      beat_{beat},
      handler_{handler},
      group_{group},
      spare_places_{spare_places},
      rejected_{context, beat}
{
    int family{};
    socklen_t size = sizeof family;
    ::getsockopt(where.get(), SOL_SOCKET, SO_DOMAIN, &family, &size);
    if (family != AF_UNIX) // inherited by accepted sockets
        ::setsockopt(where.get(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &most_unsent, sizeof most_unsent);
    acceptor_.assign({family, 0}, where.get());
    where.release();
}

void listener::start()
{
    asio::co_spawn(context_, accept_loop(), asio::detached);
}

void listener::stop()
{
    if (!acceptor_.is_open()) return;
    // Not acceptor_.close(): the socket may live on under other descriptors, and the system would keep
    // reporting it to this event loop.
    error_code ignored;
    auto const descriptor = acceptor_.release(ignored);
    if (!ignored) ::close(descriptor);
}

asio::awaitable<void> listener::accept_loop()
{
    asio::steady_timer pause{context_};
    while (acceptor_.is_open()) {
        error_code error;
        any_endpoint peer;
        auto token = into(error);
        auto socket = co_await acceptor_.async_accept(peer, token);
        if (!error) {
            try {
                serve(std::move(socket), peer);
            } catch (std::exception const& exhausted) { // loses one client, not the listener
                handler_.report(exhausted);
            }
        } else if (acceptor_.is_open()) {
            pause.expires_after(exhausted_pause);
            auto ignoring = into(error);
            co_await pause.async_wait(ignoring);
        }
    }
}

void listener::serve(stream_socket socket, any_endpoint const& peer)
{
    auto const from = terms_->origin_of(peer);
    auto place = group_.limiter().admit(from.counted(), handler_.limits(), spare_places_);
    if (!place) {
        handler_.log_connection(from.address, "is rejected: too many connections");
        return rejected_.tell(std::move(socket), terms_->encrypts(from));
    }
    error_code ignored; // fails for a Unix socket, which has no delay
    socket.set_option(tcp::no_delay(true), ignored);
    accepted_connection accepted{std::move(socket), terms_, from, std::move(*place)};
    auto client = std::make_unique<session>(std::move(accepted), beat_, handler_, group_);
    asio::co_spawn(context_, run_session(std::move(client)), [this](std::exception_ptr failed) {
        if (!failed) return;
        try {
            std::rethrow_exception(failed);
        } catch (std::exception const& bug) {
            handler_.report(bug);
        }
    });
}

} // namespace wayfinder::net
