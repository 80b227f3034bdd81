// The combined load of all workers: requests in flight, and the memory of bodies and answers.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace wayfinder::net {

/// Counts load and refuses what exceeds the limits. Thread-safe.
class load {
public:
    enum class shed_for : unsigned char { requests, memory };

    /// One request in flight, until destroyed.
    class place {
    public:
        place(place&& other) noexcept : of_{std::exchange(other.of_, nullptr)} {}
        place& operator=(place&&) = delete;
        ~place()
        {
            if (of_ != nullptr) of_->requests_.fetch_sub(1, std::memory_order_relaxed);
        }

    private:
        friend class load;
        explicit place(load& of) : of_{&of} {}
        load* of_;
    };

    /// The memory of one body, or of one answer waiting for its client, until destroyed.
    class memory {
    public:
        explicit memory(load& of) : of_{of} {}
        memory(memory const&) = delete;
        memory& operator=(memory const&) = delete;
        ~memory() { release(); }

        /// Grows to this many bytes; false, with nothing changed, if the total would exceed `most`.
        bool grow_to(std::size_t bytes, std::size_t most)
        {
            if (may_grow_to(bytes, most)) return true;
            of_.note(shed_for::memory);
            return false;
        }
        /// The same, but not counted as shedding if there is no room.
        bool may_grow_to(std::size_t bytes, std::size_t most)
        {
            if (bytes <= held_) return true;
            auto const more = bytes - held_;
            if (of_.bytes_.fetch_add(more, std::memory_order_relaxed) + more > most) {
                of_.bytes_.fetch_sub(more, std::memory_order_relaxed);
                return false;
            }
            held_ = bytes;
            of_.note_most();
            return true;
        }
        void release()
        {
            if (held_ > 0) of_.bytes_.fetch_sub(std::exchange(held_, 0), std::memory_order_relaxed);
        }

    private:
        load& of_;
        std::size_t held_{};
    };

    /// Nullopt if `most` requests are in flight.
    [[nodiscard]] std::optional<place> admit(std::size_t most)
    {
        if (requests_.fetch_add(1, std::memory_order_relaxed) < most) return place{*this};
        requests_.fetch_sub(1, std::memory_order_relaxed);
        note(shed_for::requests);
        return std::nullopt;
    }

    [[nodiscard]] std::size_t requests() const { return requests_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }
    /// The peak since the last call, approximately.
    [[nodiscard]] std::size_t take_most_bytes()
    {
        return std::max(most_bytes_.exchange(0, std::memory_order_relaxed), bytes());
    }
    [[nodiscard]] std::uint64_t shed(shed_for why) const
    {
        return (why == shed_for::requests ? too_many_ : too_large_).load(std::memory_order_relaxed);
    }

private:
    void note(shed_for why)
    {
        (why == shed_for::requests ? too_many_ : too_large_).fetch_add(1, std::memory_order_relaxed);
    }

    void note_most()
    {
        auto const now = bytes();
        if (now > most_bytes_.load(std::memory_order_relaxed))
            most_bytes_.store(now, std::memory_order_relaxed);
    }

    std::atomic<std::size_t> requests_{};
    std::atomic<std::size_t> bytes_{};
    std::atomic<std::size_t> most_bytes_{};
    std::atomic<std::uint64_t> too_many_{};
    std::atomic<std::uint64_t> too_large_{};
};

} // namespace wayfinder::net
