// What the gateway does when an upstream fails, stalls or is slow.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

/// One place where a model is served: the model's own table, or one of `[[gateway.models.<name>.endpoints]]`,
/// where every key except `base_url` defaults to that of the model's table.
struct endpoint {
    std::string base_url;       ///< `http(s)://host[:port][/prefix]`, or `builtin:echo`
    std::string upstream_model; ///< the id sent upstream, key `model`
    std::optional<std::string> api_key_env;
    std::optional<std::string> api_key_cmd;    ///< prints the key if the variable is unset
    bool api_key_shell{};                      ///< run the command with /bin/sh instead of as a list of words
    std::optional<std::string> api_key_header; ///< carries the bare key; none: `Authorization: Bearer <key>`
    std::vector<std::string> headers;          ///< `Name: value`, sent with every request
    std::string query;                         ///< `name=value&...`, after the path of every request
    std::optional<std::string> ca_file;        ///< PEM trust anchors instead of the system's
    std::size_t weight{1};            ///< its share of the calls, against the model's other endpoints
    std::optional<std::string> probe; ///< path after `base_url` for health probes; none: never probed
};

/// Identifies what answers there: the address and everything sent with each request except the key.
std::string address_of(endpoint const& at);

/// Where a request may go, across tiers, when its model and the model's fallbacks fail.
enum class failover : unsigned char { same_tier, degrade, escalate };

inline constexpr std::array all_failovers{failover::same_tier, failover::degrade, failover::escalate};

/// As the file and the header X-Wayfinder-Failover spell it.
constexpr std::string_view name(failover policy)
{
    constexpr std::array<std::string_view, 3> names{"same-tier", "degrade", "escalate"};
    return names[static_cast<std::size_t>(policy)];
}

/// `[gateway.retry]`, and `gateway.retries`.
struct retry {
    std::size_t retries{2};                       ///< attempts of one model beyond the first
    std::chrono::milliseconds first_backoff{200}; ///< upper bound of the first wait; doubles each time
    std::chrono::milliseconds longest_backoff{5'000};
    std::chrono::milliseconds max_retry_after{10'000}; ///< an upstream that asks for more is left alone
    double budget{0.2}; ///< retries and hedges, as a share of the requests; no more are made beyond it
};

/// `[gateway.breaker]`, `gateway.breaker_threshold` and `breaker_cooldown`. One breaker per endpoint.
struct breaker {
    std::size_t threshold{5};  ///< failures in a row that open it
    double error_rate{0.5};    ///< share of failed or slow calls in `window` that opens it
    std::size_t min_calls{20}; ///< calls in `window` before the share counts
    std::chrono::milliseconds window{30'000};
    std::chrono::milliseconds slow_call{0};     ///< a first byte later than this counts as slow; 0: never
    std::chrono::milliseconds cooldown{30'000}; ///< open this long, then one call tests the endpoint
    std::chrono::milliseconds probe_interval{
        10'000}; ///< between active probes of an endpoint that has a `probe`
};

} // namespace wayfinder::config
