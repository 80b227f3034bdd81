#include "control/cache/shard.hpp"

#include <algorithm>
#include <vector>

namespace wayfinder::control {
namespace {

bool is_expired(cached_answer const& answer, cache_shard::clock::time_point now,
                cache_shard::clock::duration ttl)
{
    return ttl.count() > 0 && now - answer.stored_at >= ttl;
}

/// What glibc's malloc uses for a request: one word of overhead, in steps of 16, at least 32.
std::size_t block(std::size_t size)
{
    return std::max<std::size_t>(32, (size + 8 + 15) / 16 * 16);
}

std::size_t heap_of(std::string const& text)
{
    return text.capacity() <= std::string{}.capacity() ? 0 : block(text.capacity() + 1);
}

} // namespace

cache_shard::lookup cache_shard::find(cache_key const& key, clock::time_point now, clock::duration ttl,
                                      std::uint64_t number, cache_tally& tally)
{
    shared_answer freed_unlocked;
    std::lock_guard const lock{mutex_};
    if (auto const known = index_.find(key); known != index_.end()) {
        auto& found = known->second;
        if (!is_expired(*found.answer, now, ttl)) {
            use(found, number);
            cache_tally::add(tally.hits);
            return found.answer;
        }
        freed_unlocked = remove(found, tally);
        cache_tally::add(tally.expirations);
    }
    auto& flown = flights_[key];
    if (flown) return follower{flown};
    cache_tally::add(tally.misses);
    flown = std::make_shared<flight>(tally);
    return flight_start{flown};
}

void cache_shard::put(cache_key const& key, shared_answer answer, std::uint64_t number, cache_tally& tally)
{
    shared_answer freed_unlocked;
    std::lock_guard const lock{mutex_};
    if (auto const known = index_.find(key); known != index_.end())
        freed_unlocked = remove(known->second, tally);
    auto const at = index_.try_emplace(key).first;
    auto& added = at->second;
    added.key = &at->first;
    cache_tally::add(tally.entries);
    cache_tally::add(tally.bytes, footprint(*answer));
    added.answer = std::move(answer);
    by_use_.push_back(added);
    by_age_.push_back(added);
    use(added, number);
}

void cache_shard::land(cache_key const& key)
{
    std::lock_guard const lock{mutex_};
    flights_.erase(key);
}

bool cache_shard::drop_least_recently_used(cache_tally& tally)
{
    shared_answer freed_unlocked;
    std::lock_guard const lock{mutex_};
    if (by_use_.empty()) return false;
    freed_unlocked = remove(by_use_.front(), tally);
    cache_tally::add(tally.evictions);
    return true;
}

std::size_t cache_shard::drop_expired(clock::time_point now, clock::duration ttl, std::size_t most,
                                      cache_tally& tally)
{
    std::vector<shared_answer> freed_unlocked;
    std::lock_guard const lock{mutex_};
    while (freed_unlocked.size() < most && !by_age_.empty() && is_expired(*by_age_.front().answer, now, ttl))
        freed_unlocked.push_back(remove(by_age_.front(), tally));
    cache_tally::add(tally.expirations, std::uint64_t{freed_unlocked.size()});
    return freed_unlocked.size();
}

void cache_shard::compact()
{
    std::lock_guard const lock{mutex_};
    index_.rehash(0);
}

std::size_t cache_shard::footprint(cached_answer const& answer)
{
    constexpr std::size_t counters = 2 * sizeof(void*);        // of a shared pointer
    constexpr std::size_t chain = sizeof(void*);               // of a hash table's node
    constexpr std::size_t table_share = sizeof(void*) * 3 / 2; // the table is between half full and full
    return block(sizeof(cached_answer) + counters) + heap_of(answer.body) + heap_of(answer.content_type) +
           heap_of(answer.model) + block(sizeof(table<slot>::value_type) + chain) + table_share;
}

void cache_shard::use(slot& which, std::uint64_t number)
{
    which.used = number;
    by_use_.splice(by_use_.end(), by_use_, by_use_.iterator_to(which));
    note_oldest_use();
}

shared_answer cache_shard::remove(slot& which, cache_tally& tally)
{
    by_use_.erase(by_use_.iterator_to(which));
    by_age_.erase(by_age_.iterator_to(which));
    note_oldest_use();
    auto answer = std::move(which.answer);
    tally.entries.fetch_sub(1, std::memory_order_relaxed);
    tally.bytes.fetch_sub(footprint(*answer), std::memory_order_relaxed);
    index_.erase(cache_key{*which.key});
    return answer;
}

void cache_shard::note_oldest_use()
{
    oldest_use_.store(by_use_.empty() ? std::numeric_limits<std::uint64_t>::max() : by_use_.front().used,
                      std::memory_order_relaxed);
}

} // namespace wayfinder::control
