#include "app/application.hpp"

#include "app/exposure.hpp"
#include "app/journal_settings.hpp"
#include "app/process/core_dumps.hpp"
#include "app/process/descriptor_limit.hpp"
#include "app/process/heap.hpp"
#include "app/process/last_signals.hpp"
#include "app/process/loaded_code.hpp"
#include "app/restart_settings.hpp"
#include "gateway/observability/traffic_metrics.hpp"
#include "telemetry/journal_metrics.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <unistd.h>

namespace wayfinder::app {
namespace {

using namespace std::chrono_literals;

// Time for the closing messages of answers that have run out of time.
constexpr auto last_words = 1s;
// Time for the upstream calls of cut answers: they end within a heartbeat.
constexpr auto after_cut = 2s;
constexpr auto poll_interval = 10ms;
constexpr auto sweep_interval = 1s;
// How often score distributions are saved, in sweeps; a sudden end loses what came since.
constexpr unsigned save_interval = 10;
// How long an idle connection stays open for one more request after a successor has begun to accept.
constexpr auto farewell = 5s;

} // namespace

application::application(listen_options options, configuration_source source, inheritance inherited,
                         telemetry::journal& journal)
    : options_{std::move(options)},
      source_{std::move(source)},
      inherited_{std::move(inherited)},
      journal_{journal},
      log_{journal, telemetry::log_module::app},
      program_{program_file()},
      limiter_{raise_descriptor_limit()},
      quantiles_{log_, !options_.dry_run}
{
    metrics_.add(std::make_unique<telemetry::journal_metrics>(journal_));
    metrics_.add(std::make_unique<gateway::traffic_metrics>(work_, limiter_));
    auto state = std::make_unique<gateway::control_metrics>();
    state_metrics_ = state.get();
    metrics_.add(std::move(state));
}

void application::run(config::load_result loaded)
{
    std::signal(SIGPIPE, SIG_IGN); // a lost client is an error code, not the end of the process
    std::signal(SIGXFSZ, SIG_IGN); // so is a file at its size limit
    std::signal(SIGCHLD, SIG_DFL); // inherited as ignored, it would hide how commands end
    allow_core_dumps(false);       // until the configuration says otherwise
    net::asio::signal_set signals{control_, SIGINT, SIGTERM, SIGHUP};
    signals.add(SIGUSR2);
    signals.add(SIGUSR1);
    {
        auto const publish = [this](gateway::live_config const& now) { adopt(now); };
        reloader reloads{control_, source_, metrics_, log_.of(telemetry::log_module::config), publish};
        await_signal(signals, reloads);
        if (inherited_.predecessor >= 0)
            predecessor_.emplace(control_, inherited_.predecessor,
                                 [this](bool dismissed) { lose_predecessor(dismissed); });
        net::asio::steady_timer sweeping{control_};
        sweep_regularly(sweeping);
        reloads.begin(std::move(loaded));
        run_control();
    }
    if (successor_ && !succeeded_ && !successor_->stop_within())
        log_.warning("the successor did not end when it was asked to, and was killed");
    // Any later signals stay in the set, which is no longer read. After a handover the end has not been
    // requested yet.
    end_when_asked_twice(!succeeded_);
    if (serving_ && !succeeded_ && !dismissed_) notify_manager("STOPPING=1");
    if (succeeded_) retire();
    drain();
}

/// An exception before serving means that the start failed; later it affects one task only, and the gateway
/// continues.
void application::run_control()
{
    while (!ending_) {
        try {
            control_.run_one();
        } catch (std::exception const& error) {
            if (!serving_) throw;
            log_.error(std::string{"unexpected error on the control thread: "} + error.what());
        }
    }
}

void application::end()
{
    if (successor_) successor_->dismiss(); // it has not taken over yet
    ending_ = true;
}

void application::await_signal(net::asio::signal_set& signals, reloader& reloads)
{
    signals.async_wait([&](net::error_code const& error, int signal) {
        if (error) return;
        await_signal(signals, reloads);
        if (signal == SIGHUP)
            reloads.reload();
        else if (signal == SIGUSR2)
            begin_handover();
        else if (signal == SIGUSR1)
            reopen_logs();
        else
            end();
    });
}

/// For logrotate: the next line goes into a new file.
void application::reopen_logs()
{
    if (shared_) shared_->access.reopen();
    log_.info("log files reopened");
}

/// Frees expired entries and unused memory even when there are no requests, and saves score distributions.
void application::sweep_regularly(net::asio::steady_timer& timer)
{
    timer.expires_after(sweep_interval);
    timer.async_wait([&](net::error_code const& error) {
        if (error) return;
        sweep_regularly(timer);
        if (shared_) forget_what_has_expired();
        if (++sweeps_ % save_interval == 0) save_quantiles();
        trim();
    });
}

void application::forget_what_has_expired()
{
    auto const now = std::chrono::steady_clock::now();
    shared_->cache.sweep(now);
    auto const& sessions = live_.runtime->config().sessions;
    shared_->sessions.sweep(now, sessions.enabled ? sessions.ttl : std::chrono::milliseconds{});
}

/// Once there is a successor, it owns the file.
void application::save_quantiles()
{
    if (shared_ && !succeeded_) quantiles_.save(shared_->quantiles);
}

void application::trim()
{
    if (auto const freed = spare_.take(); freed > 0)
        for (auto const& each : workers_) each->return_freed_memory(freed);
}

/// What may fail comes first: what serves requests is replaced as a whole or not at all.
void application::adopt(gateway::live_config now)
{
    bool const first = workers_.empty();
    bool const changed = now.runtime != live_.runtime;
    auto const& settings = now.runtime->config().gateway;
    if (changed && now.runtime->targets().empty() && !options_.dry_run)
        log_.warning("no [gateway.models] are configured: every request will be refused");
    allow_core_dumps(settings.core_dumps);
    if (first) open_shared(settings);
    if (changed && !first)
        for (auto const& each : waiting_for_restart(at_start_, settings, !options_.addresses.empty()))
            log_.warning(each + " takes effect after a restart");
    now.callers = live_.callers;
    now.fleet = live_.fleet;
    if (changed) {
        now.callers = std::make_shared<gateway::tenancy const>(now.runtime, *shared_);
        now.fleet = std::make_shared<gateway::fleet const>(now.runtime, shared_->endpoints);
        adopt_logs(*now.runtime);
        shared_->adopt(settings);
        quantiles_.adopt(now.runtime->config(), shared_->quantiles);
        state_metrics_->adopt(*shared_, now.callers, now.runtime, now.fleet);
    }
    live_ = std::move(now);
    if (first) return start_workers();
    for (auto const& each : workers_) each->adopt(live_);
    if (changed) report_exposure(settings, *listeners_, log_);
}

void application::adopt_logs(gateway::runtime_config const& runtime)
{
    auto const& settings = runtime.config().gateway;
    journal_.adopt(journal_settings_of(settings.log));
    auto access = settings.access_log;
    access.format = options_.access_log.value_or(access.format);
    shared_->access.adopt(access);
    shared_->traces.adopt(runtime.collector());
}

/// The state that workers share, created with the first configuration.
void application::open_shared(config::gateway const& settings)
{
    at_start_ = settings;
    if (auto const mended = control::feedback_log::repair(settings.feedback.file); !mended.empty())
        log_.warning(mended);
    auto savings = source_.env("WAYFINDER_ROUTER_SAVINGS_FILE").value_or("wayfinder-savings.json");
    shared_.emplace(settings, std::move(savings), predecessor_.has_value(), metrics_, log_);
    if (predecessor_ && !predecessor_->lives()) shared_->ledger->keep_alone();
}

listener_options application::wished_sockets() const
{
    auto const& settings = live_.runtime->config().gateway;
    listener_options wish;
    wish.clients = options_.addresses.empty() ? settings.listening.addresses : options_.addresses;
    if (wish.clients.empty()) wish.clients.emplace_back("127.0.0.1:8088");
    wish.admin = settings.admin.listen;
    wish.mode = settings.listening.mode;
    wish.workers =
        options_.workers > 0 ? options_.workers : std::max(1U, std::thread::hardware_concurrency());
    return wish;
}

void application::start_workers()
{
    if (predecessor_ && predecessor_->has_dismissed()) return; // the handler will see the dismissal next
    keep_freed_memory();
    auto const wish = wished_sockets();
    listeners_.emplace(wish, inherited_);
    for (unsigned i = 0; i < wish.workers; ++i)
        workers_.push_back(std::make_unique<worker>(
            worker_settings{listeners_->share(gateway::listener_role::clients, i, wish.workers),
                            listeners_->share(gateway::listener_role::admin, i, wish.workers), live_,
                            draining_, log_.of(telemetry::log_module::gateway), *shared_, metrics_, work_,
                            limiter_, options_.dry_run, i == 0 && !options_.dry_run}));
    // Whatever may fail comes before the first client and before the message to the predecessor.
    for (auto const& each : workers_) each->start();
    pid_file_.emplace(options_.pid_file);
    for (auto const& each : workers_) each->accept();
    serving_ = true;
    report_exposure(live_.runtime->config().gateway, *listeners_, log_);
    announce();
    join_succession();
    release_loaded_code();
}

void application::announce() const
{
    bool const encrypted = live_.terms->identity != nullptr;
    auto const operators = listeners_->shown(gateway::listener_role::admin, encrypted);
    log_.info("listening on " + listeners_->shown(gateway::listener_role::clients, encrypted) + " with " +
              std::to_string(workers_.size()) + " workers");
    if (!operators.empty()) log_.info("serving operators on " + operators);
}

/// Tells the service manager and the predecessor that this process is serving.
void application::join_succession()
{
    notify_manager("READY=1\nMAINPID=" + std::to_string(::getpid()));
    if (predecessor_) predecessor_->tell_ready();
    listeners_->take_over();
    if (!predecessor_ || !predecessor_->lives()) listeners_->remove_unwished();
}

void application::lose_predecessor(bool dismissed)
{
    if (dismissed) {
        if (listeners_) listeners_->give_back();
        dismissed_ = true;
        end();
        return log_.info("the previous process exits, and so does this one");
    }
    if (shared_ && !successor_) shared_->ledger->keep_alone(); // else the next one is about to join
    if (serving_) listeners_->remove_unwished();
    log_.info("the previous process has exited");
}

void application::begin_handover()
{
    if (successor_)
        return log_.warning("a successor is being started already: process " +
                            std::to_string(successor_->pid()));
    if (!serving_) return log_.warning("cannot start a successor now");
    shared_->ledger->share_file();
    save_quantiles(); // the successor starts from them
    log_.info("starting a successor from " + program_);
    try {
        successor_.emplace(control_, program_, *listeners_,
                           [this](std::string const& problem) { finish_handover(problem); });
    } catch (boost::system::system_error const& error) {
        finish_handover(error.code().message());
    }
}

void application::finish_handover(std::string const& problem)
{
    if (problem.empty()) {
        listeners_->hand_over();
        succeeded_ = ending_ = true;
    } else {
        log_.error("no successor took over, this process continues: " + problem);
        successor_.reset();
        pid_file_->reclaim(); // the successor may have taken over before it was dismissed
        notify_manager("READY=1\nMAINPID=" + std::to_string(::getpid()));
        shared_->ledger->keep_alone();
    }
}

/// Every open connection gets one more answer, which announces its end, so that no request meets a closing
/// connection.
void application::retire()
{
    for (auto const& each : workers_) each->retire();
    listeners_.reset(); // an address that the successor does not use refuses clients from now on
    log_.info("the successor accepts connections; " + std::to_string(open()) + " are closing here");
    auto const patience = live_.runtime->config().gateway.drain_timeout;
    auto const until =
        std::chrono::steady_clock::now() + std::min<std::chrono::milliseconds>(farewell, patience);
    while ((open() > 0 || !all_draining()) && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(poll_interval);
}

void application::drain()
{
    if (workers_.empty()) return; // ended before it served
    auto const patience = live_.runtime->config().gateway.drain_timeout;
    draining_ =
        !succeeded_; // clients cannot know that there is another process, and are not told to go elsewhere
    for (auto const& each : workers_) each->drain();
    log_.info("draining: " + std::to_string(answering()) + " answers in flight");
    if (!answers_finished_within(patience)) {
        log_.warning("drain_timeout has expired: aborting " + std::to_string(answering()) + " answers");
        for (auto const& each : workers_) each->interrupt();
        answers_finished_within(last_words);
    }
    save_quantiles();
    end_workers();
    log_.info("stopped");
}

std::size_t application::answering() const
{
    std::size_t sum = 0;
    for (auto const& each : workers_) sum += each->answering();
    return sum;
}

std::size_t application::open() const
{
    std::size_t sum = 0;
    for (auto const& each : workers_) sum += each->open();
    return sum;
}

bool application::all_draining() const
{
    return std::all_of(workers_.begin(), workers_.end(), [](auto const& each) { return each->draining(); });
}

bool application::answers_finished_within(std::chrono::milliseconds patience) const
{
    auto const deadline = std::chrono::steady_clock::now() + patience;
    while (answering() > 0 || !all_draining()) {
        if (std::chrono::steady_clock::now() >= deadline) return false;
        std::this_thread::sleep_for(poll_interval);
    }
    return true;
}

void application::end_workers()
{
    for (auto const& each : workers_) each->stop_listening();
    listeners_.reset();
    answers_finished_within(after_cut);
    for (auto const& each : workers_) each->stop();
    for (auto const& each : workers_) {
        if (each->ended_within(after_cut)) continue;
        // Bypasses the log, whose writer thread would not get to it.
        std::fputs("a worker is still busy, perhaps with a name lookup; abandoning it\n", stderr);
        std::_Exit(EXIT_SUCCESS);
    }
    workers_.clear(); // unfinished answers are booked as their objects are destroyed
    state_metrics_->forget();
    shared_.reset();
}

} // namespace wayfinder::app
