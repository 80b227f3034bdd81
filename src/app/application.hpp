// The daemon: builds the object graph, waits for signals, takes it down again.
#pragma once

#include "app/reloader.hpp"
#include "app/worker.hpp"
#include "gateway/control_metrics.hpp"
#include "telemetry/log.hpp"

#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wayfinder::app {

struct listen_options {
    std::string host{"127.0.0.1"};
    std::uint16_t port{8088};
    unsigned workers{}; ///< 0: one for each processor
    bool dry_run{};
};

class application {
public:
    application(listen_options options, configuration_source source, telemetry::log& log);

    /// Serves what was loaded, and what the source gives later, until SIGTERM or SIGINT; then drains. A
    /// second signal ends the process at once. Throws std::runtime_error when a key or certificate file
    /// cannot be used or the address cannot be listened on.
    void run(config::load_result loaded);

private:
    void await_signal(net::asio::signal_set& signals, reloader& reloads);
    void sweep_cache(net::asio::steady_timer& timer);
    void adopt(gateway::standing const& now);
    void warn_of_restart(config::gateway const& wanted);
    void open_shared(config::gateway const& settings);
    void start_workers();
    void drain();
    [[nodiscard]] std::size_t answering() const;
    bool answers_finished_within(std::chrono::milliseconds patience) const;
    void end_workers();

    listen_options options_;
    configuration_source source_;
    telemetry::log& log_;
    net::load work_;
    net::doorkeeper door_;
    telemetry::metrics metrics_;
    gateway::control_metrics* state_metrics_; ///< among metrics_
    gateway::standing standing_;
    config::gateway at_start_;
    bool ending_{};
    std::atomic<bool> draining_{false};
    std::optional<gateway::control_plane> shared_; ///< from the first configuration on
    std::vector<std::unique_ptr<worker>> workers_;
};

} // namespace wayfinder::app
