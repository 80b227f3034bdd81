// What all workers share and a reload does not reset.
#pragma once

#include "config/snapshot.hpp"
#include "control/batch_thread.hpp"
#include "control/endpoints/endpoint_registry.hpp"
#include "control/feedback_log.hpp"
#include "control/ledger.hpp"
#include "control/limits/governor.hpp"
#include "control/limits/source_limiter.hpp"
#include "control/prompt_memory.hpp"
#include "control/quantile_book.hpp"
#include "control/recent.hpp"
#include "control/response_cache.hpp"
#include "control/sessions/session_book.hpp"
#include "delivery/retry_budget.hpp"
#include "gateway/observability/access_log.hpp"
#include "gateway/observability/trace_exporter.hpp"
#include "telemetry/log.hpp"
#include "telemetry/request_metrics.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>

namespace wayfinder::gateway {

/// Lives as long as the process. Every member may be used from any thread.
struct control_plane {
    /// Opens the ledger and loads the accounts from it. `savings` is the reference's file, which a new ledger
    /// imports. A predecessor of this process may share the ledger. Throws std::runtime_error if it cannot be
    /// used.
    control_plane(config::gateway const& settings, std::filesystem::path savings, bool beside_predecessor,
                  telemetry::metrics& all, telemetry::log log);

    void adopt(config::gateway const& settings);

    control::feedback_log feedback;
    control::prompt_memory prompts;
    control::quantile_book quantiles;
    control::session_books sessions;
    control::governor accounts;
    control::source_limiter unauthorized_limiter;
    control::response_cache cache;
    control::recent_ring recent;
    control::endpoint_registry endpoints;
    delivery::retry_budget retries;
    telemetry::request_metrics metrics;
    access_log access;
    trace_exporter traces;
    std::unique_ptr<control::ledger> ledger;

    /// Runs work that is too slow for a worker, one task at a time.
    using background_task = std::function<void()>;
    control::batch_thread<background_task> background;
    std::chrono::system_clock::time_point const started{std::chrono::system_clock::now()};

private:
    void open_ledger(config::gateway const& settings, std::filesystem::path savings, bool beside_predecessor,
                     telemetry::log log);
};

} // namespace wayfinder::gateway
