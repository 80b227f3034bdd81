#include "telemetry/request_metrics.hpp"

#include <algorithm>

namespace wayfinder::telemetry {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Histogram;
using boundaries = Histogram::BucketBoundaries;

// The reference's buckets, in seconds.
boundaries const decision_buckets{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05};
boundaries const call_buckets{0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};
// Whole requests include quick ones: cache hits and refusals.
boundaries const request_buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                 0.25,   0.5,   1,      2.5,   5,    10,    30,   60};
boundaries const overhead_buckets{0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025,
                                  0.005,   0.01,   0.05,    0.25,   1};

Family<Counter>& counters(metrics& all, char const* name, char const* help)
{
    return prometheus::BuildCounter()
        .Name(std::string{metric_prefix} + name)
        .Help(help)
        .Register(all.registry());
}

Counter& counter(metrics& all, char const* name, char const* help)
{
    return counters(all, name, help).Add({});
}

Family<Histogram>& histograms(metrics& all, char const* name, char const* help)
{
    return prometheus::BuildHistogram()
        .Name(std::string{metric_prefix} + name)
        .Help(help)
        .Register(all.registry());
}

Histogram& histogram(metrics& all, char const* name, char const* help, boundaries const& buckets)
{
    return histograms(all, name, help).Add({}, buckets);
}

} // namespace

request_metrics::request_metrics(metrics& all)
    : requests_{counters(all, "requests_total", "Requests that were routed, by chosen model and mode.")},
      upstream_errors_{
          counters(all, "upstream_errors_total", "Calls to a model that failed or were aborted.")},
      tokens_{counters(all, "tokens_total", "Tokens by the model that answered, and by kind.")},
      unpriced_{counters(all, "unpriced_answers_total", "Answers of models whose price is not known.")},
      key_requests_{counters(all, "key_requests_total", "Requests with a valid virtual key.")},
      rate_limited_{counters(all, "rate_limited_total", "Requests refused by a rate limit, by which one.")},
      refusals_{counters(all, "refusals_total", "Requests that got no model's answer, by error code.")},
      responses_{counters(all, "responses_total", "Answers to clients on chat endpoints, by status code.")},
      answers_{counters(all, "answers_total", "Answers of models, by where their token counts come from.")},
      stream_cuts_{counters(all, "stream_cuts_total", "Answers aborted after they had begun, by reason.")},
      retries_{counters(all, "retries_total", "Further attempts at a model after one that failed.")},
      failovers_{counters(all, "failovers_total", "Calls of a model in place of another one that failed.")},
      hedges_{counters(all, "hedges_total", "Second calls for a slow request, by which of the two won.")},
      upstream_latency_{
          histograms(all, "upstream_latency_seconds",
                     "The last call of a request, from its start to its answer's end, by the model called.")},
      ok_{responses_.Add({{"code", "200"}})},
      reported_{answers_.Add({{"usage", "reported"}})},
      retries_denied_{counter(all, "retries_denied_total", "Retries that the retry budget did not allow.")},
      cache_hits_{counter(all, "cache_hits_total", "Answers that came from the cache.")},
      cache_misses_{counter(all, "cache_misses_total", "Cacheable requests that were not in the cache.")},
      cache_avoided_{
          counter(all, "cache_avoided_cost_total", "Dollars that cached answers would have cost.")},
      realized_{counter(all, "realized_cost_total", "Dollars spent, or relative units.")},
      baseline_{counter(all, "baseline_cost_total", "What the most expensive model would have cost.")},
      savings_{counter(all, "savings_cost_total", "Baseline minus realized cost.")},
      overrun_{counter(all, "budget_overrun_dollars_total",
                       "Dollars that upstreams billed beyond what had been reserved.")},
      decision_latency_{
          histogram(all, "decision_latency_seconds", "Time to decide on a model.", decision_buckets)},
      duration_{histogram(all, "request_duration_seconds", "Chat requests, from arrival to the answer's end.",
                          request_buckets)},
      first_byte_{histogram(all, "time_to_first_byte_seconds",
                            "Chat requests, from arrival to the answer's first byte.", request_buckets)},
      overhead_{histogram(all, "overhead_seconds",
                          "What the gateway itself adds to a request: all but the wait for the upstream.",
                          overhead_buckets)}
{}

model_metrics request_metrics::of_model(std::string const& model, std::span<std::string_view const> modes)
{
    model_metrics handles;
    for (auto const mode : modes)
        handles.requests.push_back(&requests_.Add({{"model", model}, {"mode", std::string{mode}}}));
    auto const tokens = [&](char const* kind) { return &tokens_.Add({{"model", model}, {"kind", kind}}); };
    handles.upstream_errors = &upstream_errors_.Add({{"model", model}});
    handles.prompt_tokens = tokens("prompt");
    handles.cached_prompt_tokens = tokens("cached_prompt");
    handles.completion_tokens = tokens("completion");
    handles.unpriced_answers = &unpriced_.Add({{"model", model}});
    handles.upstream_latency = &upstream_latency_.Add({{"model", model}}, call_buckets);
    return handles;
}

Counter& request_metrics::of_key(std::string const& key)
{
    return key_requests_.Add({{"key", key}});
}

void request_metrics::rate_limited(std::string_view limit)
{
    rate_limited_.Add({{"limit", std::string{limit}}}).Increment();
}

void request_metrics::cut_stream(std::string const& model, std::string_view reason)
{
    stream_cuts_.Add({{"model", model}, {"reason", std::string{reason}}}).Increment();
}

void request_metrics::retried(std::string const& model)
{
    retries_.Add({{"model", model}}).Increment();
}

void request_metrics::failed_over(std::string const& model)
{
    failovers_.Add({{"model", model}}).Increment();
}

void request_metrics::hedged(std::string const& model, bool second_won)
{
    hedges_.Add({{"model", model}, {"won", second_won ? "second" : "first"}}).Increment();
}

void request_metrics::refused(std::string_view reason)
{
    refusals_.Add({{"reason", std::string{reason}}}).Increment();
}

void request_metrics::responded(unsigned status)
{
    if (status == 200) return ok_.Increment();
    responses_.Add({{"code", std::to_string(status)}}).Increment();
}

void request_metrics::answered(std::string_view usage_source)
{
    if (usage_source == "reported") return reported_.Increment();
    answers_.Add({{"usage", std::string{usage_source}}}).Increment();
}

void request_metrics::cache_hit(double avoided_dollars)
{
    cache_hits_.Increment();
    cache_avoided_.Increment(avoided_dollars);
}

void request_metrics::spent(double realized, double baseline)
{
    realized_.Increment(realized);
    baseline_.Increment(baseline);
    savings_.Increment(std::max(0.0, baseline - realized));
}

} // namespace wayfinder::telemetry
