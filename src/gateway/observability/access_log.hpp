// One line per request, written by a dedicated thread.
#pragma once

#include "config/logging.hpp"
#include "gateway/observability/access_record.hpp"
#include "telemetry/bounded_queue.hpp"
#include "telemetry/line_file.hpp"
#include "telemetry/log.hpp"
#include "telemetry/log_line.hpp"
#include "telemetry/metrics.hpp"

#include <prometheus/counter.h>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace wayfinder::gateway {

/// No request ever waits for it: a record that does not fit in the queue is dropped and counted, and so is a
/// line that cannot be written.
class access_log {
public:
    /// Limits on queued records and on the bytes of prompts among them.
    static constexpr std::size_t most_waiting = 8192;
    static constexpr std::size_t most_prompt_bytes = std::size_t{16} << 20U;

    /// `complaints` reports lines that cannot be written.
    access_log(telemetry::metrics& all, telemetry::log complaints);
    /// Writes the queued lines, as far as the reader accepts them.
    ~access_log();
    access_log(access_log const&) = delete;
    access_log& operator=(access_log const&) = delete;

    // Callable from any thread.
    void adopt(config::access_log const& settings);
    [[nodiscard]] bool on() const { return on_.load(std::memory_order_relaxed); }
    void add(access_record&& what);
    /// Reopens the file after it was moved away.
    void reopen();

private:
    void run();
    void write(std::string const& lines);

    telemetry::log complaints_;
    prometheus::Counter& lines_;
    prometheus::Counter& dropped_;
    telemetry::bounded_queue<access_record> waiting_{most_waiting, most_prompt_bytes};
    std::atomic<bool> on_{false};
    std::mutex mutex_; ///< guards what follows
    config::access_log settings_;
    bool reopen_{};
    telemetry::line_file out_; ///< used by the thread only, like what follows
    std::string complained_;
    std::thread writer_;
};

} // namespace wayfinder::gateway
