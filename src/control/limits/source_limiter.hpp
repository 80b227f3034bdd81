// How often each source address has been turned away.
#pragma once

#include "control/limits/sliding_window.hpp"

#include <array>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>

namespace wayfinder::control {

/// An IPv6 or IPv4-mapped address, in network byte order.
using source_address = std::array<unsigned char, 16>;

/// Bounded: beyond `most_sources` sources, those idle for longest are forgotten. An IPv6 client has a whole
/// /64, so that counts as one source.
class source_limiter {
public:
    static constexpr std::size_t most_sources = 16'384;
    static constexpr std::chrono::minutes window{1};

    /// Counts one more, unless the window already has `limit`: then returns how long until one leaves it.
    std::optional<steady::duration> count(source_address source, std::size_t limit, steady::time_point now);

private:
    struct entry {
        source_address source{};
        sliding_window turned_away;
    };

    std::mutex mutex_;
    std::list<entry> entries_; ///< latest first
    std::map<source_address, std::list<entry>::iterator> by_source_;
};

} // namespace wayfinder::control
