#include "app/worker.hpp"

#include <boost/asio/post.hpp>

namespace wayfinder::app {
namespace {

// Whoever has to find out why the gateway is full gets in all the same.
constexpr std::size_t places_for_operators = 16;

} // namespace

worker::worker(worker_settings settings)
    : sessions_{settings.work, settings.door},
      endpoints_{lent(settings), settings.now, settings.draining, settings.work},
      listener_{context_, settings.where, beat_, endpoints_, sessions_}
{
    if (settings.probes) prober_.emplace(lent(settings), settings.now);
    if (!settings.admin) return;
    admin_endpoints_.emplace(lent(settings), settings.now, settings.draining, settings.work,
                             gateway::entrance::admin);
    admin_listener_.emplace(context_, *settings.admin, beat_, *admin_endpoints_, sessions_,
                            places_for_operators);
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
    listener_.start();
    if (prober_) prober_->start();
    if (admin_listener_) admin_listener_->start();
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
        if (admin_endpoints_) admin_endpoints_->adopt(now);
        if (prober_) prober_->adopt(now);
        endpoints_.adopt(std::move(now));
    });
}

void worker::drain()
{
    net::asio::post(context_, [this] { sessions_.drain(); });
}

void worker::stop_listening()
{
    net::asio::post(context_, [this] {
        listener_.stop();
        if (admin_listener_) admin_listener_->stop();
        sessions_.cut();
    });
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
