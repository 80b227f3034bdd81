// One thread with everything that it needs to serve: its own event loop, listener, pools. Workers share
// nothing but what is immutable.
#pragma once

#include "gateway/endpoints.hpp"
#include "gateway/prober.hpp"
#include "net/listener.hpp"
#include "net/upstream_pool.hpp"

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <thread>

namespace wayfinder::app {

struct worker_settings {
    net::tcp::endpoint where;
    std::optional<net::tcp::endpoint> admin; ///< where this worker takes operators' requests alone
    gateway::standing now;
    std::atomic<bool> const& draining;
    telemetry::log& log;
    gateway::control_plane& shared;
    telemetry::metrics& metrics;
    net::load& work;
    net::doorkeeper& door;
    bool dry_run{};
    bool probes{}; ///< this worker looks after the endpoints
};

class worker {
public:
    /// Binds the listener; throws boost::system::system_error when that fails.
    explicit worker(worker_settings settings);
    ~worker();

    void start();

    // From any thread; each takes effect soon.
    void adopt(gateway::standing now);
    void drain();          ///< idle connections end now, the others after their answer
    void stop_listening(); ///< and cut the connections that are left
    void stop();           ///< ends the loop once nothing is pending

    [[nodiscard]] std::size_t answering() const { return sessions_.answering(); }
    [[nodiscard]] bool draining() const { return sessions_.draining(); }
    /// True when the thread has ended.
    bool ended_within(std::chrono::milliseconds patience);

private:
    void run();
    gateway::services lent(worker_settings const& settings);

    // In order of construction; sockets and timers go before the context that they belong to.
    net::asio::io_context context_{1};
    net::heartbeat beat_{context_};
    net::upstream_pool upstreams_{context_, beat_};
    net::session_group sessions_;
    gateway::endpoints endpoints_;
    net::listener listener_;
    std::optional<gateway::endpoints> admin_endpoints_;
    std::optional<net::listener> admin_listener_;
    std::optional<gateway::prober> prober_;
    std::promise<void> ended_;
    std::future<void> end_{ended_.get_future()};
    std::thread thread_;
};

} // namespace wayfinder::app
