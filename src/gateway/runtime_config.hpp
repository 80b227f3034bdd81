// A snapshot made operational: secrets read, trust loaded, everything a request needs resolved in advance.
#pragma once

#include "config/load.hpp"
#include "config/values/secret.hpp"
#include "gateway/observability/trace_collector.hpp"
#include "gateway/upstream/redaction.hpp"
#include "net/client/upstream_pool.hpp"
#include "wire/openai/splice.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wayfinder::gateway {

/// Where a model is served, ready to be called.
struct upstream {
    config::endpoint const* settings{};
    std::string address; ///< config::address_of(settings)
    net::peer peer;
    /// The request's head up to the value of Content-Length, credentials included.
    config::secret head;
    config::secret probe_request; ///< the complete probe request; empty if no probe is configured
    redaction credential;         ///< removes the credential in `head` from answers
    wire::openai::model_text model;
    bool builtin_echo{};
    bool key_missing{}; ///< `api_key_env` is set, but neither the variable nor a command gave a key

    explicit upstream(config::endpoint const& at)
        : settings{&at}, address{config::address_of(at)}, model{at.upstream_model}
    {}
};

/// A configured model.
struct target {
    config::model const* settings{};
    std::vector<upstream> upstreams; ///< never empty

    [[nodiscard]] bool key_missing() const
    {
        return std::any_of(upstreams.begin(), upstreams.end(),
                           [](auto const& each) { return each.key_missing; });
    }
};

/// Immutable and shared by the workers; a request keeps the one it was admitted with.
class runtime_config {
public:
    /// Throws std::runtime_error, naming model and file, if a `ca_file` or key cannot be used.
    runtime_config(std::shared_ptr<config::snapshot const> snapshot, config::environment const& env);

    [[nodiscard]] config::snapshot const& config() const { return *snapshot_; }
    [[nodiscard]] router const& routing() const { return snapshot_->routing; }
    [[nodiscard]] std::vector<target> const& targets() const { return targets_; } ///< in file order
    [[nodiscard]] target const* find(std::string_view model) const;
    [[nodiscard]] std::optional<std::size_t> index_of(std::string_view model) const; ///< in targets()
    [[nodiscard]] bool has_windows() const { return has_windows_; } ///< some model's `context_window` is set
    /// Empty: not needed.
    [[nodiscard]] std::string_view feedback_token() const { return feedback_token_.view(); }
    /// Null: tracing is off.
    [[nodiscard]] std::shared_ptr<trace_collector const> const& collector() const { return collector_; }

private:
    std::shared_ptr<config::snapshot const> snapshot_;
    config::secret feedback_token_;
    std::shared_ptr<trace_collector const> collector_;
    std::vector<target> targets_;
    bool has_windows_{};
    std::unordered_map<std::string_view, std::size_t> by_name_;
};

} // namespace wayfinder::gateway
