#include "net/client/name_cache.hpp"

#include "net/handoff.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/thread_pool.hpp>

#include <algorithm>

namespace wayfinder::net {
namespace {

// getaddrinfo does not report a record's time to live.
constexpr std::chrono::seconds fresh_for{30};
constexpr std::chrono::seconds failure_stands_for{1};
constexpr std::size_t lookups_at_once = 4;

/// For getaddrinfo, which cannot be interrupted: never destroyed, since that would wait for it.
asio::thread_pool& lookup_threads()
{
    static auto* const threads = new asio::thread_pool{lookups_at_once};
    return *threads;
}

struct lookup {
    error_code error;
    tcp::resolver::results_type found;
};

} // namespace

name_cache::name_cache(asio::io_context& context, heartbeat& beat) : context_{context}, beat_{beat}
{
    lookup_threads(); // a failure to start them in the event loop would end the process
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
    handoff<lookup> done{context};
    asio::post(lookup_threads(), [host = std::move(host), port = std::move(port), give = done.giver()] {
        lookup made;
        tcp::resolver resolver{lookup_threads()};
        made.found = resolver.resolve(host, port, tcp::resolver::address_configured, made.error);
        give(std::move(made));
    });
    auto const made = co_await done.wait();
    if (made.error) {
        found->complaint = made.error.message(); // the last good answer, if any, remains in use
        found->fresh_until = steady::now() + failure_stands_for;
    } else {
        found->endpoints.assign(made.found.begin(), made.found.end());
        if (found->preferred) found->put_first(*found->preferred);
        found->fresh_until = steady::now() + fresh_for;
    }
    found->looking = false;
    found->settled.cancel();
}

void name_cache::prefer(std::string const& host, std::string const& port, tcp::endpoint const& address)
{
    auto const slot = entries_.find(host + ":" + port);
    if (slot == entries_.end()) return;
    slot->second->preferred = address;
    slot->second->put_first(address);
}

void name_cache::entry::put_first(tcp::endpoint const& address)
{
    auto const at = std::find(endpoints.begin(), endpoints.end(), address);
    if (at != endpoints.end()) std::rotate(endpoints.begin(), at, at + 1);
}

} // namespace wayfinder::net
