// One call for one request, from its first byte to the opening of its answer.
#pragma once

#include "gateway/context.hpp"
#include "gateway/observability/request_trace.hpp"
#include "gateway/services.hpp"
#include "gateway/upstream/call_limit.hpp"
#include "gateway/upstream/echo_model.hpp"
#include "gateway/upstream/fleet.hpp"
#include "gateway/upstream/redacted_answer.hpp"
#include "gateway/upstream/upstream_response.hpp"
#include "net/client/exchange.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::gateway {

/// Destruction ends the call at any stage.
class attempt {
public:
    attempt(request_context const& context, services const& provided, target const& model,
            model_endpoint const& at);
    ~attempt();
    attempt(attempt const&) = delete;
    attempt& operator=(attempt const&) = delete;

    /// Sends the request and opens the answer. Call once.
    net::asio::awaitable<opening> run(usage_readers& readers, answer_terms terms, call_limit limit);

    /// Valid once opened.
    [[nodiscard]] upstream_response& answer() { return *answer_; }
    [[nodiscard]] bool has_answer() const { return answer_.has_value(); }
    [[nodiscard]] model_endpoint const& at() const { return at_; }
    /// Its answer goes to the client.
    void serve();
    /// The usage so far of an abandoned answer: at least the prompt, as estimated.
    [[nodiscard]] wire::openai::answer_usage usage();
    /// The upstream may be working on it.
    [[nodiscard]] bool sent() const { return echo_ || (exchange_ && exchange_->sent()); }

private:
    net::asio::awaitable<opening> begin(call_limit limit);
    void begin_echo();
    void begin_span();
    void end_span(opening const& found);
    net::answer& source();

    request_context const& context_;
    services services_;
    target const& model_;
    model_endpoint at_;
    std::string length_;                   ///< what follows the upstream's part of the head
    std::shared_ptr<request_trace> trace_; ///< null if tracing is off
    std::string called_; ///< request and model for the log; empty if the log does not want them
    call_span* span_{};  ///< in `trace_`
    std::optional<net::exchange> exchange_;
    std::optional<redacted_answer> redacted_; ///< wraps the exchange
    std::unique_ptr<echo_answer> echo_;       ///< large and rarely used
    std::optional<upstream_response> answer_;
};

} // namespace wayfinder::gateway
