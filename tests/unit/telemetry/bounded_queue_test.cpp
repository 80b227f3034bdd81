#include "telemetry/bounded_queue.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

namespace wayfinder::telemetry {
namespace {

using namespace std::chrono_literals;
using item = std::unique_ptr<int>;

item made(int value)
{
    return std::make_unique<int>(value);
}

TEST(bounded_queue, gives_all_at_once_in_order)
{
    bounded_queue<item> queue{4, 0};
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(queue.add(made(i)));
    std::vector<item> batch;
    ASSERT_TRUE(queue.take(batch, 0ms));
    ASSERT_EQ(batch.size(), 3U);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(*batch[static_cast<std::size_t>(i)], i);
}

TEST(bounded_queue, leaves_what_finds_no_room_to_its_owner)
{
    bounded_queue<item> queue{2, 100};
    EXPECT_TRUE(queue.add(made(1)));
    EXPECT_TRUE(queue.add(made(2)));
    auto third = made(3);
    EXPECT_FALSE(queue.add(std::move(third)));
    ASSERT_TRUE(third != nullptr); // NOLINT(bugprone-use-after-move): that is the promise
    std::vector<item> batch;
    ASSERT_TRUE(queue.take(batch, 0ms));
    EXPECT_TRUE(queue.add(std::move(third)));
}

TEST(bounded_queue, counts_bytes_too)
{
    bounded_queue<item> queue{100, 10};
    EXPECT_TRUE(queue.add(made(1), 6));
    EXPECT_FALSE(queue.add(made(2), 5));
    EXPECT_TRUE(queue.add(made(3), 4));
    EXPECT_TRUE(queue.add(made(4)));
    EXPECT_FALSE(queue.add(made(5), ~std::size_t{0}));
    std::vector<item> batch;
    ASSERT_TRUE(queue.take(batch, 0ms));
    EXPECT_EQ(batch.size(), 3U);
    EXPECT_TRUE(queue.add(made(6), 10));
}

TEST(bounded_queue, gives_what_is_left_and_ends)
{
    bounded_queue<item> queue{4, 0};
    EXPECT_TRUE(queue.add(made(1)));
    queue.end();
    EXPECT_FALSE(queue.add(made(2)));
    std::vector<item> batch;
    ASSERT_TRUE(queue.take(batch, 1h)) << "it does not wait for more";
    EXPECT_EQ(batch.size(), 1U);
    batch.clear();
    EXPECT_FALSE(queue.take(batch, 1h));
}

TEST(bounded_queue, has_its_taker_come_when_nudged)
{
    bounded_queue<item> queue{4, 0};
    queue.nudge();
    std::vector<item> batch;
    EXPECT_TRUE(queue.take(batch, 1h));
    EXPECT_TRUE(batch.empty());
}

TEST(bounded_queue, loses_nothing_that_it_took_in)
{
    constexpr int each = 20'000;
    bounded_queue<item> queue{256, 0};
    std::atomic<int> refused{0};
    std::vector<std::thread> givers;
    for (int giver = 0; giver < 3; ++giver)
        givers.emplace_back([&] {
            for (int i = 0; i < each; ++i)
                if (!queue.add(made(i))) ++refused;
        });
    int given = 0;
    std::thread taker{[&] {
        std::vector<item> batch;
        while (queue.take(batch, 0ms)) {
            given += static_cast<int>(batch.size());
            batch.clear();
        }
    }};
    for (auto& thread : givers) thread.join();
    queue.end();
    taker.join();
    EXPECT_EQ(given + refused, 3 * each);
    EXPECT_GT(given, 0);
}

} // namespace
} // namespace wayfinder::telemetry
