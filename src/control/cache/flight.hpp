// One upstream call that several requests wait for.
#pragma once

#include "control/cache/answer.hpp"
#include "control/cache/tally.hpp"

#include <functional>
#include <memory>
#include <stop_token>

namespace wayfinder::control {

/// What a flight leaves to those who have waited for it.
struct landing {
    shared_answer answer{}; ///< null where there is none for them
    bool look_again{};      ///< whoever asked has left before there was one: another may ask for all
};

/// Ends once. That is what a std::stop_source is: it runs every callback once, outside of any lock, and a
/// callback that is taken back either never runs or has run.
class flight {
public:
    explicit flight(cache_tally& tally) : tally_{tally} {}

    /// Runs the callbacks of all that wait.
    void end(landing outcome);

private:
    friend class follower;

    cache_tally& tally_;
    landing outcome_; ///< written before the end is announced, never after
    std::stop_source ended_;
};

/// Waits for somebody else's call. Its destructor takes the callback back: once it returns, the callback does
/// not run and will not.
class follower {
public:
    using callback = std::function<void(landing const&)>;

    explicit follower(std::shared_ptr<flight> joined) : flight_{std::move(joined)} {}

    /// To be called once. The callback runs once: on the leader's thread as the flight ends, or before wait()
    /// returns when it has ended. It may use the cache and, unless wait() is still running, destroy the
    /// follower; it must not throw.
    void wait(callback on_end);

private:
    std::shared_ptr<flight> flight_;
    std::unique_ptr<std::stop_callback<std::function<void()>>> registration_;
};

} // namespace wayfinder::control
