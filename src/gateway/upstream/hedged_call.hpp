// A model call that is repeated if its first byte is late.
#pragma once

#include "gateway/accounting/attribution.hpp"
#include "gateway/upstream/attempt.hpp"
#include "gateway/upstream/race.hpp"

#include <cstddef>
#include <memory>
#include <optional>

namespace wayfinder::gateway {

/// How long to wait for the endpoint before the second call starts; nothing while too little is known about
/// it.
std::optional<net::steady::duration> hedge_delay(model_endpoint const& at);

/// The first call to open an answer wins; the other is ended, and its cost is booked separately. The second
/// call's outcome is reported to its endpoint's health here, the first one's by the caller, who holds that
/// endpoint's lease.
class hedged_call {
public:
    hedged_call(request_context& context, services const& provided, attribution& record, race::terms terms,
                std::size_t model);

    /// Call once. `turn` is the worker's round robin among equal endpoints.
    net::asio::awaitable<void> run(model_endpoint const& first, net::steady::duration delay,
                                   std::size_t& turn);

    // Afterwards:
    opening found;
    std::unique_ptr<attempt> won;
    /// What the first call has shown, if the second won: bad if it had failed by then.
    delivery::health outrun{delivery::health::silent};
    /// Of the second call, if it won.
    std::optional<control::endpoint_health::lease> second_lease;

private:
    model_endpoint const* admit_second(model_endpoint const& first, std::size_t& turn);
    void begin_second(model_endpoint const& first, std::size_t& turn);
    net::asio::awaitable<void> wait_for_winner();
    net::asio::awaitable<void> end_loser();
    [[nodiscard]] bool answers(race::runner const& one) const;
    [[nodiscard]] std::unique_ptr<attempt> prepare(model_endpoint const& at) const;

    request_context& context_;
    services const& services_;
    attribution& record_;
    call_limit limit_;
    race calls_;
    std::size_t model_;
    race::runner_ptr first_;
    race::runner_ptr second_;                    ///< null while there is none
    race::runner_ptr winner_;                    ///< so far
    std::optional<control::admission> reserved_; ///< for the loser
};

} // namespace wayfinder::gateway
