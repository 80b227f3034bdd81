// What a fake upstream has seen: requests, connections, departures. Safe across threads.
#pragma once

#include "recorded_request.hpp"
#include "timing.hpp"

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace wayfinder::testing {

class upstream_log {
public:
    void add(recorded_request request);
    void connected();
    void departed(std::size_t connection);
    void handshake_failed();

    /// Waits until this many requests have arrived; false if the bound passes.
    bool wait_for_requests(std::size_t count, std::chrono::milliseconds bound = patience);

    /// Waits until the peer closed (or reset) this connection; returns when that was seen.
    std::optional<clock::time_point> wait_for_departure(std::size_t connection,
                                                        std::chrono::milliseconds bound = patience);

    std::vector<recorded_request> all();
    /// The newest request; throws if there is none.
    recorded_request last();
    std::size_t requests();
    std::size_t connections();
    std::size_t failed_handshakes();

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<recorded_request> requests_;
    std::map<std::size_t, clock::time_point> departures_;
    std::size_t connections_{};
    std::size_t failed_handshakes_{};
};

} // namespace wayfinder::testing
