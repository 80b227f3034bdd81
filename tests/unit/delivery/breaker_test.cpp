#include "delivery/breaker.hpp"

#include <gtest/gtest.h>

namespace wayfinder::delivery {
namespace {

using namespace std::chrono_literals;
using state = breaker::state;

constexpr breaker::time_point start{1'000'000s};

config::breaker rules_of(std::size_t threshold)
{
    config::breaker rules;
    rules.threshold = threshold;
    return rules;
}

/// Half of 10 calls.
config::breaker by_share(std::size_t threshold)
{
    auto rules = rules_of(threshold);
    rules.error_rate = 0.5;
    rules.min_calls = 10;
    return rules;
}

class a_breaker : public ::testing::Test {
protected:
    void call(health how, bool slow = false)
    {
        tested.record(tested.admit(rules, now), how, slow, rules, now);
    }
    void fail(int times)
    {
        for (int i = 0; i < times; ++i) call(health::bad);
    }
    [[nodiscard]] state peek() const { return tested.peek(rules, now); }

    config::breaker rules = rules_of(3);
    breaker::time_point now = start;
    breaker tested;
};

TEST_F(a_breaker, opens_after_failures_in_a_row_and_probes_after_the_cooldown)
{
    fail(2);
    EXPECT_EQ(peek(), state::closed);
    EXPECT_EQ(tested.failures_in_a_row(), 2U);
    fail(1);
    EXPECT_EQ(peek(), state::open);
    EXPECT_EQ(tested.openings(), 1U);
    EXPECT_EQ(tested.wait(rules, now), 30s);

    now += 29s;
    EXPECT_EQ(tested.admit(rules, now), pass::none);
    EXPECT_FALSE(tested.admits(rules, now));
    EXPECT_EQ(tested.wait(rules, now), 1s);
    now += 1s;
    EXPECT_EQ(peek(), state::half_open);
    EXPECT_EQ(tested.wait(rules, now), 0s);
    EXPECT_TRUE(tested.admits(rules, now));
    EXPECT_EQ(tested.admit(rules, now), pass::probe);
}

TEST_F(a_breaker, counts_no_failures_across_a_success)
{
    fail(2);
    call(health::good);
    fail(2);
    EXPECT_EQ(peek(), state::closed);
}

TEST_F(a_breaker, lets_one_probe_through_at_a_time)
{
    fail(3);
    now += 30s;
    auto const probe = tested.admit(rules, now);
    EXPECT_EQ(probe, pass::probe);
    now += 1h;
    EXPECT_EQ(tested.admit(rules, now), pass::none);
    EXPECT_EQ(peek(), state::half_open);
    tested.withdraw(probe);
    EXPECT_EQ(tested.admit(rules, now), pass::probe);
}

TEST_F(a_breaker, is_closed_by_a_good_probe_and_forgets)
{
    fail(3);
    now += 30s;
    call(health::good);
    EXPECT_EQ(peek(), state::closed);
    EXPECT_EQ(tested.failures_in_a_row(), 0U);
    fail(2);
    EXPECT_EQ(peek(), state::closed);
}

TEST_F(a_breaker, is_opened_for_another_cooldown_by_a_bad_probe)
{
    fail(3);
    now += 40s;
    call(health::bad);
    EXPECT_EQ(peek(), state::open);
    EXPECT_EQ(tested.wait(rules, now), 30s);
    EXPECT_EQ(tested.openings(), 2U);
}

TEST_F(a_breaker, is_opened_for_another_cooldown_by_a_slow_probe)
{
    fail(3);
    now += 30s;
    call(health::good, true);
    EXPECT_EQ(peek(), state::open);
}

TEST_F(a_breaker, learns_nothing_from_a_silent_call)
{
    fail(2);
    call(health::silent);
    fail(1);
    EXPECT_EQ(peek(), state::open);
    now += 30s;
    call(health::silent);
    EXPECT_EQ(peek(), state::half_open);
    EXPECT_EQ(tested.admit(rules, now), pass::probe);
}

TEST_F(a_breaker, is_not_moved_by_what_was_admitted_before_it_opened)
{
    fail(3);
    tested.record(pass::ordinary, health::good, false, rules, now);
    EXPECT_EQ(peek(), state::open);
    now += 29s;
    tested.record(pass::ordinary, health::bad, false, rules, now);
    EXPECT_EQ(tested.wait(rules, now), 1s);
}

TEST_F(a_breaker, opens_at_a_share_of_failures)
{
    rules = by_share(1000);
    for (int i = 0; i < 4; ++i) {
        call(health::bad);
        call(health::good);
    }
    call(health::good);
    EXPECT_EQ(peek(), state::closed); // 4 of 9, and too few to judge
    call(health::bad);
    EXPECT_EQ(peek(), state::open);
}

TEST_F(a_breaker, judges_no_share_of_too_few_calls)
{
    rules = by_share(1000);
    fail(9);
    EXPECT_EQ(peek(), state::closed);
    fail(1);
    EXPECT_EQ(peek(), state::open);
}

TEST_F(a_breaker, counts_slow_calls_to_the_share_but_not_to_the_row)
{
    rules = by_share(3);
    for (int i = 0; i < 9; ++i) call(health::good, true);
    EXPECT_EQ(peek(), state::closed);
    call(health::good, true);
    EXPECT_EQ(peek(), state::open);
}

TEST_F(a_breaker, takes_only_an_answers_end_for_its_verdict)
{
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(peek(), state::closed);
        tested.begin(tested.admit(rules, now), false, rules, now);
        EXPECT_EQ(tested.failures_in_a_row(), static_cast<std::size_t>(i));
        tested.end(health::bad, false, rules, now);
    }
    EXPECT_EQ(peek(), state::open);
}

TEST_F(a_breaker, counts_an_answer_once_to_the_share)
{
    rules = by_share(1000);
    for (int i = 0; i < 5; ++i) call(health::good);
    for (int i = 0; i < 4; ++i) {
        tested.begin(tested.admit(rules, now), false, rules, now);
        tested.end(health::bad, false, rules, now);
    }
    EXPECT_EQ(peek(), state::closed); // 4 of 9
    tested.begin(tested.admit(rules, now), false, rules, now);
    EXPECT_EQ(peek(), state::closed);
    tested.end(health::bad, false, rules, now);
    EXPECT_EQ(peek(), state::open);
}

TEST_F(a_breaker, counts_a_slow_beginning_at_once_and_not_again)
{
    rules = by_share(3);
    for (int i = 0; i < 9; ++i) {
        tested.begin(tested.admit(rules, now), true, rules, now);
        tested.end(health::good, true, rules, now);
    }
    EXPECT_EQ(peek(), state::closed);
    tested.begin(tested.admit(rules, now), true, rules, now);
    EXPECT_EQ(peek(), state::open);
}

TEST_F(a_breaker, lets_others_in_when_its_probe_begins_to_answer_but_vouches_for_nothing)
{
    fail(3);
    now += 30s;
    tested.begin(tested.admit(rules, now), false, rules, now);
    EXPECT_EQ(peek(), state::closed);
    EXPECT_EQ(tested.admit(rules, now), pass::ordinary);
    tested.end(health::bad, false, rules, now);
    EXPECT_EQ(peek(), state::open);
    EXPECT_EQ(tested.openings(), 2U);
}

TEST_F(a_breaker, believes_a_probe_that_ends_well)
{
    fail(3);
    now += 30s;
    tested.begin(tested.admit(rules, now), false, rules, now);
    tested.end(health::silent, false, rules, now); // its client has left
    EXPECT_EQ(tested.failures_in_a_row(), 2U);
    tested.begin(tested.admit(rules, now), false, rules, now);
    tested.end(health::good, false, rules, now);
    fail(2);
    EXPECT_EQ(peek(), state::closed);
}

TEST_F(a_breaker, is_opened_by_a_probe_that_begins_late)
{
    fail(3);
    now += 30s;
    tested.begin(tested.admit(rules, now), true, rules, now);
    EXPECT_EQ(peek(), state::open);
    EXPECT_EQ(tested.openings(), 2U);
}

TEST_F(a_breaker, forgets_calls_that_left_the_window)
{
    rules = by_share(1000);
    fail(9);
    now += rules.window;
    fail(9);
    EXPECT_EQ(peek(), state::closed);
}

TEST_F(a_breaker, obeys_rules_that_change)
{
    fail(3);
    rules.cooldown = 5s;
    now += 5s;
    EXPECT_EQ(peek(), state::half_open);
    call(health::good);
    rules.threshold = 1;
    fail(1);
    EXPECT_EQ(peek(), state::open);
    rules.cooldown = 0s;
    EXPECT_EQ(tested.admit(rules, now), pass::probe);
}

} // namespace
} // namespace wayfinder::delivery
