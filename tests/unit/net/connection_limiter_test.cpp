#include "net/server/connection_limiter.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace wayfinder::net {
namespace {

using boost::asio::ip::make_address;
using places = std::vector<connection_limiter::place>;

config::limits of(std::size_t total, std::size_t per_address)
{
    config::limits limits;
    limits.max_connections = total;
    limits.max_connections_per_address = per_address;
    return limits;
}

bool enters(connection_limiter& limiter, char const* address, config::limits const& limits, places& taken,
            std::size_t spare = 0)
{
    auto place = limiter.admit(make_address(address), limits, spare);
    if (place) taken.push_back(std::move(*place));
    return place.has_value();
}

TEST(connection_limiter, counts_altogether)
{
    connection_limiter limiter{1000};
    places taken;
    EXPECT_TRUE(enters(limiter, "10.0.0.1", of(2, 0), taken));
    EXPECT_TRUE(enters(limiter, "10.0.0.2", of(2, 0), taken));
    EXPECT_FALSE(enters(limiter, "10.0.0.3", of(2, 0), taken));
    EXPECT_TRUE(enters(limiter, "10.0.0.3", of(2, 0), taken, 1)) << "a spare place";
    EXPECT_EQ(limiter.refused(connection_limiter::refusal::total), 1U);
    EXPECT_EQ(limiter.inside(), 3U);
    taken.clear();
    EXPECT_EQ(limiter.inside(), 0U);
    EXPECT_TRUE(enters(limiter, "10.0.0.3", of(2, 0), taken));
}

TEST(connection_limiter, counts_by_address)
{
    connection_limiter limiter{1000};
    places taken;
    auto const limits = of(0, 1);
    for (auto const* first : {"10.0.0.1", "10.0.0.2", "2001:db8::1", "2001:db8:0:1::1", "::1"})
        EXPECT_TRUE(enters(limiter, first, limits, taken)) << first;
    for (auto const* again : {"10.0.0.1", "::ffff:10.0.0.2", "2001:db8::ffff:2", "2001:db8:0:1:9::"})
        EXPECT_FALSE(enters(limiter, again, limits, taken)) << again;
    EXPECT_EQ(limiter.refused(connection_limiter::refusal::address), 4U);
    taken.clear();
    EXPECT_TRUE(enters(limiter, "::ffff:10.0.0.1", limits, taken));
}

TEST(connection_limiter, a_place_passes_to_whom_a_proxy_names)
{
    connection_limiter limiter{1000};
    auto const limits = of(0, 1);
    auto const somebody = make_address("10.0.0.1");
    auto first = limiter.admit({}, limits);
    auto second = limiter.admit({}, limits);
    ASSERT_TRUE(first && second);
    EXPECT_TRUE(first->pass_to(somebody, limits));
    EXPECT_TRUE(first->pass_to(somebody, limits)) << "it has it";
    EXPECT_FALSE(second->pass_to(somebody, limits));
    EXPECT_EQ(limiter.refused(connection_limiter::refusal::address), 1U);
    EXPECT_TRUE(first->pass_to(make_address("10.0.0.2"), limits));
    EXPECT_TRUE(second->pass_to(somebody, limits)) << "the former one has let go";
    first.reset();
    second.reset();
    EXPECT_EQ(limiter.inside(), 0U);
    EXPECT_TRUE(limiter.admit(somebody, limits));
}

TEST(connection_limiter, a_limit_that_comes_later_knows_who_is_there)
{
    connection_limiter limiter{1000};
    places taken;
    EXPECT_TRUE(enters(limiter, "10.0.0.1", of(0, 0), taken));
    EXPECT_FALSE(enters(limiter, "10.0.0.1", of(0, 1), taken));
}

TEST(connection_limiter, takes_half_of_the_descriptors_where_nothing_is_said)
{
    connection_limiter limiter{1064};
    places taken;
    for (int i = 0; i < 500; ++i) EXPECT_TRUE(enters(limiter, "10.0.0.1", of(0, 0), taken));
    EXPECT_FALSE(enters(limiter, "10.0.0.1", of(0, 0), taken));
}

TEST(connection_limiter, is_exact_under_contention)
{
    connection_limiter limiter{1000};
    std::vector<std::thread> workers;
    for (int w = 0; w < 4; ++w)
        workers.emplace_back([&limiter] {
            places taken;
            for (int i = 0; i < 2000; ++i) {
                enters(limiter, i % 2 == 0 ? "10.0.0.1" : "10.0.0.2", of(10, 4), taken);
                EXPECT_LE(limiter.inside(), 10U + 4U); // those that are just being refused
                if (i % 3 == 0) taken.clear();
            }
        });
    for (auto& each : workers) each.join();
    EXPECT_EQ(limiter.inside(), 0U);
    places taken;
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(enters(limiter, "10.0.0.1", of(10, 4), taken));
    EXPECT_FALSE(enters(limiter, "10.0.0.1", of(10, 4), taken));
}

} // namespace
} // namespace wayfinder::net
