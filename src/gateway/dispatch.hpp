// Asks the models that may answer, one after the other, until one does.
#pragma once

#include "gateway/attempt.hpp"
#include "gateway/attribution.hpp"
#include "gateway/call_limit.hpp"
#include "gateway/outlet.hpp"
#include "gateway/rejection.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

class visits;

/// What a worker keeps for all its dispatches.
struct dispatch_tools {
    usage_readers readers;
    std::minstd_rand random{std::random_device{}()};
    std::size_t turn{}; ///< whose it is among endpoints that are equally loaded
};

/// One request's way along its plan: the chosen model, what stands in for it, and the endpoints of each.
/// Nothing has reached the client when it is done, but for comments that keep a stream alive.
class dispatch {
public:
    /// What becomes of the answer.
    struct intent {
        std::size_t copy_limit{}; ///< up to which it is kept
        bool judged{};            ///< it is read to its end before anything of it goes out
    };

    dispatch(request_context& context, services const& lent, dispatch_tools& tools, attribution& books,
             intent with);

    /// Why there is no answer; nothing when there is one, or when the client has left.
    net::asio::awaitable<maybe_refused> run();

    [[nodiscard]] bool client_left() const { return client_left_; }

    // With an answer:
    [[nodiscard]] attempt& won() { return *attempt_; }
    [[nodiscard]] std::size_t served_by() const { return asked_; } ///< place of the model
    [[nodiscard]] opening const& found() const { return found_; }
    /// The answer has ended as it should.
    void ended_well();
    /// The upstream has broken it off: a failed call, though it was the one that answered.
    void broke_off(std::string const& why);
    /// Nobody waits for the call any more, which is no failure of its upstream.
    [[nodiscard]] bool is_abandoned(net::failure const& failed) const;

private:
    enum class fate : unsigned char { answered, next_model, over };

    net::asio::awaitable<fate> ask(std::size_t model);
    net::asio::awaitable<std::optional<net::steady::duration>> call(std::size_t model, berth const& at);
    [[nodiscard]] delivery::verdict verdict_at(std::size_t model, visits const& seen) const;
    net::asio::awaitable<bool> rest(bool elsewhere, unsigned retried);
    bool may_ask(std::size_t model);
    bool may_retry(std::size_t model, unsigned so_far);
    [[nodiscard]] bool may_hedge(std::size_t model) const;
    [[nodiscard]] std::optional<std::size_t> choose(std::span<berth const> berths, visits const& seen);
    void note_failure(std::size_t model, std::string const& what);
    void tell_at_end(delivery::health how);
    [[nodiscard]] rejection last_word() const;

    request_context& context_;
    services const& lent_;
    dispatch_tools& tools_;
    attribution& books_;
    intent with_;
    call_limit limit_;
    std::unique_ptr<attempt> attempt_;
    std::optional<control::endpoint_health::lease> lease_; ///< of the call that answers
    std::optional<control::endpoint_health::lease>
        second_lease_; ///< of the second of two calls, where it won
    opening found_;
    std::size_t asked_{};
    bool tried_{};
    bool client_left_{};
    maybe_refused throttled_; ///< a model's word when to come again, where others were asked then
    bool more_models_{};      ///< follow in the plan
    bool too_small_{};        ///< some context window was
    std::optional<net::steady::duration> breaker_wait_; ///< until the first open breaker lets somebody try
};

} // namespace wayfinder::gateway
