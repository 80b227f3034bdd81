#include "net/client/upstream_pool.hpp"

#include "config/validation/metadata_hosts.hpp"
#include "net/socket_address.hpp"
#include "net/tls.hpp"

#include <algorithm>
#include <cerrno>

#include <sys/socket.h>

namespace wayfinder::net {
namespace {

constexpr std::chrono::seconds sweep_interval{5};

/// An idle connection must be silent: if it is readable, the other side has closed it or sent unsolicited
/// bytes.
bool stands(stream& io)
{
    char byte{};
    auto const got = ::recv(io.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) && !io.has_unread();
}

/// `late` says which timeout expired.
failure lapse_or(watch const& guard, std::string_view late, failure otherwise)
{
    switch (guard.lapsed()) {
    case lapse::deadline:
        return {upstream_error::timed_out, std::string{late}};
    case lapse::peer_gone:
        return {upstream_error::client_gone, ""};
    case lapse::none:
        break;
    }
    return otherwise;
}

} // namespace

upstream_connection::upstream_connection(stream_socket socket, heartbeat& beat)
    : io{std::move(socket)}, guard{beat, io.socket()}
{}

upstream_pool::upstream_pool(asio::io_context& context, heartbeat& beat)
    : context_{context}, beat_{beat}, names_{context, beat}, sweeper_{context}
{}

connection_ptr upstream_pool::take_idle(peer const& to)
{
    auto const stack = idle_.find(to.identity);
    if (stack == idle_.end()) return nullptr;
    while (auto taken = stack->second.take(steady::now())) {
        if (!stands((*taken)->io)) continue;
        (*taken)->reused = true;
        return std::move(*taken);
    }
    return nullptr;
}

asio::awaitable<upstream_pool::dialled> upstream_pool::dial(peer const& to, config::timeouts const& patience,
                                                            steady::time_point latest, int follow)
{
    dialled result;
    auto const deadline = std::min(steady::now() + patience.connect, latest);
    auto names = co_await names_.resolve(to.host, to.port, deadline, follow);
    result.failure = std::move(names.failure);
    if (!result.failure) result.failure = forbid_metadata(names.endpoints, to.host);
    if (result.failure) co_return result;

    auto connection = std::make_unique<upstream_connection>(stream_socket{context_}, beat_);
    connection->guard.follow(follow);
    auto failed = co_await connect(*connection, to, std::move(names.endpoints), deadline);
    if (!failed && to.trust) {
        auto untrusted = co_await handshake(*connection, to, std::min(steady::now() + patience.tls, latest));
        failed = std::move(untrusted);
    }
    connection->guard.disarm();
    if (!failed) result.connection = std::move(connection);
    result.failure = std::move(failed);
    co_return result;
}

/// Otherwise anyone who controls a DNS name could make the gateway fetch its machine's credentials.
failure upstream_pool::forbid_metadata(std::vector<tcp::endpoint>& where, std::string const& host) const
{
    if (metadata_allowed_) return {};
    std::erase_if(where, [](tcp::endpoint const& each) {
        return config::is_metadata_address(bytes_of(each.address()));
    });
    if (!where.empty()) return {};
    return {upstream_error::connect_failed,
            "'" + host +
                "' resolves to a link-local address or a cloud's metadata service, which "
                "gateway.allow_metadata_hosts does not allow"};
}

asio::awaitable<failure> upstream_pool::connect(upstream_connection& with, peer const& to,
                                                std::vector<tcp::endpoint> where, steady::time_point deadline)
{
    auto& socket = with.io.socket();
    error_code error = asio::error::host_not_found;
    auto left = where.size();
    for (; left > 0; --left) {
        // Each address gets an equal share of the remaining time, so that a dead one does not use up the time
        // of the others.
        auto const now = steady::now();
        with.guard.expire_at(left == 1 ? deadline : now + (deadline - now) / static_cast<int>(left));
        error_code ignored;
        socket.close(ignored);
        any_endpoint const endpoint{where[where.size() - left]};
        auto token = into(error);
        co_await socket.async_connect(endpoint, token);
        if (with.guard.lapsed() == lapse::peer_gone || (!error && with.guard.lapsed() == lapse::none)) break;
    }
    bool const connected = !error && with.guard.lapsed() == lapse::none;
    if (connected && left < where.size()) names_.prefer(to.host, to.port, where[where.size() - left]);
    if (!error) socket.set_option(tcp::no_delay(true), error);
    if (!error && with.guard.lapsed() == lapse::none) co_return failure{};
    co_return lapse_or(with.guard, "connecting took longer than timeouts.connect",
                       failure{upstream_error::connect_failed, error.message()});
}

asio::awaitable<failure> upstream_pool::handshake(upstream_connection& with, peer const& to,
                                                  steady::time_point deadline)
{
    with.guard.expire_at(deadline);
    auto& tls = with.io.start_tls(*to.trust);
    auto error = expect_host(tls, to.host);
    if (!error) {
        auto token = into(error);
        co_await tls.async_handshake(asio::ssl::stream_base::client, token);
    }
    if (!error && with.guard.lapsed() == lapse::none) co_return failure{};
    auto reason = refusal_of_certificate(tls);
    if (reason.empty()) reason = error.message();
    co_return lapse_or(with.guard, "the TLS handshake took longer than timeouts.tls",
                       failure{upstream_error::tls_failed, std::move(reason)});
}

void upstream_pool::put_back(peer const& to, connection_ptr connection)
{
    if (stopped_) return;
    connection->guard.follow(-1);
    idle_[to.identity].put(std::move(connection), steady::now());
    sweep_later();
}

void upstream_pool::stop()
{
    stopped_ = true;
    idle_.clear();
    sweeper_.cancel();
}

/// Without traffic, nothing else closes connections that have been idle for too long.
void upstream_pool::sweep_later()
{
    if (sweeping_) return;
    sweeping_ = true;
    sweeper_.expires_after(sweep_interval);
    sweeper_.async_wait([this](error_code const& error) {
        sweeping_ = false;
        if (error) return;
        auto const now = steady::now();
        std::size_t left = 0;
        for (auto& [identity, stack] : idle_) {
            stack.drop_expired(now);
            left += stack.size();
        }
        if (left > 0) sweep_later();
    });
}

} // namespace wayfinder::net
