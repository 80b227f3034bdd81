#include "delivery/idle_stack.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace wayfinder::delivery {
namespace {

using namespace std::chrono_literals;
using stack = idle_stack<std::unique_ptr<int>>;

constexpr stack::time_point start{};
constexpr idle_limits two_for_a_minute{2, 60s};

std::unique_ptr<int> connection(int name)
{
    return std::make_unique<int>(name);
}

TEST(idle_stack, gives_the_youngest_first)
{
    stack idle{two_for_a_minute};
    idle.put(connection(1), start);
    idle.put(connection(2), start + 1s);
    EXPECT_EQ(**idle.take(start + 2s), 2);
    EXPECT_EQ(**idle.take(start + 2s), 1);
    EXPECT_FALSE(idle.take(start + 2s));
}

TEST(idle_stack, drops_the_oldest_when_full)
{
    stack idle{two_for_a_minute};
    for (int i = 1; i <= 3; ++i) idle.put(connection(i), start);
    EXPECT_EQ(idle.size(), 2U);
    EXPECT_EQ(**idle.take(start), 3);
    EXPECT_EQ(**idle.take(start), 2);
}

TEST(idle_stack, gives_nothing_that_is_too_old)
{
    stack idle{two_for_a_minute};
    idle.put(connection(1), start);
    EXPECT_TRUE(idle.take(start + 59s));
    idle.put(connection(1), start);
    EXPECT_FALSE(idle.take(start + 60s));
}

TEST(idle_stack, forgets_the_expired_without_being_asked_for_one)
{
    stack idle{two_for_a_minute};
    idle.put(connection(1), start);
    idle.put(connection(2), start + 30s);
    idle.drop_expired(start + 60s);
    EXPECT_EQ(idle.size(), 1U);
    idle.put(connection(3), start + 90s);
    EXPECT_EQ(idle.size(), 1U);
}

TEST(idle_stack, may_keep_nothing_at_all)
{
    stack idle{idle_limits{0, 60s}};
    idle.put(connection(1), start);
    EXPECT_EQ(idle.size(), 0U);
}

} // namespace
} // namespace wayfinder::delivery
