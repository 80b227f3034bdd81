// One upstream call that several requests wait for.
#pragma once

#include "control/cache/answer.hpp"
#include "control/cache/tally.hpp"

#include <functional>
#include <memory>
#include <stop_token>

namespace wayfinder::control {

/// Ends once. That is what a std::stop_source is: it runs every callback once, outside of any lock, and a
/// callback that is taken back either never runs or has run.
class flight {
public:
    explicit flight(cache_tally& tally) : tally_{tally} {}

    /// With null when nothing came of it. Runs the callbacks of all that wait.
    void end(shared_answer outcome);

private:
    friend class follower;

    cache_tally& tally_;
    shared_answer outcome_; ///< written before the end is announced, never after
    std::stop_source ended_;
};

/// Waits for somebody else's call. Its destructor takes the callback back: once it returns, the callback does
/// not run and will not.
class follower {
public:
    /// Gets the answer, or null when the leader has none to give: then look again.
    using callback = std::function<void(shared_answer const&)>;

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
