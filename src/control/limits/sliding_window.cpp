#include "control/limits/sliding_window.hpp"

#include <algorithm>
#include <limits>

namespace wayfinder::control {

void sliding_window::expire(steady::time_point now, steady::duration window)
{
    auto const stays = [&](slot const& each) { return each.last + window > now; };
    auto const kept = std::find_if(slots_.begin(), slots_.end(), stays);
    for (auto each = slots_.begin(); each != kept; ++each) {
        requests_ -= each->requests;
        tokens_ -= each->tokens;
    }
    slots_.erase(slots_.begin(), kept);
}

template <class Amount>
std::optional<steady::duration> sliding_window::wait(std::uint64_t held, std::uint64_t more,
                                                     std::uint64_t limit, steady::time_point now,
                                                     steady::duration window, Amount amount) const
{
    more = std::min(more, limit);
    for (auto const& each : slots_) {
        if (held <= limit - more) return std::nullopt;
        held -= amount(each);
        if (held <= limit - more) return each.last + window - now;
    }
    return std::nullopt;
}

std::optional<steady::duration> sliding_window::wait_for_request(std::uint64_t limit, steady::time_point now,
                                                                 steady::duration window) const
{
    return wait(requests_, 1, limit, now, window, [](slot const& each) { return each.requests; });
}

std::optional<steady::duration> sliding_window::wait_for_tokens(std::uint64_t tokens, std::uint64_t limit,
                                                                steady::time_point now,
                                                                steady::duration window) const
{
    // A request of unknown size still requires that the limit is not reached.
    auto const least = std::max<std::uint64_t>(tokens, 1);
    return wait(tokens_, least, limit, now, window, [](slot const& each) { return each.tokens; });
}

sliding_window::slot& sliding_window::newest(steady::time_point now, steady::duration window)
{
    auto const grain = window / static_cast<int>(most_slots);
    bool const shared = !slots_.empty() && now - slots_.back().first < grain;
    if (!shared) slots_.push_back({next_id_++, now, now, 0, 0});
    auto& current = slots_.back();
    current.last = std::max(current.last, now);
    return current;
}

/// Null once it has left the window.
sliding_window::slot* sliding_window::find(slot_id which)
{
    auto const has_id = [&](slot const& each) { return each.id == which; };
    auto const found = std::find_if(slots_.rbegin(), slots_.rend(), has_id);
    return found == slots_.rend() ? nullptr : &*found;
}

sliding_window::slot_id sliding_window::take(std::uint64_t tokens, steady::time_point now,
                                             steady::duration window)
{
    auto& current = newest(now, window);
    current.requests += 1;
    current.tokens += tokens;
    requests_ += 1;
    tokens_ += tokens;
    return current.id;
}

void sliding_window::settle(slot_id which, std::uint64_t taken, std::uint64_t used, steady::time_point now,
                            steady::duration window)
{
    if (auto* const found = find(which)) {
        found->tokens = found->tokens - taken + used;
        tokens_ = tokens_ - taken + used;
    } else if (used > taken) {
        newest(now, window).tokens += used - taken;
        tokens_ += used - taken;
    }
}

void sliding_window::forget(slot_id which, std::uint64_t taken)
{
    auto* const found = find(which);
    if (found == nullptr) return;
    found->requests -= 1;
    found->tokens -= taken;
    requests_ -= 1;
    tokens_ -= taken;
}

sliding_window::level sliding_window::state(steady::time_point now, steady::duration window) const
{
    level result{requests_, tokens_, {}};
    if (!slots_.empty()) result.empty_in = slots_.back().last + window - now;
    return result;
}

} // namespace wayfinder::control
