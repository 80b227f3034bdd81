#include "unit/control/caching.hpp"

#include <gtest/gtest.h>

#include <set>

namespace wayfinder::control {
namespace {

using namespace std::chrono_literals;

TEST(response_cache, gives_what_was_stored_and_counts)
{
    response_cache cache{roomy()};
    EXPECT_EQ(look(cache, "a"), "led");
    cache.store(key("a"), answer("Paris"), start);
    EXPECT_EQ(look(cache, "a"), "Paris");
    EXPECT_EQ(look(cache, "b"), "led");
    auto const figures = cache.figures();
    EXPECT_EQ(figures.entries, 1U);
    EXPECT_EQ(figures.hits, 1U);
    EXPECT_EQ(figures.misses, 2U);
}

TEST(response_cache, keeps_what_the_books_need)
{
    response_cache cache{roomy()};
    auto stored = answer("data: [DONE]\n\n");
    stored.form = {true, {3, 5}};
    stored.tokens = {7, 1, 5};
    stored.source = wire::usage_source::reported;
    cache.store(key("a"), stored, start + 3s);
    auto const found = cache.find(key("a"), start + 5s);
    auto const& hit = *std::get<shared_answer>(found);
    EXPECT_TRUE(hit.form.event_stream);
    EXPECT_EQ(hit.form.usage_chunk.end, 5U);
    EXPECT_EQ(hit.content_type, "application/json");
    EXPECT_EQ(hit.model, "local");
    EXPECT_EQ(hit.tokens, (wire::token_counts{7, 1, 5}));
    EXPECT_EQ(hit.source, wire::usage_source::reported);
    EXPECT_EQ(hit.stored_at, start + 3s);
}

TEST(response_cache, replaces_and_does_not_call_that_an_eviction)
{
    response_cache cache{roomy()};
    cache.store(key("a"), answer("old, and rather long for what it says"), start);
    cache.store(key("a"), answer("new"), start);
    EXPECT_EQ(look(cache, "a"), "new");
    EXPECT_EQ(cache.figures().entries, 1U);
    EXPECT_EQ(cache.figures().evictions, 0U);
    EXPECT_EQ(cache.figures().bytes, cache_shard::footprint(answer("new")));
}

TEST(response_cache, an_answer_outlives_its_eviction)
{
    response_cache cache{roomy()};
    cache.store(key("a"), answer("kept"), start);
    auto const found = cache.find(key("a"), start);
    cache.adopt({});
    EXPECT_EQ(std::get<shared_answer>(found)->body, "kept");
}

TEST(response_cache, drops_the_least_recently_used_across_all_shards)
{
    auto settings = roomy();
    settings.max_entries = 40; // the names of forty models hash into most of the shards
    response_cache cache{settings};
    for (int i = 0; i < 40; ++i) cache.store(key(std::to_string(i)), answer("x"), start);
    for (int i = 0; i < 20; ++i) EXPECT_EQ(look(cache, std::to_string(i)), "x");
    for (int i = 40; i < 60; ++i) cache.store(key(std::to_string(i)), answer("x"), start);
    EXPECT_EQ(cache.figures().entries, 40U);
    EXPECT_EQ(cache.figures().evictions, 20U);
    for (int i = 0; i < 60; ++i)
        EXPECT_EQ(look(cache, std::to_string(i)), i >= 20 && i < 40 ? "led" : "x") << i;
}

TEST(response_cache, stays_below_its_bytes)
{
    auto const one = cache_shard::footprint(answer(std::string(1000, 'x')));
    auto settings = roomy();
    settings.max_bytes = 10 * one;
    response_cache cache{settings};
    for (int i = 0; i < 25; ++i) {
        cache.store(key(std::to_string(i)), answer(std::string(1000, 'x')), start);
        EXPECT_LE(cache.figures().bytes, settings.max_bytes);
    }
    EXPECT_EQ(cache.figures().entries, 10U);
    EXPECT_EQ(cache.figures().bytes, 10 * one);
}

TEST(response_cache, one_answer_may_fill_it_and_none_may_be_larger)
{
    auto settings = roomy();
    settings.max_bytes = 1U << 20U;
    response_cache cache{settings};
    for (int i = 0; i < 100; ++i) cache.store(key(std::to_string(i)), answer("x"), start);

    auto const overhead = cache_shard::footprint(answer("")) + 64;
    cache.store(key("most of it"), answer(std::string(settings.max_bytes - overhead, 'x')), start);
    EXPECT_NE(look(cache, "most of it"), "led");
    EXPECT_EQ(cache.figures().entries, 1U);

    cache.store(key("too large"), answer(std::string(settings.max_bytes, 'x')), start);
    EXPECT_EQ(look(cache, "too large"), "led");
    EXPECT_EQ(cache.figures().entries, 1U) << "nothing had to go for what is not stored";
}

TEST(response_cache, expires_exactly_at_the_ttl)
{
    auto settings = roomy();
    settings.ttl = 300s;
    response_cache cache{settings};
    cache.store(key("a"), answer("x"), start);
    EXPECT_EQ(look(cache, "a", start + 300s - 1ns), "x");
    EXPECT_EQ(look(cache, "a", start + 300s), "led");
    EXPECT_EQ(cache.figures().entries, 0U);
    EXPECT_EQ(cache.figures().bytes, 0U);
    EXPECT_EQ(cache.figures().expirations, 1U);
}

TEST(response_cache, a_ttl_of_zero_never_expires)
{
    auto settings = roomy();
    settings.ttl = 0s;
    response_cache cache{settings};
    cache.store(key("a"), answer("x"), start);
    cache.sweep(start + 100'000h);
    EXPECT_EQ(look(cache, "a", start + 100'000h), "x");
}

TEST(response_cache, a_sweep_frees_the_expired_without_traffic)
{
    auto settings = roomy();
    settings.ttl = 60s;
    settings.max_entries = 10'000;
    response_cache cache{settings};
    for (int i = 0; i < 5000; ++i) cache.store(key(std::to_string(i)), answer("x"), start);
    for (int i = 0; i < 7; ++i) cache.store(key("late" + std::to_string(i)), answer("x"), start + 30s);
    EXPECT_EQ(look(cache, "0", start + 59s), "x") << "being used does not make it younger";
    cache.sweep(start + 59s);
    EXPECT_EQ(cache.figures().entries, 5007U);
    cache.sweep(start + 60s);
    EXPECT_EQ(cache.figures().entries, 7U);
    EXPECT_EQ(cache.figures().expirations, 5000U);
    cache.sweep(start + 90s);
    EXPECT_EQ(cache.figures().bytes, 0U);
}

TEST(response_cache, adopts_smaller_limits_at_once)
{
    response_cache cache{roomy()};
    for (int i = 0; i < 100; ++i) cache.store(key(std::to_string(i)), answer("x"), start);
    auto fewer = roomy();
    fewer.max_entries = 10;
    cache.adopt(fewer);
    EXPECT_EQ(cache.figures().entries, 10U);
    EXPECT_EQ(look(cache, "99"), "x");
    auto smaller = roomy();
    smaller.max_bytes = 3 * cache_shard::footprint(answer("x"));
    cache.adopt(smaller);
    EXPECT_EQ(cache.figures().entries, 3U);
    auto shorter = roomy();
    shorter.ttl = 1s;
    cache.adopt(shorter);
    EXPECT_EQ(look(cache, "99", start + 1s), "led");
}

TEST(response_cache, disabled_it_is_empty_and_stays_so)
{
    response_cache cache{roomy()};
    cache.store(key("a"), answer("x"), start);
    cache.adopt({});
    EXPECT_EQ(cache.figures().entries, 0U);
    EXPECT_EQ(cache.figures().bytes, 0U);
    cache.store(key("a"), answer("x"), start);
    EXPECT_EQ(look(cache, "a"), "led");
    cache.adopt(roomy());
    EXPECT_EQ(look(cache, "a"), "led");
}

TEST(cache_key, tells_apart_who_asks_whom_for_what)
{
    wire::fingerprint other{};
    other.back() = 1;
    std::set<cache_key> const keys{
        key_of({"", "http://a", "m", "", {}}),    key_of({"team", "http://a", "m", "", {}}),
        key_of({"", "http://b", "m", "", {}}),    key_of({"", "http://a", "n", "", {}}),
        key_of({"", "http://a", "m", "", other}), key_of({"", "http://", "am", "", {}}),
        key_of({"h", "ttp://a", "m", "", {}}),    key_of({"", "http://a", "m", "n", {}}),
    };
    EXPECT_EQ(keys.size(), 8U);
    EXPECT_EQ(key_of({"", "http://a", "m", "", {}}), key_of({"", "http://a", "m", "", {}}));
}

} // namespace
} // namespace wayfinder::control
