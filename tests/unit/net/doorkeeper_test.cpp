#include "net/doorkeeper.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace wayfinder::net {
namespace {

using boost::asio::ip::make_address;
using places = std::vector<doorkeeper::place>;

config::limits of(std::size_t total, std::size_t per_address)
{
    config::limits limits;
    limits.max_connections = total;
    limits.max_connections_per_address = per_address;
    return limits;
}

bool enters(doorkeeper& door, char const* address, config::limits const& limits, places& taken,
            std::size_t spare = 0)
{
    auto place = door.admit(make_address(address), limits, spare);
    if (place) taken.push_back(std::move(*place));
    return place.has_value();
}

TEST(doorkeeper, counts_altogether)
{
    doorkeeper door{1000};
    places taken;
    EXPECT_TRUE(enters(door, "10.0.0.1", of(2, 0), taken));
    EXPECT_TRUE(enters(door, "10.0.0.2", of(2, 0), taken));
    EXPECT_FALSE(enters(door, "10.0.0.3", of(2, 0), taken));
    EXPECT_TRUE(enters(door, "10.0.0.3", of(2, 0), taken, 1)) << "a spare place";
    EXPECT_EQ(door.refused(doorkeeper::refusal::total), 1U);
    EXPECT_EQ(door.inside(), 3U);
    taken.clear();
    EXPECT_EQ(door.inside(), 0U);
    EXPECT_TRUE(enters(door, "10.0.0.3", of(2, 0), taken));
}

TEST(doorkeeper, counts_by_address)
{
    doorkeeper door{1000};
    places taken;
    auto const limits = of(0, 1);
    for (auto const* first : {"10.0.0.1", "10.0.0.2", "2001:db8::1", "2001:db8:0:1::1", "::1"})
        EXPECT_TRUE(enters(door, first, limits, taken)) << first;
    for (auto const* again : {"10.0.0.1", "::ffff:10.0.0.2", "2001:db8::ffff:2", "2001:db8:0:1:9::"})
        EXPECT_FALSE(enters(door, again, limits, taken)) << again;
    EXPECT_EQ(door.refused(doorkeeper::refusal::address), 4U);
    taken.clear();
    EXPECT_TRUE(enters(door, "::ffff:10.0.0.1", limits, taken));
}

TEST(doorkeeper, a_place_passes_to_whom_a_proxy_names)
{
    doorkeeper door{1000};
    auto const limits = of(0, 1);
    auto const somebody = make_address("10.0.0.1");
    auto first = door.admit({}, limits);
    auto second = door.admit({}, limits);
    ASSERT_TRUE(first && second);
    EXPECT_TRUE(first->pass_to(somebody, limits));
    EXPECT_TRUE(first->pass_to(somebody, limits)) << "it has it";
    EXPECT_FALSE(second->pass_to(somebody, limits));
    EXPECT_EQ(door.refused(doorkeeper::refusal::address), 1U);
    EXPECT_TRUE(first->pass_to(make_address("10.0.0.2"), limits));
    EXPECT_TRUE(second->pass_to(somebody, limits)) << "the former one has let go";
    first.reset();
    second.reset();
    EXPECT_EQ(door.inside(), 0U);
    EXPECT_TRUE(door.admit(somebody, limits));
}

TEST(doorkeeper, a_limit_that_comes_later_knows_who_is_there)
{
    doorkeeper door{1000};
    places taken;
    EXPECT_TRUE(enters(door, "10.0.0.1", of(0, 0), taken));
    EXPECT_FALSE(enters(door, "10.0.0.1", of(0, 1), taken));
}

TEST(doorkeeper, takes_half_of_the_descriptors_where_nothing_is_said)
{
    doorkeeper door{1064};
    places taken;
    for (int i = 0; i < 500; ++i) EXPECT_TRUE(enters(door, "10.0.0.1", of(0, 0), taken));
    EXPECT_FALSE(enters(door, "10.0.0.1", of(0, 0), taken));
}

TEST(doorkeeper, is_exact_under_contention)
{
    doorkeeper door{1000};
    std::vector<std::thread> workers;
    for (int w = 0; w < 4; ++w)
        workers.emplace_back([&door] {
            places taken;
            for (int i = 0; i < 2000; ++i) {
                enters(door, i % 2 == 0 ? "10.0.0.1" : "10.0.0.2", of(10, 4), taken);
                EXPECT_LE(door.inside(), 10U + 4U); // those that are just being refused
                if (i % 3 == 0) taken.clear();
            }
        });
    for (auto& each : workers) each.join();
    EXPECT_EQ(door.inside(), 0U);
    places taken;
    for (int i = 0; i < 4; ++i) EXPECT_TRUE(enters(door, "10.0.0.1", of(10, 4), taken));
    EXPECT_FALSE(enters(door, "10.0.0.1", of(10, 4), taken));
}

} // namespace
} // namespace wayfinder::net
