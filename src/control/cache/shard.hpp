// A part of the response cache with its own lock.
#pragma once

#include "control/cache/answer.hpp"
#include "control/cache/flight.hpp"
#include "control/cache/key.hpp"
#include "control/cache/tally.hpp"

#include <boost/intrusive/list.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <limits>
#include <mutex>
#include <unordered_map>
#include <variant>

namespace wayfinder::control {

/// Makes the caller the leader of a new flight.
struct flight_start {
    std::shared_ptr<flight> started;
};

/// Every function locks briefly; memory is freed outside the lock.
class cache_shard {
public:
    using clock = std::chrono::steady_clock;
    using lookup = std::variant<shared_answer, flight_start, follower>;

    /// `use` numbers the uses across all shards.
    lookup find(cache_key const& key, clock::time_point now, clock::duration ttl, std::uint64_t use,
                cache_tally& tally);

    /// Replaces any existing entry.
    void put(cache_key const& key, shared_answer answer, std::uint64_t use, cache_tally& tally);

    /// Later lookups no longer find the flight.
    void land(cache_key const& key);

    /// The number of the least recent use of any entry; the largest number if there is none.
    [[nodiscard]] std::uint64_t oldest_use() const { return oldest_use_.load(std::memory_order_relaxed); }

    /// False if there is nothing to drop.
    bool drop_least_recently_used(cache_tally& tally);

    /// Drops up to `most` expired entries; returns how many.
    std::size_t drop_expired(clock::time_point now, clock::duration ttl, std::size_t most,
                             cache_tally& tally);

    /// Releases the memory of an index that was once larger.
    void compact();

    /// The heap memory that an entry occupies, in bytes.
    static std::size_t footprint(cached_answer const& answer);

private:
    using hook = boost::intrusive::list_member_hook<>;

    struct slot {
        cache_key const* key{};
        shared_answer answer;
        std::uint64_t used{};
        hook by_use;
        hook by_age;
    };

    struct leading_bytes {
        std::size_t operator()(cache_key const& key) const noexcept
        {
            std::size_t hash = 0;
            std::memcpy(&hash, key.data(), sizeof hash);
            return hash;
        }
    };

    template <class Value>
    using table = std::unordered_map<cache_key, Value, leading_bytes>;

    template <hook slot::*Hook>
    using order = boost::intrusive::list<slot, boost::intrusive::member_hook<slot, hook, Hook>>;

    void use(slot& which, std::uint64_t number);
    shared_answer remove(slot& which, cache_tally& tally);
    void note_oldest_use();

    std::mutex mutex_;
    table<slot> index_;
    order<&slot::by_use> by_use_; ///< least recently used first
    order<&slot::by_age> by_age_; ///< oldest first
    table<std::shared_ptr<flight>> flights_;
    std::atomic<std::uint64_t> oldest_use_{std::numeric_limits<std::uint64_t>::max()};
};

} // namespace wayfinder::control
