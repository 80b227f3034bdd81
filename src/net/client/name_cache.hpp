// Resolves host names off the request path.
#pragma once

#include "net/failure.hpp"
#include "net/heartbeat.hpp"

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace wayfinder::net {

/// Per worker. Known names are answered immediately; a stale answer is still used while a background lookup
/// replaces it. Only the first request for a name waits. Lookups run on a few threads of the process, so that
/// one that hangs holds up no others.
class name_cache {
public:
    /// Throws boost::system::system_error if those threads cannot be started.
    name_cache(asio::io_context& context, heartbeat& beat);

    struct answer {
        std::vector<tcp::endpoint> endpoints;
        net::failure failure;
    };

    /// `follow` is a socket whose hang-up ends the wait, or -1.
    asio::awaitable<answer> resolve(std::string host, std::string port, steady::time_point deadline,
                                    int follow);

    /// Connections to this address succeed and those to the ones before it failed: from now on it is first.
    void prefer(std::string const& host, std::string const& port, tcp::endpoint const& address);

private:
    struct entry {
        explicit entry(asio::io_context& context) : settled{context} {}
        /// Moves it to the front, if it is there.
        void put_first(tcp::endpoint const& address);

        std::vector<tcp::endpoint> endpoints;
        std::optional<tcp::endpoint> preferred;
        std::string complaint; ///< error of the last lookup, if it failed
        steady::time_point fresh_until{};
        bool looking{};
        asio::steady_timer settled; ///< cancelled when a lookup finishes
    };

    void look_up(std::string const& host, std::string const& port, std::shared_ptr<entry> const& found);
    static asio::awaitable<void> run_lookup(asio::io_context& context, std::string host, std::string port,
                                            std::shared_ptr<entry> found);

    asio::io_context& context_;
    heartbeat& beat_;
    std::unordered_map<std::string, std::shared_ptr<entry>> entries_;
};

} // namespace wayfinder::net
