// A door between a test and the script of its fake upstream: the script waits until the test opens it.
#pragma once

#include "timing.hpp"

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace wayfinder::testing {

class gate {
public:
    void open()
    {
        std::lock_guard const lock{mutex_};
        open_ = true;
        changed_.notify_all();
    }

    /// False when the bound passes or a stop is asked for before the gate opens.
    bool wait(std::stop_token stop = {}, std::chrono::milliseconds bound = patience)
    {
        std::unique_lock lock{mutex_};
        return changed_.wait_for(lock, stop, bound, [this] { return open_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool open_{false};
};

} // namespace wayfinder::testing
