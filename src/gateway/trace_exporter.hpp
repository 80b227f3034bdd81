// Sends the spans of finished requests to a collector.
#pragma once

#include "gateway/finished_trace.hpp"
#include "gateway/trace_collector.hpp"
#include "telemetry/bounded_queue.hpp"
#include "telemetry/log.hpp"
#include "telemetry/metrics.hpp"

#include <prometheus/counter.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace wayfinder::gateway {

/// No request ever waits for it: what finds no room, or no collector that takes it, is dropped and counted.
class trace_exporter {
public:
    /// `complaints` is told when spans are lost.
    trace_exporter(telemetry::metrics& all, telemetry::log complaints);
    /// Sends what waits, as far as that takes about a second.
    ~trace_exporter();
    trace_exporter(trace_exporter const&) = delete;
    trace_exporter& operator=(trace_exporter const&) = delete;

    // All from any thread.
    /// Spans go there from now on; null: there are no traces.
    void adopt(std::shared_ptr<trace_collector const> where);
    [[nodiscard]] bool on() const { return on_.load(std::memory_order_relaxed); }
    void add(finished_trace&& what);

private:
    class post_office;

    void run();
    void send(post_office& by, trace_collector const& to, std::span<finished_trace const> batch);

    telemetry::log complaints_;
    prometheus::Counter& sent_;
    prometheus::Counter& dropped_;
    telemetry::bounded_queue<finished_trace> waiting_{0, 0};
    std::atomic<bool> on_{false};
    std::atomic<bool> ending_{false};
    std::mutex mutex_; ///< guards what follows
    std::shared_ptr<trace_collector const> where_;
    std::string complained_; ///< of the thread alone
    std::thread sender_;
};

} // namespace wayfinder::gateway
