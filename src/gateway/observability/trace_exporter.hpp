// Sends the spans of finished requests to a collector.
#pragma once

#include "gateway/observability/finished_trace.hpp"
#include "gateway/observability/trace_collector.hpp"
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

/// No request ever waits for it: what does not fit in the queue, or is not accepted by the collector, is
/// dropped and counted.
class trace_exporter {
public:
    /// `complaints` reports lost spans.
    trace_exporter(telemetry::metrics& all, telemetry::log complaints);
    /// Sends the queued spans, for about a second at most.
    ~trace_exporter();
    trace_exporter(trace_exporter const&) = delete;
    trace_exporter& operator=(trace_exporter const&) = delete;

    // Callable from any thread.
    /// Spans go there from now on; null: tracing is off.
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
    std::string complained_; ///< used by the thread only
    std::thread sender_;
};

} // namespace wayfinder::gateway
