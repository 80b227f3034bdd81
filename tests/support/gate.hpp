// A gate between a test and the script of its fake upstream: the script waits until the test opens it.
#pragma once

#include "timing.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stop_token>

namespace wayfinder::testing {

/// A test that fails and returns destroys its gate: waiting scripts are then released and notified.
class gate {
public:
    gate() = default;
    gate(gate const&) = delete;
    gate& operator=(gate const&) = delete;
    ~gate() { become(state::abandoned); }

    void open() { become(state::open); }

    /// False if the bound passes, a stop is requested or the gate is destroyed before it opens.
    bool wait(std::stop_token stop = {}, std::chrono::milliseconds bound = patience)
    {
        auto const door = door_; // outlives this gate
        std::unique_lock lock{door->mutex};
        door->changed.wait_for(lock, stop, bound, [&] { return door->now != state::closed; });
        return door->now == state::open;
    }

private:
    enum class state { closed, open, abandoned };
    struct shared {
        std::mutex mutex;
        std::condition_variable_any changed;
        state now{state::closed};
    };

    void become(state next)
    {
        std::lock_guard const lock{door_->mutex};
        door_->now = next;
        door_->changed.notify_all();
    }

    std::shared_ptr<shared> door_{std::make_shared<shared>()};
};

} // namespace wayfinder::testing
