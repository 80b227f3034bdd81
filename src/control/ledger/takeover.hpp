// What has to be done once a process that shared the file has ended.
#pragma once

#include "control/ledger/file_lock.hpp"

#include <chrono>
#include <functional>
#include <mutex>

namespace wayfinder::control {

/// A killed process releases its locks one after another, some time after it is seen to end; therefore this
/// retries until nothing is left.
class takeover {
public:
    using clock = std::chrono::steady_clock;

    /// `recover` writes what the other process left behind; false if it has to be called again.
    takeover(file_lock& lock, std::function<bool()> recover);

    /// From any thread: the other process has ended, or is about to.
    void begin();
    /// From any thread: another process joins, and takes over what was begun.
    void share();

    /// On the thread of `recover`: does what is due and returns when to call it again at the latest.
    clock::time_point run();

private:
    file_lock& lock_;
    std::function<bool()> recover_;
    std::mutex mutex_;
    bool wanted_{};
    bool alone_{};
    clock::time_point next_{};
    std::chrono::milliseconds pause_{};
};

} // namespace wayfinder::control
