// Passes items from many threads to one, without ever blocking the senders.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

namespace wayfinder::telemetry {

/// Holds a limited number of items and bytes; the caller drops what does not fit. Memory is allocated once,
/// and the taker is woken once for everything that has gathered.
template <class Item>
class bounded_queue {
public:
    bounded_queue(std::size_t most_items, std::size_t most_bytes)
        : most_items_{most_items}, most_bytes_{most_bytes}
    {}

    /// Sets the maximum number of items.
    void hold(std::size_t most_items)
    {
        std::lock_guard const lock{mutex_};
        most_items_ = most_items;
    }

    /// Thread-safe. False, with the item unchanged, if there is no room. `bytes` is what the item holds
    /// beyond its own size, where that matters.
    bool add(Item&& item, std::size_t bytes = 0)
    {
        {
            std::lock_guard const lock{mutex_};
            if (ending_ || waiting_.size() >= most_items_ || bytes > most_bytes_ - bytes_) return false;
            if (waiting_.capacity() < most_items_) waiting_.reserve(most_items_);
            waiting_.push_back(std::move(item));
            bytes_ += bytes;
            if (waiting_.size() > 1 && !is_filling()) return true;
        }
        wake_.notify_one();
        return true;
    }

    /// Waits for an item, then for `gather` for more, unless the queue is nearly full, and moves all of them
    /// into `batch`, which must be empty and belong to the taker. False once the queue has ended and is
    /// empty.
    bool take(std::vector<Item>& batch, std::chrono::milliseconds gather)
    {
        std::unique_lock lock{mutex_};
        auto const called = [this] { return ending_ || nudged_; };
        wake_.wait(lock, [&] { return called() || !waiting_.empty(); });
        if (!called()) wake_.wait_for(lock, gather, [&] { return called() || is_filling(); });
        nudged_ = false;
        bytes_ = 0;
        std::swap(batch, waiting_);
        return !(ending_ && batch.empty());
    }

    /// Wakes the taker, with or without items.
    void nudge()
    {
        {
            std::lock_guard const lock{mutex_};
            nudged_ = true;
        }
        wake_.notify_one();
    }

    /// Stops accepting items.
    void end()
    {
        {
            std::lock_guard const lock{mutex_};
            ending_ = true;
        }
        wake_.notify_one();
    }

private:
    [[nodiscard]] bool is_filling() const { return 2 * waiting_.size() >= most_items_; }

    std::size_t most_items_;
    std::size_t const most_bytes_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Item> waiting_;
    std::size_t bytes_{};
    bool nudged_{};
    bool ending_{};
};

} // namespace wayfinder::telemetry
