#include "control/endpoints/endpoint_health.hpp"

#include <utility>

namespace wayfinder::control {

endpoint_health::lease::lease(endpoint_health& of, delivery::pass by, std::uint64_t opened)
    : of_{&of}, by_{by}, opened_{opened}
{
    of_->in_flight_.fetch_add(1, std::memory_order_relaxed);
}

endpoint_health::lease::lease(lease&& other) noexcept
    : of_{std::exchange(other.of_, nullptr)},
      by_{std::exchange(other.by_, delivery::pass::none)},
      opened_{other.opened_},
      slow_{other.slow_},
      begun_{other.begun_}
{}

endpoint_health::lease::~lease()
{
    if (of_ == nullptr) return;
    if (is_probe()) {
        std::lock_guard const lock{of_->guard_};
        of_->breaker_.withdraw(by_);
    }
    of_->in_flight_.fetch_sub(1, std::memory_order_relaxed);
}

void endpoint_health::lease::first_byte(clock::duration after, config::breaker const& rules)
{
    slow_ = rules.slow_call.count() > 0 && after > rules.slow_call;
    std::lock_guard const lock{of_->guard_};
    of_->first_bytes_.observe(after);
}

void endpoint_health::lease::begin(config::breaker const& rules, time_point now)
{
    auto const by = std::exchange(by_, delivery::pass::ordinary);
    begun_ = true;
    std::lock_guard const lock{of_->guard_};
    if (of_->breaker_.openings() == opened_) of_->breaker_.begin(by, slow_, rules, now);
}

void endpoint_health::lease::record(delivery::health how, config::breaker const& rules, time_point now)
{
    auto const by = std::exchange(by_, delivery::pass::none);
    if (by == delivery::pass::none) return;
    std::lock_guard const lock{of_->guard_};
    if (of_->breaker_.openings() != opened_) return;
    if (begun_)
        of_->breaker_.end(how, slow_, rules, now);
    else
        of_->breaker_.record(by, how, slow_, rules, now);
}

std::optional<endpoint_health::lease> endpoint_health::admit(config::breaker const& rules, time_point now)
{
    std::lock_guard const lock{guard_};
    auto const by = breaker_.admit(rules, now);
    if (by == delivery::pass::none) return std::nullopt;
    return lease{*this, by, breaker_.openings()};
}

bool endpoint_health::admits(config::breaker const& rules, time_point now) const
{
    std::lock_guard const lock{guard_};
    return breaker_.admits(rules, now);
}

std::optional<endpoint_health::clock::duration> endpoint_health::first_byte_quantile(double share) const
{
    std::lock_guard const lock{guard_};
    return first_bytes_.quantile(share);
}

endpoint_health::glance endpoint_health::seen(config::breaker const& rules, time_point now) const
{
    return {breaker_.peek(rules, now), breaker_.admits(rules, now), breaker_.wait(rules, now), in_flight()};
}

endpoint_health::glance endpoint_health::peek(config::breaker const& rules, time_point now) const
{
    std::lock_guard const lock{guard_};
    return seen(rules, now);
}

endpoint_health::report endpoint_health::snapshot(config::breaker const& rules, time_point now) const
{
    std::lock_guard const lock{guard_};
    return {seen(rules, now), first_bytes_.quantile(0.95), breaker_.failures_in_a_row(), breaker_.openings()};
}

} // namespace wayfinder::control
