// Answers that are given again to whoever asks the same.
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

/// Bounded by number, by true bytes and by age; the least recently used go first, whatever shard they are in.
/// Everything in it may be used from any thread. Outlives its leaders.
class response_cache {
public:
    using clock = std::chrono::steady_clock;

    /// The one request that asks the upstream while others with the same key wait. Its destructor has them
    /// look again, unless it has published or declined.
    class leader {
    public:
        leader(leader&&) noexcept = default;
        leader& operator=(leader&& other) noexcept;
        ~leader();

        /// Stores the answer and gives it to those who wait, also when it is too large to be stored.
        void publish(cached_answer answer, clock::time_point now);
        /// There is nothing to share: each of those who wait asks for itself.
        void decline() { end({}); }

    private:
        friend class response_cache;
        leader(response_cache& cache, cache_key const& key, std::shared_ptr<flight> started);
        void end(landing outcome);

        response_cache* cache_;
        cache_key key_;
        std::shared_ptr<flight> flight_; ///< null once it has ended
    };

    using lookup = std::variant<shared_answer, leader, follower>;

    struct stats {
        std::size_t entries{};
        std::size_t bytes{};  ///< of memory, overhead included
        std::uint64_t hits{}; ///< those who waited and were given an answer included
        std::uint64_t misses{};
        std::uint64_t evictions{}; ///< for want of room, or because the limits have changed
        std::uint64_t expirations{};
    };

    explicit response_cache(config::cache const& settings) { adopt(settings); }

    /// New limits hold at once; a cache that is disabled is empty. Flights go on, but are not stored.
    void adopt(config::cache const& settings);

    /// An answer that has not expired; or else the duty to get one, or to wait for who has it. Never blocks.
    lookup find(cache_key const& key, clock::time_point now);

    /// For who has not asked first (`Cache-Control: no-cache`): replaces what is there.
    void store(cache_key const& key, cached_answer answer, clock::time_point now);

    /// Frees what has expired. To be called every few seconds; no lock is held for long.
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
    std::mutex shrinking_; ///< two who shrink at once would drop one too many
};

} // namespace wayfinder::control
