#include "net/client/name_cache.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/address.hpp>

namespace wayfinder::net {
namespace {

// getaddrinfo does not report a record's time to live.
constexpr std::chrono::seconds fresh_for{30};
constexpr std::chrono::seconds failure_stands_for{1};

} // namespace

name_cache::name_cache(asio::io_context& context, heartbeat& beat) : context_{context}, beat_{beat}
{
    // Asio starts its resolver thread on the first lookup; if that failed in the event loop, it would end the
    // process. So the first lookup happens here.
    tcp::resolver first{context};
    first.async_resolve("127.0.0.1", "0", tcp::resolver::numeric_host | tcp::resolver::numeric_service,
                        [](error_code const&, tcp::resolver::results_type const&) {});
}

asio::awaitable<name_cache::answer> name_cache::resolve(std::string host, std::string port,
                                                        steady::time_point deadline, int follow)
{
    answer result;
    error_code not_literal;
    auto const address = asio::ip::make_address(host, not_literal);
    if (!not_literal) {
        result.endpoints.emplace_back(address, static_cast<std::uint16_t>(std::stoi(port)));
        co_return result;
    }

    auto& slot = entries_[host + ":" + port];
    if (!slot) slot = std::make_shared<entry>(context_);
    auto const found = slot; // the map may grow during the wait
    if (!found->looking && steady::now() >= found->fresh_until) look_up(host, port, found);

    watch_on<asio::steady_timer> guard{beat_, found->settled};
    guard.follow(follow);
    guard.expire_at(deadline);
    while (found->looking && found->endpoints.empty() && guard.lapsed() == lapse::none) {
        error_code woken;
        auto token = into(woken);
        co_await found->settled.async_wait(token);
    }
    guard.disarm();

    result.endpoints = found->endpoints;
    if (!result.endpoints.empty()) co_return result;
    if (guard.lapsed() == lapse::deadline)
        result.failure = {upstream_error::timed_out, "looking up '" + host + "' took too long"};
    else if (guard.lapsed() == lapse::peer_gone)
        result.failure = {upstream_error::client_gone, ""};
    else
        result.failure = {upstream_error::name_not_found,
                          "cannot resolve '" + host + "': " + found->complaint};
    co_return result;
}

void name_cache::look_up(std::string const& host, std::string const& port,
                         std::shared_ptr<entry> const& found)
{
    found->looking = true;
    found->settled.expires_at(steady::time_point::max());
    asio::co_spawn(context_, run_lookup(context_, host, port, found), asio::detached);
}

asio::awaitable<void> name_cache::run_lookup(asio::io_context& context, std::string host, std::string port,
                                             std::shared_ptr<entry> found)
{
    tcp::resolver resolver{context};
    error_code error;
    auto token = into(error);
    auto const results =
        co_await resolver.async_resolve(host, port, tcp::resolver::address_configured, token);
    if (error) {
        found->complaint = error.message(); // the last good answer, if any, remains in use
        found->fresh_until = steady::now() + failure_stands_for;
    } else {
        found->endpoints.assign(results.begin(), results.end());
        found->fresh_until = steady::now() + fresh_for;
    }
    found->looking = false;
    found->settled.cancel();
}

} // namespace wayfinder::net
