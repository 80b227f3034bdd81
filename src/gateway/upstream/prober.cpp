#include "gateway/upstream/prober.hpp"

#include "delivery/verdict.hpp"
#include "net/client/exchange.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;

// An endpoint that takes longer to answer a probe is unhealthy.
constexpr std::chrono::seconds longest_probe{5};

} // namespace

prober::prober(services provided, live_config now)
    : services_{provided}, now_{std::move(now)}, pause_{provided.context}
{}

void prober::start()
{
    asio::co_spawn(services_.context, probe_all(), asio::detached);
}

void prober::stop()
{
    stopped_ = true;
    pause_.cancel();
}

asio::awaitable<void> prober::probe_all()
{
    while (!stopped_) {
        ask_all();
        pause_.expires_after(now_.runtime->config().gateway.breaker.probe_interval);
        net::error_code woken;
        auto token = net::into(woken);
        co_await pause_.async_wait(token);
    }
}

/// Holds the configuration no longer than necessary: it keeps the keys of a replaced configuration alive.
void prober::ask_all()
{
    for (std::size_t model = 0; model < now_.runtime->targets().size(); ++model)
        for (auto const& at : now_.fleet->of(model))
            if (!at.where->probe_request.empty()) begin(now_.runtime, model, at);
}

void prober::begin(std::shared_ptr<runtime_config const> const& runtime, std::size_t model,
                   model_endpoint const& at)
{
    asio::co_spawn(services_.context, ask(runtime, model, at), asio::detached);
}

asio::awaitable<void> prober::ask(std::shared_ptr<runtime_config const> runtime, std::size_t model,
                                  model_endpoint at)
{
    auto const& rules = runtime->config().gateway.breaker;
    auto leave = at.health->admit(rules, net::steady::now());
    if (!leave) co_return;
    auto const& settings = *runtime->targets()[model].settings;
    auto const patience = std::min<net::steady::duration>(rules.probe_interval, longest_probe);
    net::upstream_call const call{at.where->peer, settings.timeouts, -1, net::steady::now() + patience,
                                  "the probe's timeout"};
    net::exchange exchange{services_.upstreams, call};
    std::vector<std::string_view> request{at.where->probe_request.view()};
    auto failed = co_await exchange.start(std::move(request));
    // An endpoint that refuses to list its models may still serve them.
    bool const well = !failed && exchange.head().status < 500;
    if (!well)
        leave->record(delivery::health::bad, rules, net::steady::now());
    else if (leave->is_probe())
        leave->begin(rules, net::steady::now());
    while (!failed) { // to its end, so that the connection can be reused
        auto const piece = co_await exchange.next_piece();
        failed = piece.failure;
        if (piece.end) break;
    }
}

} // namespace wayfinder::gateway
