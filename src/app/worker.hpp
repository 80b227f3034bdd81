// One thread with everything that it needs to serve: its own event loop, listener, pools. Workers share only
// what is immutable.
#pragma once

#include "gateway/http_api.hpp"
#include "gateway/upstream/prober.hpp"
#include "net/client/upstream_pool.hpp"
#include "net/server/listener.hpp"

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace wayfinder::app {

struct worker_settings {
    std::vector<net::listening_socket> clients;
    std::vector<net::listening_socket> admin; ///< accept operators' requests only
    gateway::live_config now;
    std::atomic<bool> const& draining;
    telemetry::log log;
    gateway::control_plane& shared;
    telemetry::metrics& metrics;
    net::load& work;
    net::connection_limiter& limiter;
    bool dry_run{};
    bool probes{}; ///< this worker probes the endpoints
};

class worker {
public:
    /// Throws boost::system::system_error if a socket cannot be used.
    explicit worker(worker_settings settings);
    ~worker();

    /// Starts the thread; throws std::system_error if that fails. Accepts no connections yet.
    void start();

    // From any thread; each takes effect soon.
    void accept(); ///< once, after start()
    void adopt(gateway::live_config now);
    void retire();         ///< accept nothing more; connections end after one more answer
    void drain();          ///< idle connections end now, the others after their answer
    void interrupt();      ///< answers under way end with a message about it
    void stop_listening(); ///< and cut the connections that are left
    void stop();           ///< ends the loop once nothing is pending
    void return_freed_memory(std::size_t freed); ///< on its thread, at most this much

    [[nodiscard]] std::size_t answering() const { return sessions_.answering(); }
    [[nodiscard]] std::size_t open() const { return sessions_.open(); }
    [[nodiscard]] bool draining() const { return sessions_.draining(); }
    /// True when the thread has ended.
    bool ended_within(std::chrono::milliseconds patience);

private:
    void run();
    void listen(std::vector<net::listening_socket> sockets, gateway::http_api& answering,
                std::size_t spare_places);
    void take(gateway::live_config const& now);
    void stop_accepting();
    gateway::services lent(worker_settings const& settings);

    // Destroyed in reverse order: sockets and timers before the context that they belong to.
    net::asio::io_context context_{1};
    net::heartbeat beat_{context_};
    net::upstream_pool upstreams_{context_, beat_};
    net::session_group sessions_;
    gateway::http_api endpoints_;
    gateway::http_api admin_endpoints_;
    std::vector<std::unique_ptr<net::listener>> listeners_;
    std::optional<gateway::prober> prober_;
    /// Keeps the loop going until there is something to accept from.
    std::optional<net::asio::executor_work_guard<net::asio::io_context::executor_type>> idle_{
        context_.get_executor()};
    std::promise<void> ended_;
    std::future<void> end_{ended_.get_future()};
    std::thread thread_;
};

} // namespace wayfinder::app
