#include "app/web_call.hpp"

#include "config/values/base_url.hpp"
#include "net/client/exchange.hpp"
#include "net/tls.hpp"

#include <boost/asio/co_spawn.hpp>

#include <exception>

namespace wayfinder::app {
namespace {

namespace asio = net::asio;

constexpr std::size_t most_body = 8U << 20U;
constexpr std::chrono::milliseconds progress_interval{100};

/// Shared by the calls, and outlives them.
struct switchboard {
    explicit switchboard(std::chrono::milliseconds each)
        : patience{each, each, each, each, each}, latest{net::steady::now() + each}
    {}

    asio::io_context context{1};
    net::heartbeat beat{context};
    net::upstream_pool connections{context, beat};
    config::timeouts patience;
    net::steady::time_point latest;
};

asio::awaitable<void> read_body(net::answer& from, web_reply& into)
{
    for (bool ended = false; !ended;) {
        auto const piece = co_await from.next_piece();
        if (piece.failure) into.failure = piece.failure;
        into.body.append(piece.bytes.substr(0, most_body - into.body.size()));
        ended = piece.end || piece.failure || into.body.size() == most_body;
    }
}

asio::awaitable<web_reply> call(switchboard& by, web_request const& what)
{
    web_reply reply;
    auto const began = net::steady::now();
    net::upstream_call const terms{what.to, by.patience, -1, by.latest, "the timeout of this call"};
    net::exchange exchange{by.connections, terms};
    std::vector<std::string_view> request{what.text.view()};
    auto failed = co_await exchange.start(std::move(request));
    reply.failure = std::move(failed);
    reply.took = std::chrono::duration_cast<std::chrono::milliseconds>(net::steady::now() - began);
    if (reply.failure) co_return reply;
    reply.status = exchange.head().status;
    reply.date = exchange.head()["Date"];
    co_await read_body(exchange, reply);
    co_return reply;
}

} // namespace

std::vector<web_reply> call_all(std::vector<web_request> const& requests, std::chrono::milliseconds patience,
                                bool metadata_allowed, progress_listener const& on_progress)
{
    switchboard shared{patience};
    shared.connections.allow_metadata_hosts(metadata_allowed);
    std::vector<web_reply> replies(requests.size());
    auto missing = requests.size();
    for (std::size_t i = 0; i < requests.size(); ++i)
        asio::co_spawn(shared.context, call(shared, requests[i]),
                       [&, i](std::exception_ptr const& bug, web_reply reply) {
                           --missing;
                           if (bug) std::rethrow_exception(bug);
                           replies[i] = std::move(reply);
                       });
    while (missing > 0) {
        shared.context.run_one_for(progress_interval);
        tell(on_progress, replies.size() - missing, replies.size());
    }
    shared.connections.stop();
    shared.beat.stop();
    return replies;
}

std::optional<web_request> get_of(std::string_view address, std::string_view path, std::string_view token)
{
    auto const url = config::parse_base_url(address);
    if (!url) return std::nullopt;
    web_request made;
    auto const trust = url->tls ? net::make_client_trust(std::nullopt) : nullptr;
    made.to = {url->host, url->port, trust, std::string{address}};
    made.text.append("GET " + url->path + std::string{path} + " HTTP/1.1\r\nHost: " + url->authority() +
                     "\r\nUser-Agent: wayfinder-router/" WAYFINDER_VERSION "\r\n");
    if (!token.empty()) {
        made.text.append("Authorization: Bearer ");
        made.text.append(token);
        made.text.append("\r\n");
    }
    made.text.append("\r\n");
    return made;
}

} // namespace wayfinder::app
