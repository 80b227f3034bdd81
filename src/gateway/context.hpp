// State shared by the steps of one request.
#pragma once

#include "control/limits/governor.hpp"
#include "gateway/live_config.hpp"
#include "gateway/request_stats.hpp"
#include "gateway/routing/route.hpp"
#include "gateway/routing/session_decision.hpp"
#include "net/server/request.hpp"
#include "net/server/responder.hpp"
#include "wire/openai/chat_request.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::gateway {

struct request_trace;

/// Created at admission, destroyed after the answer. Steps communicate only through it.
struct request_context {
    request_context(live_config const& now, net::request const& request, net::responder& responder);

    std::shared_ptr<runtime_config const> runtime;
    std::shared_ptr<tenancy const> callers;
    std::shared_ptr<gateway::fleet const> fleet;
    net::request const& incoming;
    net::responder& out;
    std::chrono::steady_clock::time_point began;
    std::string id; ///< the client's if valid, else 128 random bits in hex

    tenant const* caller{}; ///< valid once identified
    /// Indexed by model: the caller may use it and it can do what the request asks for.
    [[nodiscard]] std::vector<bool> const& may_serve() const { return able.empty() ? caller->may_use : able; }
    std::vector<bool> able; ///< empty: all that the caller may use
    wire::openai::chat_request chat;
    request_overrides overrides; ///< from the X-Wayfinder-* headers
    request_routing routing;
    route chosen; ///< valid once `routed`
    bool routed{};
    bool in_tool_loop{}; ///< the conversation's model waits for what its tools say
    std::optional<session_decision>
        session; ///< none if sessions are off or the request carries no session mark

    control::admission share;       ///< what the request holds of limits and budgets
    control::allowances left;       ///< what is left of those, reported to the client
    std::string_view budget_state;  ///< for x-wayfinder-router-budget
    std::string_view cache_state;   ///< for x-wayfinder-router-cache
    std::string_view cascade_state; ///< for x-wayfinder-router-cascade
    std::string routed_on;          ///< start of the scored text, if the access log wants it
    request_stats stats;
    std::shared_ptr<request_trace> trace; ///< null if tracing is off

    /// A response head with everything known about the request so far: its id, the decision once made, and
    /// what is left of its limits.
    [[nodiscard]] net::response_head head(unsigned status) const;

    [[nodiscard]] config::gateway const& settings() const { return runtime->config().gateway; }

    /// Now, on the clocks of limits and budgets.
    [[nodiscard]] control::moment moment() const;

    /// The prompt's tokens, estimated from the text, which is read again unless `known_estimate` is set.
    [[nodiscard]] std::uint64_t prompt_estimate() const;
    std::optional<std::uint64_t> known_estimate;
    /// Whether, by that estimate, the prompt fits the context window of the model of this index. The estimate
    /// is then known.
    [[nodiscard]] bool fits(std::size_t model);
};

/// The token of `Authorization: Bearer <token>` (scheme case-insensitive) or of a bare `Authorization:
/// <token>`.
std::string_view bearer_token(net::request const& incoming);

/// True for 1 to 128 characters of A-Z a-z 0-9 . _ : -
bool is_sane_request_id(std::string_view id);

} // namespace wayfinder::gateway
