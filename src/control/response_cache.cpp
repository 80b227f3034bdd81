#include "control/response_cache.hpp"

#include <algorithm>
#include <utility>

namespace wayfinder::control {

response_cache::leader::leader(response_cache& cache, cache_key const& key, std::shared_ptr<flight> started)
    : cache_{&cache}, key_{key}, flight_{std::move(started)}
{}

response_cache::leader& response_cache::leader::operator=(leader&& other) noexcept
{
    if (this == &other) return *this;
    end({.look_again = true});
    cache_ = other.cache_;
    key_ = other.key_;
    flight_ = std::move(other.flight_);
    return *this;
}

response_cache::leader::~leader()
{
    end({.look_again = true});
}

void response_cache::leader::publish(cached_answer answer, clock::time_point now)
{
    end({cache_->keep(key_, std::move(answer), now)});
}

/// Stops others from joining before it notifies those who have joined: none that looks again finds it.
void response_cache::leader::end(flight_result outcome)
{
    auto const ending = std::exchange(flight_, nullptr);
    if (!ending) return;
    cache_->shard_of(key_).land(key_);
    ending->end(std::move(outcome));
}

void response_cache::adopt(config::cache const& settings)
{
    ttl_ = settings.ttl;
    max_bytes_ = settings.max_bytes;
    max_entries_ = settings.enabled ? settings.max_entries : 0;
    shrink();
    for (auto& each : shards_) each.compact();
}

response_cache::lookup response_cache::find(cache_key const& key, clock::time_point now)
{
    auto found = shard_of(key).find(key, now, ttl_, ++uses_, tally_);
    if (auto* const first = std::get_if<flight_start>(&found))
        return leader{*this, key, std::move(first->started)};
    if (auto* const other = std::get_if<follower>(&found)) return std::move(*other);
    return std::get<shared_answer>(std::move(found));
}

void response_cache::store(cache_key const& key, cached_answer answer, clock::time_point now)
{
    keep(key, std::move(answer), now);
}

void response_cache::sweep(clock::time_point now)
{
    constexpr std::size_t at_a_time = 64;
    for (auto& each : shards_)
        while (each.drop_expired(now, ttl_, at_a_time, tally_) == at_a_time) {
        }
}

response_cache::stats response_cache::figures() const
{
    return {tally_.entries, tally_.bytes, tally_.hits, tally_.misses, tally_.evictions, tally_.expirations};
}

shared_answer response_cache::keep(cache_key const& key, cached_answer answer, clock::time_point now)
{
    answer.stored_at = now;
    for (auto* const text : {&answer.body, &answer.content_type, &answer.model}) text->shrink_to_fit();
    auto shared = std::make_shared<cached_answer const>(std::move(answer));
    if (max_entries_ == 0 || cache_shard::footprint(*shared) > max_bytes_) return shared;
    shard_of(key).put(key, shared, ++uses_, tally_);
    shrink();
    return shared;
}

/// Every store is followed by a shrink, so that the last caller's limits hold in the end.
void response_cache::shrink()
{
    std::lock_guard const lock{shrinking_};
    auto const last_used_first = [](cache_shard const& a, cache_shard const& b) {
        return a.oldest_use() < b.oldest_use();
    };
    while (tally_.entries > max_entries_ || tally_.bytes > max_bytes_) {
        auto& shard = *std::min_element(shards_.begin(), shards_.end(), last_used_first);
        if (!shard.drop_least_recently_used(tally_)) return;
    }
}

} // namespace wayfinder::control
