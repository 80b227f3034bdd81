#include "delivery/breaker.hpp"

#include <algorithm>

namespace wayfinder::delivery {

bool breaker::cooled(config::breaker const& rules, time_point now) const
{
    return now - opened_at_ >= rules.cooldown;
}

bool breaker::admits(config::breaker const& rules, time_point now) const
{
    return closed_ || (!probing_ && cooled(rules, now));
}

pass breaker::admit(config::breaker const& rules, time_point now)
{
    if (closed_) return pass::ordinary;
    if (!admits(rules, now)) return pass::none;
    probing_ = true;
    return pass::probe;
}

void breaker::record(pass by, health how, bool slow, config::breaker const& rules, time_point now)
{
    if (how == health::silent) return withdraw(by);
    bool const failed = how == health::bad || slow;
    if (by == pass::probe) return failed ? open(now) : close();
    if (by == pass::none || !closed_) return;
    learn(how, too_many(failed, rules, now), rules, now);
}

void breaker::begin(pass by, bool slow, config::breaker const& rules, time_point now)
{
    if (by == pass::probe && slow) return open(now);
    if (by == pass::probe) {
        close();
        in_a_row_ = std::max<std::size_t>(rules.threshold, 1) - 1;
    } else if (by == pass::ordinary && closed_ && slow && too_many(true, rules, now)) {
        open(now);
    }
}

void breaker::end(health how, bool slow, config::breaker const& rules, time_point now)
{
    if (how == health::silent || !closed_) return;
    bool const counted = slow; // at begin()
    learn(how, !counted && too_many(how == health::bad, rules, now), rules, now);
}

/// Records one more call in the window, and returns whether too many have failed.
bool breaker::too_many(bool failed, config::breaker const& rules, time_point now)
{
    recent_.count(failed, rules.window, now);
    auto const [calls, failures] = recent_.within(rules.window, now);
    return calls >= rules.min_calls && failures > 0 &&
           static_cast<double>(failures) >= rules.error_rate * static_cast<double>(calls);
}

void breaker::learn(health how, bool opens, config::breaker const& rules, time_point now)
{
    in_a_row_ = how == health::bad ? in_a_row_ + 1 : 0;
    if (opens || in_a_row_ >= rules.threshold) open(now);
}

void breaker::withdraw(pass by)
{
    if (by == pass::probe) probing_ = false;
}

void breaker::open(time_point now)
{
    closed_ = probing_ = false;
    opened_at_ = now;
    ++openings_;
}

void breaker::close()
{
    closed_ = true;
    probing_ = false;
    in_a_row_ = 0;
    recent_.clear();
}

breaker::state breaker::peek(config::breaker const& rules, time_point now) const
{
    if (closed_) return state::closed;
    return probing_ || cooled(rules, now) ? state::half_open : state::open;
}

breaker::clock::duration breaker::wait(config::breaker const& rules, time_point now) const
{
    if (peek(rules, now) != state::open) return {};
    return rules.cooldown - (now - opened_at_);
}

} // namespace wayfinder::delivery
