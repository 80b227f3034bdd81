#include "gateway/upstream/hedged_call.hpp"

#include "gateway/admission/admit.hpp"
#include "gateway/upstream/endpoint_choice.hpp"
#include "gateway/upstream/evidence.hpp"
#include "gateway/upstream/upstream_refusal.hpp"

#include <utility>

namespace wayfinder::gateway {

namespace asio = net::asio;

std::optional<net::steady::duration> hedge_delay(model_endpoint const& at)
{
    constexpr double quantile = 0.95; // of its times to first content
    return at.health->first_byte_quantile(quantile);
}

hedged_call::hedged_call(request_context& context, services const& provided, attribution& record,
                         race::terms terms, std::size_t model)
    : context_{context},
      services_{provided},
      record_{record},
      limit_{terms.limit},
      calls_{provided.context, terms},
      model_{model}
{}

asio::awaitable<void> hedged_call::run(model_endpoint const& first, net::steady::duration delay,
                                       std::size_t& turn)
{
    winner_ = first_ = calls_.start(prepare(first));
    auto const until = first_->begun + delay;
    if (!first_->over) {
        co_await calls_.wait(until);
    }
    if (!first_->over) begin_second(first, turn);
    co_await wait_for_winner();
    if (second_) {
        co_await end_loser();
    }
    found = std::move(winner_->found);
    won = std::move(winner_->call);
}

/// If the retry budget, the caller's budgets and an endpoint permit it.
void hedged_call::begin_second(model_endpoint const& first, std::size_t& turn)
{
    auto const& rules = context_.settings().retry;
    auto reserved = reserve_again(context_, services_.shared.accounts, model_);
    auto const* const other = reserved ? admit_second(first, turn) : nullptr;
    if (other == nullptr) return;
    if (!services_.shared.retries.withdraw(rules.budget, net::steady::now())) return second_lease.reset();
    reserved_ = std::move(reserved);
    second_ = calls_.start(prepare(*other));
    ++context_.stats.attempts;
}

/// Another endpoint, or the same one if there is no other. Null if none may be called.
model_endpoint const* hedged_call::admit_second(model_endpoint const& first, std::size_t& turn)
{
    auto const endpoints = context_.fleet->of(model_);
    auto const& rules = context_.settings().breaker;
    endpoint_uses seen{endpoints.size(), rules};
    seen.last = static_cast<std::size_t>(&first - endpoints.data());
    auto const at = choose_endpoint(endpoints, seen, rules, turn++).index;
    if (!at) return nullptr;
    auto admitted = endpoints[*at].health->admit(rules, net::steady::now());
    if (!admitted) return nullptr;
    second_lease.emplace(std::move(*admitted));
    return &endpoints[*at];
}

/// The other endpoint may have what one lacks.
bool hedged_call::answers(race::runner const& one) const
{
    if (!one.over || one.found.is_missing()) return false;
    auto const longest = context_.settings().retry.max_retry_after;
    return delivery::judge(one.found.end, false, longest) == delivery::verdict::deliver;
}

asio::awaitable<void> hedged_call::wait_for_winner()
{
    for (;;) {
        if (second_ && answers(*second_) && !answers(*first_)) winner_ = second_;
        if (answers(*winner_) || (first_->over && (!second_ || second_->over))) co_return;
        co_await calls_.wait();
    }
}

asio::awaitable<void> hedged_call::end_loser()
{
    auto const& settings = context_.settings();
    bool const second_won = winner_ == second_;
    auto const loser = second_won ? first_ : second_;
    if (second_->over && !is_abandoned(second_->found.failure, limit_)) {
        auto const took = net::steady::now() - second_->begun;
        record_opening(*second_lease, second_->found, *second_->call, took, settings.breaker);
    }
    if (second_won && first_->over && !is_abandoned(first_->found.failure, limit_)) {
        note_failure(context_, services_.log, *first_->call, model_, describe(first_->found));
        bool const bad = delivery::health_of(first_->found.end) == delivery::health::bad;
        outrun = bad ? delivery::health::bad : delivery::health::silent;
    }
    bool const answered = answers(*loser);
    co_await calls_.end(loser);
    services_.shared.metrics.hedged(settings.models[model_].name, second_won);
    // A call that failed on its own costs nothing.
    bool const given_up = loser->stopped || is_abandoned(loser->found.failure, limit_);
    if ((answered || given_up) && loser->call->sent())
        record_.lost_race(model_, loser->call->usage(), std::move(*reserved_));
    if (!second_won) second_lease.reset(); // the first call's stream may run for long
}

std::unique_ptr<attempt> hedged_call::prepare(model_endpoint const& at) const
{
    return std::make_unique<attempt>(context_, services_, context_.runtime->targets()[model_], at);
}

} // namespace wayfinder::gateway
