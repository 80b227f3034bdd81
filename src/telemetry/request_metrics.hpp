// Metrics of requests: counts, outcomes, usage and durations.
#pragma once

#include "telemetry/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::telemetry {

/// The handles of one model, resolved once per configuration.
struct model_metrics {
    std::vector<prometheus::Counter*> requests; ///< by mode, in the order given
    prometheus::Counter* upstream_errors{};
    prometheus::Counter* prompt_tokens{};
    prometheus::Counter* cached_prompt_tokens{};
    prometheus::Counter* completion_tokens{};
    prometheus::Counter* unpriced_answers{};
    prometheus::Histogram* upstream_latency{};
};

/// One per daemon; all functions are thread-safe.
class request_metrics {
public:
    using duration = std::chrono::steady_clock::duration;

    explicit request_metrics(metrics& all);

    [[nodiscard]] model_metrics of_model(std::string const& model, std::span<std::string_view const> modes);
    [[nodiscard]] prometheus::Counter& of_key(std::string const& key);

    /// `limit` is named as in x-wayfinder-router-rate-limit.
    void rate_limited(std::string_view limit);
    /// A request that no model answered, by the error code returned instead.
    void refused(std::string_view reason);
    void responded(unsigned status);
    void answered(std::string_view usage_source);
    void cache_hit(double avoided_dollars);
    void cache_miss() { cache_misses_.Increment(); }
    void spent(double realized, double baseline);
    /// An answer that broke off, by the error code that its client gets.
    void cut_stream(std::string const& model, std::string_view reason);
    /// Another attempt at the same model; and one refused because the retry budget was exhausted.
    void retried(std::string const& model);
    void retry_denied() { retries_denied_.Increment(); }
    /// A model is called in place of one that failed.
    void failed_over(std::string const& model);
    /// A second call for the same request, and which of the two won.
    void hedged(std::string const& model, bool second_won);
    void overran_budget(double dollars) { overrun_.Increment(dollars); }

    /// Since the start, for the gateway's own reports.
    [[nodiscard]] prometheus::Histogram const& durations() const { return duration_; }
    [[nodiscard]] prometheus::Histogram const& first_bytes() const { return first_byte_; }
    /// By status code.
    [[nodiscard]] prometheus::Family<prometheus::Counter> const& responses() const { return responses_; }

    void decided(duration took) { observe(decision_latency_, took); }
    void finished(duration total) { observe(duration_, total); }
    void began_answer(duration after) { observe(first_byte_, after); }
    void added(duration own) { observe(overhead_, own); }

    static void observe(prometheus::Histogram& where, duration what)
    {
        where.Observe(std::chrono::duration<double>(what).count());
    }

private:
    prometheus::Family<prometheus::Counter>& requests_;
    prometheus::Family<prometheus::Counter>& upstream_errors_;
    prometheus::Family<prometheus::Counter>& tokens_;
    prometheus::Family<prometheus::Counter>& unpriced_;
    prometheus::Family<prometheus::Counter>& key_requests_;
    prometheus::Family<prometheus::Counter>& rate_limited_;
    prometheus::Family<prometheus::Counter>& refusals_;
    prometheus::Family<prometheus::Counter>& responses_;
    prometheus::Family<prometheus::Counter>& answers_;
    prometheus::Family<prometheus::Counter>& stream_cuts_;
    prometheus::Family<prometheus::Counter>& retries_;
    prometheus::Family<prometheus::Counter>& failovers_;
    prometheus::Family<prometheus::Counter>& hedges_;
    prometheus::Family<prometheus::Histogram>& upstream_latency_;
    prometheus::Counter& ok_;       ///< status 200, by far the most common
    prometheus::Counter& reported_; ///< answers with usage reported by their upstream
    prometheus::Counter& retries_denied_;
    prometheus::Counter& cache_hits_;
    prometheus::Counter& cache_misses_;
    prometheus::Counter& cache_avoided_;
    prometheus::Counter& realized_;
    prometheus::Counter& baseline_;
    prometheus::Counter& savings_;
    prometheus::Counter& overrun_;
    prometheus::Histogram& decision_latency_;
    prometheus::Histogram& duration_;
    prometheus::Histogram& first_byte_;
    prometheus::Histogram& overhead_;
};

} // namespace wayfinder::telemetry
