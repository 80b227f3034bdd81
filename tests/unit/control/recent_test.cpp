#include "control/recent.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::control {
namespace {

ledger_entry named(std::string id)
{
    ledger_entry entry;
    entry.request_id = std::move(id);
    return entry;
}

TEST(recent_ring, finds_a_request_with_what_its_score_came_from)
{
    recent_ring ring;
    scoring why;
    why.counts[feature::word_count] = 7;
    ring.add(named("a"), why);
    ring.add(named("b"));
    auto const found = ring.find("a");
    ASSERT_TRUE(found && found->why);
    EXPECT_EQ(found->why->counts[feature::word_count], 7U);
    EXPECT_FALSE(ring.find("b")->why);
    EXPECT_FALSE(ring.find("c"));
}

TEST(recent_ring, keeps_the_newest_and_finds_the_newest_of_one_name)
{
    recent_ring ring;
    for (std::size_t i = 0; i <= recent_ring::capacity; ++i) ring.add(named(std::to_string(i)));
    EXPECT_EQ(ring.all().size(), recent_ring::capacity);
    EXPECT_EQ(ring.all().front().request_id, std::to_string(recent_ring::capacity));
    EXPECT_FALSE(ring.find("0"));
    ring.add(named("7"), scoring{});
    EXPECT_TRUE(ring.find("7")->why);
}

TEST(recent_ring, restores_no_more_than_it_holds_and_behind_what_is_there)
{
    recent_ring ring;
    ring.add(named("new"));
    std::vector<ledger_entry> old(recent_ring::capacity + 5, named("old"));
    ring.restore(std::move(old));
    EXPECT_EQ(ring.all().size(), recent_ring::capacity);
    EXPECT_EQ(ring.all().front().request_id, "new");
    EXPECT_FALSE(ring.find("old")->why);
}

} // namespace
} // namespace wayfinder::control
