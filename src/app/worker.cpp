#include "app/worker.hpp"

#include <boost/asio/post.hpp>

namespace wayfinder::app {

worker::worker(worker_settings settings)
    : endpoints_{lent(settings), settings.now, settings.draining},
      admin_endpoints_{lent(settings), settings.now, settings.draining, gateway::entrance::admin}
{
    listen(std::move(settings.clients), endpoints_);
    listen(std::move(settings.admin), admin_endpoints_);
    take(settings.now);
}

void worker::listen(std::vector<net::listening_socket> sockets, gateway::endpoints& answering)
{
    for (auto& each : sockets)
        listeners_.push_back(
            std::make_unique<net::listener>(context_, std::move(each), beat_, answering, sessions_));
}

/// What does not go by way of the endpoints.
void worker::take(gateway::standing const& now)
{
    upstreams_.allow_metadata_hosts(now.plan->config().gateway.allow_metadata_hosts);
    for (auto const& each : listeners_) each->adopt(now.terms);
}

gateway::services worker::lent(worker_settings const& settings)
{
    return {context_, beat_, upstreams_, settings.log, settings.shared, settings.metrics, settings.dry_run};
}

worker::~worker()
{
    context_.stop(); // of use only when the start failed half-way; otherwise the loop has ended
    if (thread_.joinable()) thread_.join();
}

void worker::start()
{
    for (auto const& each : listeners_) each->start();
    thread_ = std::thread{[this] { run(); }};
}

void worker::run()
{
    for (bool running = true; running;) {
        try {
            context_.run();
            running = false;
        } catch (std::exception const& bug) { // of a callback; the loop and all sessions are as they were
            endpoints_.report(bug);
        }
    }
    ended_.set_value();
}

void worker::adopt(gateway::standing now)
{
    net::asio::post(context_, [this, now = std::move(now)]() mutable {
        take(now);
        admin_endpoints_.adopt(now);
        endpoints_.adopt(std::move(now));
    });
}

void worker::retire()
{
    net::asio::post(context_, [this] {
        stop_accepting();
        sessions_.wind_down();
    });
}

void worker::drain()
{
    net::asio::post(context_, [this] { sessions_.drain(); });
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

void worker::stop()
{
    net::asio::post(context_, [this] {
        upstreams_.stop();
        beat_.stop();
    });
}

bool worker::ended_within(std::chrono::milliseconds patience)
{
    return end_.wait_for(patience) == std::future_status::ready;
}

} // namespace wayfinder::app
