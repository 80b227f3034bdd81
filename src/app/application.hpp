// The daemon: builds the object graph, waits for signals, takes it down again.
#pragma once

#include "app/worker.hpp"
#include "config/load.hpp"
#include "telemetry/log.hpp"

#include <cstdint>
#include <functional>
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

/// Where the configuration comes from: read at start, and again on SIGHUP.
struct configuration_source {
    std::function<config::load_result()> load;
    config::environment env;
};

class application {
public:
    application(listen_options options, configuration_source source, telemetry::log& log);

    /// Takes in what was loaded. Throws std::runtime_error when a key or certificate file cannot be used.
    void adopt(config::load_result const& loaded);

    /// Serves until SIGTERM or SIGINT, then drains. A second signal ends the process at once.
    /// Throws std::runtime_error when the address cannot be listened on.
    void run();

private:
    void announce() const;
    void start_workers();
    void reload();
    void drain();
    [[nodiscard]] std::size_t answering() const;
    bool answers_finished_within(std::chrono::milliseconds patience) const;
    void end_workers();

    listen_options options_;
    configuration_source source_;
    telemetry::log& log_;
    std::shared_ptr<gateway::deployment const> plan_;
    std::atomic<bool> draining_{false};
    std::optional<gateway::control_plane> shared_; ///< from the first configuration on
    std::vector<std::unique_ptr<worker>> workers_;
};

} // namespace wayfinder::app
