#include "unit/control/caching.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <optional>
#include <thread>
#include <vector>

namespace wayfinder::control {
namespace {

using leader = response_cache::leader;

leader lead(response_cache& cache, std::string_view name = "a")
{
    return std::get<leader>(cache.find(key(name), start));
}

follower follow(response_cache& cache, std::string_view name = "a")
{
    return std::get<follower>(cache.find(key(name), start));
}

/// What a callback received: nothing yet, a body, or what to do without one.
struct outcome {
    int calls{};
    std::string body{"none"};

    void operator()(flight_result const& given)
    {
        ++calls;
        body = given.answer ? given.answer->body : given.look_again ? "look again" : "ask yourself";
    }
};

TEST(single_flight, has_one_leader_and_wakes_all_who_wait)
{
    response_cache cache{roomy()};
    auto first = lead(cache);
    std::vector<follower> others;
    std::vector<outcome> outcomes(5);
    for (auto& each : outcomes) {
        others.push_back(follow(cache));
        others.back().wait(std::ref(each));
        EXPECT_EQ(each.calls, 0);
    }
    first.publish(answer("Paris"), start);
    for (auto const& each : outcomes) {
        EXPECT_EQ(each.calls, 1);
        EXPECT_EQ(each.body, "Paris");
    }
    EXPECT_EQ(look(cache, "a"), "Paris");
    EXPECT_EQ(cache.figures().misses, 1U);
    EXPECT_EQ(cache.figures().hits, 6U);
}

TEST(single_flight, other_keys_fly_on_their_own)
{
    response_cache cache{roomy()};
    auto const a = lead(cache, "a");
    auto const b = lead(cache, "b");
    EXPECT_EQ(look(cache, "a"), "followed");
}

TEST(single_flight, a_leader_with_nothing_makes_room_for_the_next)
{
    response_cache cache{roomy()};
    std::optional<leader> first{lead(cache)};
    std::vector<follower> waiting;
    std::optional<leader> next;
    outcome seen;
    auto const look_again = [&](flight_result const& given) {
        seen(given);
        auto found = cache.find(key("a"), start);
        if (auto* const turn = std::get_if<leader>(&found)) next = std::move(*turn);
        if (auto* const other = std::get_if<follower>(&found)) waiting.push_back(std::move(*other));
    };
    std::vector<follower> all;
    for (int i = 0; i < 3; ++i) all.push_back(follow(cache));
    for (auto& each : all) each.wait(look_again);
    first.reset();
    EXPECT_EQ(seen.calls, 3);
    EXPECT_EQ(seen.body, "look again");
    ASSERT_TRUE(next);
    ASSERT_EQ(waiting.size(), 2U);

    outcome second_time;
    for (auto& each : waiting) each.wait(std::ref(second_time));
    next->publish(answer("Rome"), start);
    EXPECT_EQ(second_time.calls, 2);
    EXPECT_EQ(second_time.body, "Rome");
    EXPECT_EQ(seen.calls, 3);
}

TEST(single_flight, a_leader_may_decline)
{
    response_cache cache{roomy()};
    auto first = lead(cache);
    auto waiting = follow(cache);
    outcome seen;
    waiting.wait(std::ref(seen));
    first.decline();
    EXPECT_EQ(seen.calls, 1);
    EXPECT_EQ(seen.body, "ask yourself");
    EXPECT_EQ(look(cache, "a"), "led") << "of those who come later one asks for all again";
}

TEST(single_flight, who_waits_late_is_told_at_once)
{
    response_cache cache{roomy()};
    auto first = lead(cache);
    auto late = follow(cache);
    first.publish(answer("Paris"), start);
    outcome seen;
    late.wait(std::ref(seen));
    EXPECT_EQ(seen.calls, 1);
    EXPECT_EQ(seen.body, "Paris");
}

TEST(single_flight, who_leaves_is_not_called)
{
    response_cache cache{roomy()};
    auto first = lead(cache);
    outcome left;
    outcome moved;
    auto leaving = std::optional{follow(cache)};
    leaving->wait(std::ref(left));
    auto staying = follow(cache);
    staying.wait(std::ref(moved));
    auto const elsewhere = std::move(staying);
    leaving.reset();
    first.publish(answer("Paris"), start);
    EXPECT_EQ(left.calls, 0);
    EXPECT_EQ(moved.calls, 1);
}

TEST(single_flight, a_callback_may_destroy_every_follower)
{
    response_cache cache{roomy()};
    auto first = lead(cache);
    std::vector<follower> all;
    int calls = 0;
    for (int i = 0; i < 3; ++i) all.push_back(follow(cache));
    for (auto& each : all)
        each.wait([&](flight_result const&) {
            ++calls;
            all.clear();
        });
    first.publish(answer("Paris"), start);
    EXPECT_EQ(calls, 1);
}

TEST(single_flight, what_cannot_be_stored_still_reaches_those_who_wait)
{
    response_cache cache{roomy()};
    auto first = lead(cache);
    auto second = follow(cache);
    outcome seen;
    second.wait(std::ref(seen));
    cache.adopt({});
    first.publish(answer("Paris"), start);
    EXPECT_EQ(seen.body, "Paris");
    EXPECT_EQ(look(cache, "a"), "led");
}

TEST(single_flight, a_stored_answer_is_found_though_a_call_is_under_way)
{
    response_cache cache{roomy()};
    auto const first = lead(cache);
    cache.store(key("a"), answer("forced"), start);
    EXPECT_EQ(look(cache, "a"), "forced");
}

TEST(single_flight, moved_leaders_end_once)
{
    response_cache cache{roomy()};
    auto a = lead(cache, "a");
    auto b = lead(cache, "b");
    auto waiting_for_a = follow(cache, "a");
    outcome seen;
    waiting_for_a.wait(std::ref(seen));
    a = std::move(b); // the call for "a" has no waiter left
    EXPECT_EQ(seen.body, "look again");
    EXPECT_EQ(look(cache, "b"), "followed");
    a.publish(answer("Bern"), start);
    EXPECT_EQ(look(cache, "b"), "Bern");
    a.publish(answer("Lyon"), start + std::chrono::seconds{1});
    EXPECT_EQ(seen.calls, 1);
}

TEST(single_flight, who_leaves_waits_for_its_callback_to_end)
{
    response_cache cache{roomy()};
    auto first = lead(cache);
    auto second = std::optional{follow(cache)};
    std::latch inside{1};
    std::latch go_on{1};
    std::atomic<bool> ended{};
    second->wait([&](flight_result const&) {
        inside.count_down();
        go_on.wait();
        ended = true;
    });
    std::thread publishing{[&] { first.publish(answer("Paris"), start); }};
    inside.wait();
    std::thread releasing{[&] { go_on.count_down(); }};
    second.reset();
    EXPECT_TRUE(ended);
    releasing.join();
    publishing.join();
}

} // namespace
} // namespace wayfinder::control
