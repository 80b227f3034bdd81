#include "app/application.hpp"

#include "app/descriptor_limit.hpp"
#include "gateway/traffic_metrics.hpp"

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
constexpr auto sweep_interval = 1s;

std::string address_of(net::tcp::endpoint const& where)
{
    auto const host = where.address().to_string();
    auto const shown = where.address().is_v6() ? "[" + host + "]" : host;
    return "http://" + shown + ":" + std::to_string(where.port());
}

/// Of a `host:port` that the configuration has been checked for.
net::tcp::endpoint admin_endpoint(std::string const& address)
{
    auto const colon = address.rfind(':');
    auto host = address.substr(0, colon);
    if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
    try {
        return net::choose_endpoint(host, static_cast<std::uint16_t>(std::stoul(address.substr(colon + 1))));
    } catch (boost::system::system_error const& error) {
        throw std::runtime_error{"cannot listen on " + address +
                                 " (gateway.admin.listen): " + error.code().message()};
    }
}

} // namespace

application::application(listen_options options, configuration_source source, telemetry::log& log)
    : options_{std::move(options)}, source_{std::move(source)}, log_{log}, door_{raise_descriptor_limit()}
{
    metrics_.add(std::make_unique<gateway::traffic_metrics>(work_, door_));
    auto state = std::make_unique<gateway::control_metrics>();
    state_metrics_ = state.get();
    metrics_.add(std::move(state));
}

void application::run(config::load_result loaded)
{
    std::signal(SIGPIPE, SIG_IGN); // a lost client is an error code, not the end
    std::signal(SIGXFSZ, SIG_IGN); // so is a file that may not grow
    std::signal(SIGCHLD, SIG_DFL); // inherited as ignored, it would hide how commands end
    net::asio::io_context context{1};
    net::asio::signal_set signals{context, SIGINT, SIGTERM, SIGHUP};
    {
        auto const publish = [this](gateway::standing const& now) { adopt(now); };
        reloader reloads{context, source_, metrics_, log_, publish};
        await_signal(signals, reloads);
        net::asio::steady_timer sweeping{context};
        sweep_cache(sweeping);
        reloads.begin(std::move(loaded));
        while (!ending_) context.run_one();
    }
    // From here on a signal is not asked twice; SIGHUP stays with the set, where nobody looks any more.
    for (int const signal : {SIGINT, SIGTERM}) {
        signals.remove(signal);
        std::signal(signal, [](int) { std::_Exit(EXIT_FAILURE); });
    }
    drain();
}

void application::await_signal(net::asio::signal_set& signals, reloader& reloads)
{
    signals.async_wait([&](net::error_code const& error, int signal) {
        if (error) return;
        await_signal(signals, reloads);
        if (signal == SIGHUP)
            reloads.reload();
        else
            ending_ = true;
    });
}

/// What has expired takes no memory, also while nobody asks.
void application::sweep_cache(net::asio::steady_timer& timer)
{
    timer.expires_after(sweep_interval);
    timer.async_wait([&](net::error_code const& error) {
        if (error) return;
        if (shared_) shared_->cache.sweep(control::response_cache::clock::now());
        sweep_cache(timer);
    });
}

void application::adopt(gateway::standing const& now)
{
    bool const first = workers_.empty();
    bool const changed = now.plan != standing_.plan;
    auto callers = standing_.callers;
    auto fleet = standing_.fleet;
    standing_ = now;
    if (changed && now.plan->targets().empty() && !options_.dry_run)
        log_.warning("no [gateway.models] are configured: every request will be refused");
    if (first) open_shared(now.plan->config().gateway);
    if (changed && !first) warn_of_restart(now.plan->config().gateway);
    if (changed) {
        shared_->adopt(now.plan->config().gateway);
        callers = std::make_shared<gateway::tenancy const>(now.plan, shared_->accounts, shared_->metrics);
        fleet = std::make_shared<gateway::fleet const>(now.plan, shared_->endpoints);
        state_metrics_->adopt(*shared_, callers, now.plan, fleet);
    }
    standing_.callers = std::move(callers);
    standing_.fleet = std::move(fleet);
    if (first) return start_workers();
    for (auto const& each : workers_) each->adopt(standing_);
}

/// Some settings are those of the start for as long as the process lives.
void application::warn_of_restart(config::gateway const& wanted)
{
    auto const check = [&](bool changed, char const* key) {
        if (changed) log_.warning(std::string{key} + " takes effect at the next start");
    };
    check(wanted.ledger.file != at_start_.ledger.file, "gateway.ledger.file");
    check(wanted.time_zone != at_start_.time_zone, "gateway.time_zone, for the days of the ledger,");
    check(wanted.admin.listen != at_start_.admin.listen, "gateway.admin.listen");
}

/// What the workers share, from the first configuration on.
void application::open_shared(config::gateway const& settings)
{
    at_start_ = settings;
    if (auto const mended = control::feedback_log::repair(settings.feedback.file); !mended.empty())
        log_.warning(mended);
    auto savings = source_.env("WAYFINDER_ROUTER_SAVINGS_FILE").value_or("wayfinder-savings.json");
    shared_.emplace(settings, std::move(savings), metrics_, log_);
}

void application::start_workers()
{
    auto where = net::tcp::endpoint{};
    auto admin = std::optional<net::tcp::endpoint>{};
    auto const& admin_address = standing_.plan->config().gateway.admin.listen;
    try {
        where = net::choose_endpoint(options_.host, options_.port);
        if (!admin_address.empty()) admin = admin_endpoint(admin_address);
        auto const count =
            options_.workers > 0 ? options_.workers : std::max(1U, std::thread::hardware_concurrency());
        for (unsigned i = 0; i < count; ++i) {
            workers_.push_back(std::make_unique<worker>(
                worker_settings{where, i == 0 ? admin : std::nullopt, standing_, draining_, log_, *shared_,
                                metrics_, work_, door_, options_.dry_run, i == 0 && !options_.dry_run}));
        }
    } catch (boost::system::system_error const& error) {
        throw std::runtime_error{"cannot listen on " + options_.host + ":" + std::to_string(options_.port) +
                                 ": " + error.code().message()};
    }
    for (auto const& each : workers_) each->start();
    log_.info("listening on " + address_of(where) + " with " + std::to_string(workers_.size()) + " workers");
    if (admin) log_.info("operators are served on " + address_of(*admin));
}

void application::drain()
{
    if (workers_.empty()) return; // ended before anything was in force
    auto const patience = standing_.plan->config().gateway.drain_timeout;
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
    workers_.clear(); // what they were still at is booked as it goes
    state_metrics_->forget();
    shared_.reset();
}

} // namespace wayfinder::app
