// The sums that budgets are held to, by the clock of the machine.
#include "control/limits/spending.hpp"

#include <gtest/gtest.h>

namespace wayfinder::control {
namespace {

using config::budget_window;

void spend(spending& on, config::nano_dollars amount)
{
    on.reserve(amount);
    on.settle(amount, amount);
}

TEST(spending, begins_anew_with_a_day_and_a_month)
{
    spending account;
    account.restore({10, 100, 1000}, {20'000, 650});
    spend(account, 1);
    EXPECT_EQ(account.spent_in(budget_window::day), 11);
    account.advance({20'001, 650});
    EXPECT_EQ(account.spent_in(budget_window::day), 0);
    EXPECT_EQ(account.spent_in(budget_window::month), 101);
    account.advance({20'015, 651});
    EXPECT_EQ(account.spent_in(budget_window::month), 0);
    EXPECT_EQ(account.spent_in(budget_window::all), 1001);
}

TEST(spending, a_clock_that_is_set_back_over_midnight_begins_nothing)
{
    spending account;
    account.restore({10, 100, 1000}, {20'000, 650});
    account.advance({19'999, 649});
    EXPECT_EQ(account.spent_in(budget_window::day), 10);
    EXPECT_EQ(account.spent_in(budget_window::month), 100);
}

TEST(spending, a_clock_that_was_ahead_for_a_while_finds_its_day_again)
{
    spending account;
    account.restore({10, 100, 1000}, {20'000, 650});
    account.advance({20'400, 663});
    spend(account, 5);
    account.advance({20'000, 650});
    EXPECT_EQ(account.spent_in(budget_window::day), 10);
    EXPECT_EQ(account.spent_in(budget_window::month), 100);
    account.advance({20'001, 650});
    EXPECT_EQ(account.spent_in(budget_window::day), 0);
    account.advance({20'002, 651});
    EXPECT_EQ(account.spent_in(budget_window::month), 0);
    EXPECT_EQ(account.spent_in(budget_window::all), 1005);
}

TEST(spending, a_gateway_that_was_started_ahead_of_time_is_not_held_to_it_for_ever)
{
    spending account;
    account.restore({}, {20'400, 663});
    spend(account, 7);
    account.advance({20'000, 650});
    EXPECT_EQ(account.spent_in(budget_window::day), 0);
}

} // namespace
} // namespace wayfinder::control
