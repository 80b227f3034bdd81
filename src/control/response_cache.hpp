// Stored answers for equal requests.
#pragma once

#include "config/governance.hpp"
#include "control/cache/answer.hpp"
#include "control/cache/flight.hpp"
#include "control/cache/key.hpp"
#include "control/cache/shard.hpp"
#include "control/cache/tally.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <variant>

namespace wayfinder::control {

/// Bounded by number, actual bytes and age; the least recently used go first, across all shards. Thread-safe.
/// Must outlive its leaders.
class response_cache {
public:
    using clock = std::chrono::steady_clock;

    /// The one request that calls the upstream while others with the same key wait. The destructor makes them
    /// look again, unless it has published or declined.
    class leader {
    public:
        leader(leader&&) noexcept = default;
        leader& operator=(leader&& other) noexcept;
        ~leader();

        /// Stores the answer and passes it to those who wait, even if it is too large to be stored.
        void publish(cached_answer answer, clock::time_point now);
        /// There is nothing to share: each waiting request makes its own call.
        void decline() { end({}); }

    private:
        friend class response_cache;
        leader(response_cache& cache, cache_key const& key, std::shared_ptr<flight> started);
        void end(flight_result outcome);

        response_cache* cache_;
        cache_key key_;
        std::shared_ptr<flight> flight_; ///< null once ended
    };

    using lookup = std::variant<shared_answer, leader, follower>;

    struct stats {
        std::size_t entries{};
        std::size_t bytes{};  ///< of memory, overhead included
        std::uint64_t hits{}; ///< including those who waited and were given an answer
        std::uint64_t misses{};
        std::uint64_t evictions{}; ///< for lack of room, or because the limits changed
        std::uint64_t expirations{};
    };

    explicit response_cache(config::cache const& settings) { adopt(settings); }

    /// New limits apply at once; a disabled cache is empty. Flights continue but are not stored.
    void adopt(config::cache const& settings);

    /// An answer that has not expired, or the role of leader, or a wait for the current leader. Never blocks.
    lookup find(cache_key const& key, clock::time_point now);

    /// For callers that skipped the lookup (`Cache-Control: no-cache`): replaces any existing entry.
    void store(cache_key const& key, cached_answer answer, clock::time_point now);

    /// Frees what has expired. Call every few seconds; no lock is held for long.
    void sweep(clock::time_point now);

    [[nodiscard]] stats figures() const;

private:
    static constexpr std::size_t shard_count = 16;

    cache_shard& shard_of(cache_key const& key) { return shards_[key.back() % shard_count]; }
    shared_answer keep(cache_key const& key, cached_answer answer, clock::time_point now);
    void shrink();

    std::array<cache_shard, shard_count> shards_;
    cache_tally tally_;
    std::atomic<std::uint64_t> uses_{};
    std::atomic<clock::duration> ttl_{};
    std::atomic<std::size_t> max_entries_{}; ///< 0 while disabled
    std::atomic<std::size_t> max_bytes_{};
    std::mutex shrinking_; ///< two concurrent shrinks would drop one entry too many
};

} // namespace wayfinder::control
