// The daemon: builds the object graph, waits for signals, shuts down.
#pragma once

#include "app/handover/predecessor.hpp"
#include "app/handover/successor.hpp"
#include "app/listener_set.hpp"
#include "app/process/service_manager.hpp"
#include "app/process/spare_memory.hpp"
#include "app/quantile_keeper.hpp"
#include "app/reloader.hpp"
#include "app/worker.hpp"
#include "gateway/observability/control_metrics.hpp"
#include "telemetry/journal.hpp"

#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wayfinder::app {

struct listen_options {
    std::vector<std::string> addresses{}; ///< replace gateway.listen if there are any
    unsigned workers{};                   ///< 0: one per processor
    bool dry_run{};
    std::filesystem::path pid_file{};                  ///< empty: none
    std::optional<config::access_format> access_log{}; ///< replaces gateway.access_log.format
};

class application {
public:
    application(listen_options options, configuration_source source, inheritance inherited,
                telemetry::journal& journal);

    /// Serves what was loaded, and later what the source provides, until SIGTERM or SIGINT; then drains. A
    /// second signal ends the process at once. SIGUSR1 reopens log files. SIGUSR2 starts a successor; once
    /// that accepts connections, this process finishes its requests. Throws std::runtime_error if a key or
    /// certificate file cannot be used or the address cannot be listened on.
    void run(config::load_result loaded);

private:
    void run_control();
    void end();
    void await_signal(net::asio::signal_set& signals, reloader& reloads);
    void reopen_logs();
    void sweep_regularly(net::asio::steady_timer& timer);
    void save_quantiles();
    void forget_what_has_expired();
    void trim();
    void adopt(gateway::live_config now);
    void adopt_logs(gateway::runtime_config const& runtime);
    void open_shared(config::gateway const& settings);
    void start_workers();
    [[nodiscard]] listener_options wished_sockets() const;
    void announce() const;
    void join_succession();
    void lose_predecessor(bool dismissed);
    void begin_handover();
    void finish_handover(std::string const& problem);
    void retire();
    void drain();
    [[nodiscard]] std::size_t answering() const;
    [[nodiscard]] std::size_t open() const;
    [[nodiscard]] bool all_draining() const; ///< or about to: nothing more is accepted
    bool answers_finished_within(std::chrono::milliseconds patience) const;
    void end_workers();

    net::asio::io_context control_{1}; ///< of the thread that calls run()
    listen_options options_;
    configuration_source source_;
    inheritance inherited_;
    telemetry::journal& journal_;
    telemetry::log log_;
    std::string program_; ///< the executable that a successor is started from
    net::load work_;
    spare_memory spare_{work_};
    net::connection_limiter limiter_;
    telemetry::metrics metrics_;
    gateway::control_metrics* state_metrics_; ///< owned by metrics_
    gateway::live_config live_;
    config::gateway at_start_;
    quantile_keeper quantiles_;
    unsigned sweeps_{};
    bool ending_{};
    bool serving_{};   ///< this process has begun to accept connections
    bool succeeded_{}; ///< another process accepts connections now
    bool dismissed_{}; ///< by the predecessor, which reports to the service manager itself
    std::atomic<bool> draining_{false};
    std::optional<gateway::control_plane> shared_; ///< set with the first configuration
    std::optional<listener_set> listeners_;        ///< likewise
    std::optional<pid_file> pid_file_;
    std::optional<successor> successor_;
    std::optional<predecessor> predecessor_;
    std::vector<std::unique_ptr<worker>> workers_;
};

} // namespace wayfinder::app
