// Calls the eligible models in order until one answers.
#pragma once

#include "gateway/accounting/attribution.hpp"
#include "gateway/client_response.hpp"
#include "gateway/rejection.hpp"
#include "gateway/upstream/attempt.hpp"
#include "gateway/upstream/call_limit.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

class endpoint_uses;

/// What a worker keeps across its dispatches.
struct dispatch_tools {
    usage_readers readers;
    std::minstd_rand random{std::random_device{}()};
    std::size_t turn{}; ///< round robin among equally loaded endpoints
};

/// One request's way along its plan: the chosen model, its alternatives, and the endpoints of each. Until it
/// is done, nothing but keep-alive comments of a stream has reached the client.
class dispatch {
public:
    /// What happens to the answer.
    struct intent {
        std::size_t copy_limit{}; ///< largest answer to keep
        bool judged{};            ///< it is read to its end before any of it is sent
    };

    dispatch(request_context& context, services const& provided, dispatch_tools& tools, attribution& record,
             intent with);

    /// Why there is no answer; nothing if there is one, or if the client left.
    net::asio::awaitable<optional_rejection> run();

    [[nodiscard]] bool client_left() const { return client_left_; }

    // If there is an answer:
    [[nodiscard]] attempt& won() { return *attempt_; }
    [[nodiscard]] std::size_t served_by() const { return asked_; } ///< index of the model
    [[nodiscard]] opening const& found() const { return found_; }
    /// The answer has ended properly.
    void ended_well();
    /// The upstream aborted it: a failed call, even though it was the one that answered.
    void broke_off(std::string const& why);
    /// The client no longer waits for the call, which is not a failure of its upstream.
    [[nodiscard]] bool is_abandoned(net::failure const& failed) const;

private:
    enum class model_result : unsigned char { answered, next_model, over };

    net::asio::awaitable<model_result> ask(std::size_t model);
    net::asio::awaitable<std::optional<net::steady::duration>> call(std::size_t model,
                                                                    model_endpoint const& at);
    [[nodiscard]] delivery::verdict verdict_at(std::size_t model, std::span<model_endpoint const> endpoints,
                                               endpoint_uses const& seen) const;
    net::asio::awaitable<bool> pause(bool elsewhere, unsigned retried);
    bool may_ask(std::size_t model);
    bool may_retry(std::size_t model, unsigned so_far);
    [[nodiscard]] bool may_hedge(std::size_t model) const;
    [[nodiscard]] std::optional<std::size_t> choose(std::span<model_endpoint const> endpoints,
                                                    endpoint_uses const& seen);
    void record_at_end(delivery::health how);
    [[nodiscard]] rejection final_rejection() const;

    request_context& context_;
    services const& services_;
    dispatch_tools& tools_;
    attribution& record_;
    intent with_;
    call_limit limit_;
    std::unique_ptr<attempt> attempt_;
    std::optional<control::endpoint_health::lease> lease_;        ///< of the answering call
    std::optional<control::endpoint_health::lease> second_lease_; ///< of the second of two calls, if it won
    delivery::health outrun_{}; ///< what the first of two calls has shown, if the second won
    opening found_;
    std::size_t asked_{};
    bool tried_{};
    bool client_left_{};
    optional_rejection throttled_; ///< a model's Retry-After, if other models were tried after it
    bool more_models_{};           ///< remain in the plan
    bool too_small_{};             ///< a context window was too small
    std::optional<net::steady::duration> breaker_wait_; ///< until the first open breaker lets a call through
};

} // namespace wayfinder::gateway
