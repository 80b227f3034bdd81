#include "app/application.hpp"

#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace wayfinder::app {
namespace {

using namespace std::chrono_literals;

// For the upstream calls of answers that were cut: they end within a heartbeat.
constexpr auto after_cut = 2s;
constexpr auto poll_interval = 10ms;

std::string address_of(net::tcp::endpoint const& where)
{
    auto const host = where.address().to_string();
    auto const shown = where.address().is_v6() ? "[" + host + "]" : host;
    return "http://" + shown + ":" + std::to_string(where.port());
}

} // namespace

application::application(listen_options options, configuration_source source, telemetry::log& log)
    : options_{std::move(options)}, source_{std::move(source)}, log_{log}
{}

void application::adopt(config::load_result const& loaded)
{
    plan_ = std::make_shared<gateway::deployment const>(loaded.config, source_.env);
    auto const& settings = plan_->config().gateway;
    if (shared_)
        shared_->adopt(settings);
    else
        shared_.emplace(settings);
    for (auto const& each : workers_) each->adopt(plan_);
    announce();
    for (auto const& notice : loaded.notices) log_.warning(notice.to_string());
}

void application::run()
{
    std::signal(SIGPIPE, SIG_IGN); // a lost client is an error code, not the end
    net::asio::io_context context{1};
    net::asio::signal_set signals{context, SIGINT, SIGTERM, SIGHUP};
    if (auto const mended = control::feedback_log::repair(plan_->config().gateway.feedback.file);
        !mended.empty())
        log_.warning(mended);
    start_workers();

    int received = 0;
    do {
        signals.async_wait([&](auto, int signal) { received = signal; });
        context.run();
        context.restart();
        if (received == SIGHUP) reload();
    } while (received == SIGHUP);

    // From here on a signal is not asked twice; SIGHUP stays with the set, where nobody looks any more.
    for (int const signal : {SIGINT, SIGTERM}) {
        signals.remove(signal);
        std::signal(signal, [](int) { std::_Exit(EXIT_FAILURE); });
    }
    drain();
}

void application::announce() const
{
    auto const& file = plan_->config().file;
    log_.info("wayfinder-router " WAYFINDER_VERSION ", " +
              (file.empty() ? std::string{"no wayfinder-router.toml found, defaults hold"}
                            : "configuration " + file.string()));
    for (auto const& target : plan_->targets())
        if (target.key_missing)
            log_.warning("model " + target.settings->name + ": " + *target.settings->api_key_env +
                         " is not set; requests go upstream without a key");
    if (plan_->targets().empty() && !options_.dry_run)
        log_.warning("no [gateway.models] are configured: every request will be refused");
}

void application::start_workers()
{
    auto where = net::tcp::endpoint{};
    try {
        where = net::choose_endpoint(options_.host, options_.port);
        auto const count =
            options_.workers > 0 ? options_.workers : std::max(1U, std::thread::hardware_concurrency());
        for (unsigned i = 0; i < count; ++i)
            workers_.push_back(
                std::make_unique<worker>(worker_settings{where, plan_, draining_, log_, *shared_, options_.dry_run}));
    } catch (boost::system::system_error const& error) {
        throw std::runtime_error{"cannot listen on " + options_.host + ":" + std::to_string(options_.port) +
                                 ": " + error.code().message()};
    }
    for (auto const& each : workers_) each->start();
    log_.info("listening on " + address_of(where) + " with " + std::to_string(workers_.size()) + " workers");
}

/// All or nothing: what cannot be used changes nothing.
void application::reload()
{
    try {
        auto const loaded = source_.load();
        for (auto const& error : loaded.errors) log_.error(error.to_string());
        if (loaded.config)
            adopt(loaded);
        else
            log_.error("the configuration was not reloaded; the former one stays in force");
    } catch (std::exception const& error) {
        log_.error(std::string{"the configuration was not reloaded: "} + error.what());
    }
}

void application::drain()
{
    auto const patience = plan_->config().gateway.drain_timeout;
    draining_ = true;
    for (auto const& each : workers_) each->drain();
    log_.info("draining: " + std::to_string(answering()) + " answers under way");
    if (!answers_finished_within(patience))
        log_.warning("drain_timeout is over: cutting " + std::to_string(answering()) + " answers");
    end_workers();
    log_.info("stopped");
}

std::size_t application::answering() const
{
    std::size_t sum = 0;
    for (auto const& each : workers_) sum += each->answering();
    return sum;
}

bool application::answers_finished_within(std::chrono::milliseconds patience) const
{
    auto const draining = [](auto const& each) { return each->draining(); };
    auto const deadline = std::chrono::steady_clock::now() + patience;
    while (answering() > 0 || !std::all_of(workers_.begin(), workers_.end(), draining)) {
        if (std::chrono::steady_clock::now() >= deadline) return false;
        std::this_thread::sleep_for(poll_interval);
    }
    return true;
}

void application::end_workers()
{
    for (auto const& each : workers_) each->stop_listening();
    answers_finished_within(after_cut);
    for (auto const& each : workers_) each->stop();
    for (auto const& each : workers_) {
        if (each->ended_within(after_cut)) continue;
        // Past the log, whose writer thread would not get to it any more.
        std::fputs("a worker is still busy, perhaps with a name lookup; leaving it\n", stderr);
        std::_Exit(EXIT_SUCCESS);
    }
    shared_.reset(); // its threads hand over to the workers, which are there still
    workers_.clear();
}

} // namespace wayfinder::app
