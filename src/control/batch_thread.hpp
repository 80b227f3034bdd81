// Work that many threads submit and one thread performs, in batches of whatever has arrived.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace wayfinder::control {

/// What costs as much for one item as for a hundred, such as a flush to disk, is done once for all that wait.
template <class Item>
class batch_thread {
public:
    /// When `work` is called even if nothing has arrived; none: never.
    using alarm = std::optional<std::chrono::steady_clock::time_point>;

    /// `work` runs on a dedicated thread with the items that have arrived since its last call, in order. It
    /// returns the latest time of its next call; the first one is `first`.
    explicit batch_thread(std::function<alarm(std::vector<Item>&)> work, alarm first = {})
        : work_{std::move(work)}, alarm_{first}, thread_{[this] { run(); }}
    {}

    /// Processes what has been submitted, then ends.
    ~batch_thread()
    {
        {
            std::lock_guard const lock{mutex_};
            ending_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }

    batch_thread(batch_thread const&) = delete;
    batch_thread& operator=(batch_thread const&) = delete;

    /// From any thread.
    void add(Item item)
    {
        {
            std::lock_guard const lock{mutex_};
            waiting_.push_back(std::move(item));
        }
        wake_.notify_one();
    }

    /// From any thread: makes `work` run even if nothing has arrived.
    void nudge()
    {
        {
            std::lock_guard const lock{mutex_};
            nudged_ = true;
        }
        wake_.notify_one();
    }

private:
    void run()
    {
        std::vector<Item> batch;
        for (std::unique_lock lock{mutex_};;) {
            auto const due = [this] { return ending_ || nudged_ || !waiting_.empty(); };
            if (alarm_)
                wake_.wait_until(lock, *alarm_, due);
            else
                wake_.wait(lock, due);
            if (ending_ && waiting_.empty()) return;
            std::swap(batch, waiting_);
            nudged_ = false;
            lock.unlock();
            alarm_ = work_(batch);
            batch.clear();
            lock.lock();
        }
    }

    std::function<alarm(std::vector<Item>&)> work_;
    alarm alarm_; // used by the thread only
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Item> waiting_;
    bool nudged_{};
    bool ending_{};
    std::thread thread_;
};

} // namespace wayfinder::control
