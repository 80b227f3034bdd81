#include "app/worker.hpp"

#include "app/process/heap.hpp"

#include <boost/asio/post.hpp>

namespace wayfinder::app {
namespace {

// Reserved for operators, who must get in to find out why the gateway is full.
constexpr std::size_t places_for_operators = 16;

} // namespace

worker::worker(worker_settings settings)
    : sessions_{settings.work, settings.limiter},
      endpoints_{lent(settings), settings.now, settings.draining, settings.work},
      admin_endpoints_{lent(settings), settings.now, settings.draining, settings.work,
                       gateway::listener_role::admin}
{
    listen(std::move(settings.clients), endpoints_, 0);
    listen(std::move(settings.admin), admin_endpoints_, places_for_operators);
    take(settings.now);
    if (settings.probes) prober_.emplace(lent(settings), settings.now);
}

void worker::listen(std::vector<net::listening_socket> sockets, gateway::http_api& answering,
                    std::size_t spare_places)
{
    for (auto& each : sockets)
        listeners_.push_back(std::make_unique<net::listener>(context_, std::move(each), beat_, answering,
                                                             sessions_, spare_places));
}

/// Applies what the endpoints do not handle.
void worker::take(gateway::live_config const& now)
{
    upstreams_.allow_metadata_hosts(now.runtime->config().gateway.allow_metadata_hosts);
    for (auto const& each : listeners_) each->adopt(now.terms);
}

gateway::services worker::lent(worker_settings const& settings)
{
    return {context_,         beat_,         upstreams_,      settings.log, settings.shared,
            settings.metrics, settings.work, settings.dry_run};
}

worker::~worker()
{
    context_.stop(); // needed only if the start failed half-way; otherwise the loop has ended
    if (thread_.joinable()) thread_.join();
}

void worker::start()
{
    thread_ = std::thread{[this] { run(); }};
}

void worker::run()
{
    for (bool running = true; running;) {
        try {
            context_.run();
            running = false;
        } catch (std::exception const& bug) { // from a callback; the loop and all sessions are unaffected
            endpoints_.report(bug);
        }
    }
    ended_.set_value();
}

void worker::accept()
{
    net::asio::post(context_, [this] {
        for (auto const& each : listeners_) each->start();
        if (prober_) prober_->start();
        idle_.reset();
    });
}

void worker::adopt(gateway::live_config now)
{
    net::asio::post(context_, [this, now = std::move(now)]() mutable {
        take(now);
        admin_endpoints_.adopt(now);
        if (prober_) prober_->adopt(now);
        endpoints_.adopt(std::move(now));
    });
}

void worker::retire()
{
    net::asio::post(context_, [this] {
        stop_accepting();
        // After the connections accepted by now.
        net::asio::post(context_, [this] { sessions_.wind_down(); });
    });
}

void worker::drain()
{
    net::asio::post(context_, [this] { sessions_.drain(); });
}

void worker::interrupt()
{
    net::asio::post(context_, [this] { sessions_.interrupt(); });
}

void worker::stop_listening()
{
    net::asio::post(context_, [this] {
        stop_accepting();
        sessions_.cut();
    });
}

void worker::stop_accepting()
{
    for (auto const& each : listeners_) each->stop();
}

void worker::return_freed_memory(std::size_t freed)
{
    net::asio::post(context_, [freed] { app::return_freed_memory(freed); });
}

void worker::stop()
{
    net::asio::post(context_, [this] {
        if (prober_) prober_->stop();
        upstreams_.stop();
        beat_.stop();
    });
}

bool worker::ended_within(std::chrono::milliseconds patience)
{
    return end_.wait_for(patience) == std::future_status::ready;
}

} // namespace wayfinder::app
