#include "control/limits/source_limiter.hpp"

#include <algorithm>

namespace wayfinder::control {
namespace {

source_address network_of(source_address source)
{
    constexpr source_address mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    bool const v4 = std::equal(mapped.begin(), mapped.begin() + 12, source.begin());
    if (!v4) std::fill(source.begin() + 8, source.end(), static_cast<unsigned char>(0));
    return source;
}

} // namespace

std::optional<steady::duration> source_limiter::count(source_address source, std::size_t limit,
                                                      steady::time_point now)
{
    auto const network = network_of(source);
    std::lock_guard const lock{mutex_};
    auto const [place, is_new] = by_source_.try_emplace(network, entries_.end());
    if (is_new) {
        entries_.push_front({network, {}});
        place->second = entries_.begin();
    } else {
        entries_.splice(entries_.begin(), entries_, place->second);
    }
    auto& seen = entries_.front().turned_away;
    seen.expire(now, window);
    auto const wait = seen.wait_for_request(limit, now, window);
    if (!wait) seen.take(0, now, window);
    if (entries_.size() > most_sources) {
        by_source_.erase(entries_.back().source);
        entries_.pop_back();
    }
    return wait;
}

} // namespace wayfinder::control
