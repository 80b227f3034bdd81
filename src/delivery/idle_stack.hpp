// Selects which idle connection to use next and which to close: the policy of a keep-alive pool, without the
// sockets.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <utility>

namespace wayfinder::delivery {

struct idle_limits {
    std::size_t most{64};                      ///< idle connections kept per peer
    std::chrono::milliseconds longest{55'000}; ///< below the minute after which many servers close
};

/// Last in, first out, so that the extra connections of a burst age and are closed.
template <class Connection>
class idle_stack {
public:
    using time_point = std::chrono::steady_clock::time_point;

    explicit idle_stack(idle_limits limits = {}) : limits_{limits} {}

    /// The most recent connection, unless even that has been idle for too long.
    std::optional<Connection> take(time_point now)
    {
        if (entries_.empty() || expired(entries_.back(), now)) return std::nullopt;
        std::optional<Connection> taken{std::move(entries_.back().connection)};
        entries_.pop_back();
        return taken;
    }

    /// Keeps a connection; expired ones are dropped, and the oldest if there is no room.
    void put(Connection connection, time_point now)
    {
        drop_expired(now);
        if (limits_.most == 0) return;
        if (entries_.size() == limits_.most) entries_.pop_front();
        entries_.push_back({std::move(connection), now});
    }

    void drop_expired(time_point now)
    {
        while (!entries_.empty() && expired(entries_.front(), now)) entries_.pop_front();
    }

    [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
    struct entry {
        Connection connection;
        time_point since;
    };

    [[nodiscard]] bool expired(entry const& each, time_point now) const
    {
        return now - each.since >= limits_.longest;
    }

    idle_limits limits_;
    std::deque<entry> entries_; ///< oldest first
};

} // namespace wayfinder::delivery
