// One call for one request, from its first byte to its answer's opening.
#pragma once

#include "gateway/context.hpp"
#include "gateway/echo_model.hpp"
#include "gateway/fleet.hpp"
#include "gateway/incoming_answer.hpp"
#include "gateway/redacted_answer.hpp"
#include "gateway/services.hpp"
#include "net/exchange.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::gateway {

/// How long it may take, and who says so.
struct call_limit {
    net::steady::time_point latest;
    std::string_view set_by;
};

/// Its destruction ends the call, wherever it is.
class attempt {
public:
    attempt(request_context const& context, services const& lent, target const& model, berth const& at);

    /// Sends the request and opens the answer. To be called once.
    net::asio::awaitable<opening> run(usage_readers& readers, answer_terms terms, call_limit limit);

    /// Once it has been opened.
    [[nodiscard]] incoming_answer& answer() { return *answer_; }
    [[nodiscard]] bool has_answer() const { return answer_.has_value(); }
    [[nodiscard]] berth const& at() const { return at_; }
    /// The upstream may be at work on it.
    [[nodiscard]] bool sent() const { return echo_ || (exchange_ && exchange_->sent()); }

private:
    net::asio::awaitable<opening> begin(call_limit limit);
    void imitate();
    net::answer& source();

    request_context const& context_;
    services lent_;
    target const& model_;
    berth at_;
    std::string length_;
    std::optional<net::exchange> exchange_;
    std::optional<redacted_answer> redacted_; ///< of the exchange
    std::optional<echo_answer> echo_;
    std::optional<incoming_answer> answer_;
};

} // namespace wayfinder::gateway
