// One upstream call that several requests wait for.
#pragma once

#include "control/cache/answer.hpp"
#include "control/cache/tally.hpp"

#include <functional>
#include <memory>
#include <stop_token>

namespace wayfinder::control {

/// What a flight passes to the requests that waited for it.
struct flight_result {
    shared_answer answer{}; ///< null if there is none for them
    bool look_again{};      ///< the leader left before there was an answer: another request may try
};

/// Ends once. That is what std::stop_source does: it runs every callback once, outside any lock, and a
/// callback that is deregistered either never runs or has finished.
class flight {
public:
    explicit flight(cache_tally& tally) : tally_{tally} {}

    /// Runs the callbacks of all waiting requests.
    void end(flight_result outcome);

private:
    friend class follower;

    cache_tally& tally_;
    flight_result outcome_; ///< written before the end is announced, never afterwards
    std::stop_source ended_;
};

/// Waits for another request's call. The destructor deregisters the callback: once it returns, the callback
/// is not running and never will.
class follower {
public:
    using callback = std::function<void(flight_result const&)>;

    explicit follower(std::shared_ptr<flight> joined) : flight_{std::move(joined)} {}

    /// Call this once. The callback runs once: on the leader's thread when the flight ends, or before wait()
    /// returns if it has ended already. It may use the cache and, unless wait() is still running, destroy the
    /// follower; it must not throw.
    void wait(callback on_end);

private:
    std::shared_ptr<flight> flight_;
    std::unique_ptr<std::stop_callback<std::function<void()>>> registration_;
};

} // namespace wayfinder::control
