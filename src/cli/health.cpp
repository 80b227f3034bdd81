#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "config/base_url.hpp"
#include "net/exchange.hpp"
#include "net/heartbeat.hpp"
#include "net/tls.hpp"
#include "net/upstream_pool.hpp"

#include <boost/asio/co_spawn.hpp>

#include <exception>
#include <iostream>
#include <stdexcept>

namespace wayfinder::cli {
namespace {

namespace asio = net::asio;

/// The status of the answer to one GET.
class visit {
public:
    visit(config::base_url where, health_options const& options)
        : patience_{std::chrono::seconds{options.timeout}}, url_{std::move(where)}
    {
        if (url_.tls) trust_ = net::make_client_trust(options.ca_file);
    }

    /// Throws std::runtime_error when there is no answer.
    unsigned status_of(std::string const& page)
    {
        net::failure failed;
        unsigned status{};
        auto const done = [&](std::exception_ptr const& bug) {
            pool_.stop();
            beat_.stop();
            if (bug) std::rethrow_exception(bug);
        };
        asio::co_spawn(context_, ask(page, failed, status), done);
        context_.run();
        if (failed)
            throw std::runtime_error{"nobody answers at " + url_.host + ":" + url_.port + ": " +
                                     failed.detail};
        return status;
    }

private:
    asio::awaitable<void> ask(std::string page, net::failure& failed, unsigned& status)
    {
        auto const request = "GET " + url_.path + page + " HTTP/1.1\r\nHost: " + url_.authority() +
                             "\r\nConnection: close\r\n\r\n";
        net::peer const to{url_.host, url_.port, trust_, "health"};
        config::timeouts const each{patience_, patience_, patience_, patience_, patience_};
        net::exchange asking{pool_, {to, each, -1, net::steady::now() + patience_, "--timeout"}};
        std::vector<std::string_view> const parts{request};
        auto begun = co_await asking.start(parts);
        failed = std::move(begun);
        if (!failed) status = asking.head().result_int();
    }

    // Sockets and timers go before the context that they belong to.
    asio::io_context context_{1};
    net::heartbeat beat_{context_};
    net::upstream_pool pool_{context_, beat_};
    std::chrono::milliseconds patience_;
    config::base_url url_;
    std::shared_ptr<asio::ssl::context> trust_;
};

} // namespace

int health(health_options const& options)
{
    auto const where = config::parse_base_url(options.url);
    if (!where) return usage; // the command line has been checked for it
    auto const status = visit{*where, options}.status_of("/readyz");
    if (status == 200) {
        std::cout << "ready\n";
        return ok;
    }
    std::cerr << program << ": " << options.url << " is not ready: it answers " << status << '\n';
    return failed;
}

} // namespace wayfinder::cli
