#include "config/delivery.hpp"
#include "config/schema/sections.hpp"
#include "config/snapshot.hpp"

namespace wayfinder::config {

namespace {

key_spec wait(std::string_view section, std::string_view name, double least,
              std::chrono::milliseconds fallback, std::string_view meaning)
{
    return {.section = section,
            .name = name,
            .type = value_type::number,
            .rule = seconds_from(least),
            .fallback = seconds_text(fallback),
            .meaning = meaning};
}

key_spec whole(std::string_view section, std::string_view name, double least, std::size_t fallback,
               std::string_view meaning)
{
    return {.section = section,
            .name = name,
            .type = value_type::integer,
            .rule = at_least(least),
            .fallback = std::to_string(fallback),
            .meaning = meaning};
}

/// The reference's keys, where it has them.
std::vector<key_spec> scalars()
{
    gateway const defaults{};
    return {
        whole("gateway", "retries", 0, defaults.retry.retries,
              "attempts at a model beyond the first, if its failure may be temporary"),
        whole("gateway", "breaker_threshold", 1, defaults.breaker.threshold,
              "failures in a row after which calls to an endpoint stop"),
        wait("gateway", "breaker_cooldown", 0, defaults.breaker.cooldown,
             "how long they stop, until one call tests whether it has recovered"),
        {.section = "gateway",
         .name = "failover",
         .rule = {.one_of = names_of(all_failovers)},
         .fallback = '"' + std::string{name(defaults.failover)} + '"',
         .meaning =
             "where a request may go when its model and the fallbacks fail: nowhere else, to lower tiers, or "
             "to higher ones, nearest first; the header X-Wayfinder-Failover overrides it for one request"},
        wait("gateway", "stream_keep_alive", 0, defaults.keep_alive,
             "silence in a stream after which the client gets an SSE comment; 0 means no comments"),
    };
}

std::vector<key_spec> retry_keys()
{
    static constexpr std::string_view section{"gateway.retry"};
    retry const defaults{};
    return {
        {.section = "gateway",
         .name = "retry",
         .type = value_type::table,
         .meaning = "How failed attempts are retried. The wait before a retry is random, from 0 up to a "
                    "bound that doubles each time."},
        wait(section, "first_backoff", 0, defaults.first_backoff, "upper bound of the first wait"),
        wait(section, "longest_backoff", 0, defaults.longest_backoff, "largest value of this bound"),
        wait(section, "max_retry_after", 0, defaults.max_retry_after,
             "longest `Retry-After` of an upstream that the gateway waits for; if it asks for more, the next "
             "place is tried at once"),
        {.section = section,
         .name = "budget",
         .type = value_type::number,
         .rule =
             {.min = 0, .max = 10, .step = 0.001, .phrase = "a share of the requests, 0 or from 0.001 to 10"},
         .fallback = number_text(defaults.budget),
         .meaning =
             "most retries and hedged calls, as a share of the requests, so that they do not overload a "
             "failing upstream; 10 in 10 seconds are always allowed, unless this is 0: then there are none"},
    };
}

std::vector<key_spec> breaker_keys()
{
    static constexpr std::string_view section{"gateway.breaker"};
    breaker const defaults{};
    return {
        {.section = "gateway",
         .name = "breaker",
         .type = value_type::table,
         .meaning = "When calls to an endpoint stop, in addition to `breaker_threshold`, and how it is "
                    "tested again."},
        {.section = section,
         .name = "error_rate",
         .type = value_type::number,
         .rule = {.min = 0.001, .max = 1, .phrase = "a share from 0.001 to 1"},
         .fallback = number_text(defaults.error_rate),
         .meaning = "share of failed or slow calls at which calls stop"},
        whole(section, "min_calls", 1, defaults.min_calls, "calls in `window` before that share counts"),
        wait(section, "window", 0.1, defaults.window, "period over which the share is taken"),
        wait(section, "slow_call", 0, defaults.slow_call,
             "a first byte later than this counts as a failure in that share; 0 means never"),
        wait(section, "probe_interval", 0.01, defaults.probe_interval,
             "time between probes of an endpoint that has a `probe`"),
    };
}

} // namespace

std::vector<key_spec> delivery_keys()
{
    auto keys = scalars();
    for (auto const& part : {retry_keys(), breaker_keys()}) keys.insert(keys.end(), part.begin(), part.end());
    return keys;
}

} // namespace wayfinder::config
