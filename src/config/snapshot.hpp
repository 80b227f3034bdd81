// The configuration that a request sees: immutable, shared, complete. It keeps the one that admitted it.
#pragma once

#include <wayfinder/conversation.hpp>
#include <wayfinder/router.hpp>

#include "config/delivery.hpp"
#include "config/governance.hpp"
#include "config/listening.hpp"
#include "config/logging.hpp"
#include "config/sessions.hpp"
#include "config/traces.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

/// Time limits for an upstream. In the file: seconds, as numbers.
struct timeouts {
    std::chrono::milliseconds connect{5'000};        ///< name lookup and TCP
    std::chrono::milliseconds tls{5'000};            ///< the TLS handshake
    std::chrono::milliseconds first_byte{300'000};   ///< from request sent to first byte of the answer
    std::chrono::milliseconds between_bytes{60'000}; ///< silence within an answer
    std::chrono::milliseconds total{600'000};        ///< the whole call
};

/// What requests may need, as detected. A model is assumed to have all of it unless it lists what it has.
inline constexpr std::array<std::string_view, 3> standard_capabilities{"images", "tools", "json_schema"};

/// One `[gateway.models.<name>]` table.
struct model {
    std::string name;
    std::vector<endpoint> endpoints;             ///< never empty, in file order
    std::vector<std::string> fallbacks;          ///< other models, in order; they may form cycles
    std::optional<std::uint64_t> context_window; ///< most input tokens; a longer prompt goes elsewhere
    /// Which of `standard_capabilities` it has, and custom tags; not set: all of those, no tags.
    std::optional<std::vector<std::string>> capabilities;
    bool retry_timeouts{};              ///< a generation that timed out is retried at the same endpoint
    bool hedge{};                       ///< a slow first byte starts a second call
    std::optional<double> cost_per_1k;  ///< dollars for 1000 tokens, for reports
    std::optional<config::price> price; ///< from `price`, or from `cost_per_1k` as a blend; none: unknown
    std::optional<std::uint64_t> max_output_tokens;            ///< most tokens of an answer, for budgets
    std::optional<std::chrono::milliseconds> prompt_cache_ttl; ///< of its provider, for sessions
    bool include_usage{true}; ///< ask for the usage of a stream even if the client did not
    config::timeouts timeouts;
    std::chrono::milliseconds echo_delay{0}; ///< `builtin:echo` only: before the answer and between chunks

    [[nodiscard]] bool can(std::string_view what) const
    {
        auto const among = [&](auto const& all) {
            return std::find(all.begin(), all.end(), what) != all.end();
        };
        return capabilities ? among(*capabilities) : among(standard_capabilities);
    }
};

/// The limits of the listener. Sizes in bytes.
struct limits {
    std::size_t max_body{32U << 20U};
    std::size_t max_header{32U << 10U};
    std::size_t max_json_depth{128};
    std::size_t unauthorized_rpm{60}; ///< requests without a valid key, from one address in any minute
    std::chrono::milliseconds handshake_timeout{10'000}; ///< PROXY header and TLS handshake, each
    std::chrono::milliseconds header_timeout{10'000};    ///< a request's first byte to the end of its header
    std::chrono::milliseconds body_timeout{30'000};      ///< silence within a request body
    std::chrono::milliseconds idle_timeout{75'000};      ///< keep-alive without a request
    std::chrono::milliseconds write_timeout{60'000};     ///< a client that reads nothing of its answer
    std::size_t min_rate{500}; ///< bytes a second of a body or answer once its timeout is used up; 0: any
    std::size_t max_connections{0};             ///< 0: half of the process's descriptors
    std::size_t max_connections_per_address{0}; ///< 0: no limit
    std::size_t max_requests{0};                ///< in flight at once; 0: as many as there are connections
    std::size_t max_buffered_bytes{1U << 30U};  ///< of all request bodies in flight
};

/// `[gateway.feedback]`: verdicts on answers, posted by apps.
struct feedback {
    std::filesystem::path file{"wayfinder-router-feedback.jsonl"}; ///< in the working directory
    std::uint64_t max_bytes{256U << 20U}; ///< a larger file becomes `.1`, the former `.1` becomes `.2`, …
    std::size_t keep{3};                  ///< files beyond this many are deleted, oldest first
    std::size_t remember{0};              ///< how many prompts can be referred to by request id
    bool any_label{false};                ///< labels need not be configured models
};

/// The part of `[gateway]` that the gateway uses.
struct gateway {
    route_scope route_on{route_scope::turn};
    bool sticky{};                   ///< a conversation stays on the highest tier that it needed
    std::uint64_t sticky_cooldown{}; ///< calm turns before it comes down again; 0: never
    std::chrono::milliseconds drain_timeout{30'000};
    std::chrono::milliseconds keep_alive{15'000}; ///< silence in a stream before a comment; 0: none
    config::retry retry;
    config::breaker breaker;
    config::failover failover{failover::same_tier};
    config::limits limits;
    config::feedback feedback;
    std::vector<std::string> cors_origins;        ///< pages that may call from a browser; "*" is every origin
    std::vector<model> models;                    ///< in file order
    std::string time_zone{"UTC"};                 ///< an IANA name; days and months of budgets and reports
    std::optional<config::rate_limit> rate_limit; ///< for all requests together
    std::optional<config::budget> budget;         ///< for all requests together
    std::vector<virtual_key> keys;                ///< in file order; empty: no key is required
    std::vector<tag> tags;
    config::cache cache;
    config::ledger ledger;
    ledger_failure on_ledger_failure{ledger_failure::refuse};
    config::admin admin;
    config::listening listening;
    config::access_log access_log;
    config::log log;
    config::traces traces;
    bool allow_metadata_hosts{}; ///< models may be at link-local and metadata addresses
    bool core_dumps{};           ///< core dumps contain keys

    [[nodiscard]] model const* find(std::string_view name) const
    {
        for (auto const& each : models)
            if (each.name == name) return &each;
        return nullptr;
    }
};

/// The score distribution from which a skill policy takes its cuts.
struct quantiles {
    bool per_key{}; ///< each virtual key's own traffic, instead of the gateway's
    std::filesystem::path file{"wayfinder-quantiles.txt"}; ///< in the working directory
};

struct snapshot {
    std::filesystem::path file; ///< empty if no file was found and the defaults apply
    router routing;
    config::quantiles quantiles;
    config::sessions sessions;
    config::gateway gateway;
};

} // namespace wayfinder::config
