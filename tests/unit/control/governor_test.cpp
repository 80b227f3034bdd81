#include "control/limits/governor.hpp"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <random>
#include <thread>
#include <utility>
#include <vector>

namespace wayfinder::control {
namespace {

using namespace std::chrono_literals;
using config::breach;
using config::budget;
using config::budget_window;
using config::dollar;
using config::rate_limit;

constexpr moment at(std::chrono::seconds when, std::int64_t day = 1, std::int64_t month = 1)
{
    return {steady::time_point{when}, {day, month}};
}

/// A gateway, two keys and a tag.
class governor_test : public ::testing::Test {
protected:
    governor governor_;
    account& gateway_ = governor_.open("gateway");
    account& key_a_ = governor_.open("key:a");
    account& key_b_ = governor_.open("key:b");

    [[nodiscard]] config::nano_dollars reserved(account const& holder) const
    {
        return governor_.balance_of(holder, budget_window::all, {1, 1}).reserved;
    }
    [[nodiscard]] config::nano_dollars spent_of(account const& holder,
                                                budget_window window = budget_window::all,
                                                budget_date today = {1, 1}) const
    {
        return governor_.balance_of(holder, window, today).spent;
    }
};

offer priced(config::nano_dollars bound)
{
    return {bound, true};
}

bool passes(std::variant<admission, refusal> const& result)
{
    return std::holds_alternative<admission>(result);
}

TEST_F(governor_test, one_keys_refused_requests_take_nothing_from_the_gateway)
{
    rate_limit const wide{.rpm = 30};
    rate_limit const narrow{.rpm = 3};
    std::array const a{applied_limit{&gateway_, &wide}, applied_limit{&key_a_, &narrow}};
    std::array const b{applied_limit{&gateway_, &wide}, applied_limit{&key_b_, nullptr}};
    int admitted = 0;
    for (int i = 0; i < 100; ++i) admitted += passes(governor_.admit(a, {}, at(1s))) ? 1 : 0;
    EXPECT_EQ(admitted, 3);
    for (int i = 0; i < 27; ++i) EXPECT_TRUE(passes(governor_.admit(b, {}, at(2s)))) << i;
    auto const refused = governor_.admit(b, {}, at(2s));
    ASSERT_FALSE(passes(refused));
    EXPECT_EQ(std::get<refusal>(refused).by->holder, &gateway_);
    EXPECT_EQ(std::get<refusal>(refused).wait, 59s);
}

TEST_F(governor_test, tokens_of_a_request_that_outlives_its_window_count_when_they_are_known)
{
    rate_limit const rate{.tpm = 1000};
    std::array const held{applied_limit{&gateway_, &rate}};
    auto slow = governor_.admit(held, {10, {}}, at(1s));
    ASSERT_TRUE(passes(slow));
    std::get<admission>(slow).settle(50'000, 0, at(100s));
    EXPECT_FALSE(passes(governor_.admit(held, {10, {}}, at(101s))));
    EXPECT_TRUE(passes(governor_.admit(held, {10, {}}, at(200s))));
}

TEST_F(governor_test, a_budget_that_refuses_leaves_the_rate_limit_alone)
{
    rate_limit const rate{.rpm = 2};
    budget const poor{dollar, budget_window::all, breach::block};
    std::array const held{applied_limit{&gateway_, &rate, &poor}};
    std::array const dear{priced(2 * dollar)};
    std::array const cheap{priced(dollar / 4)};
    for (int i = 0; i < 5; ++i) {
        auto const refused = governor_.admit(held, {1, dear}, at(1s));
        ASSERT_FALSE(passes(refused));
        EXPECT_EQ(std::get<refusal>(refused).what, limit_kind::budget);
        EXPECT_EQ(std::get<refusal>(refused).left, dollar);
    }
    EXPECT_TRUE(passes(governor_.admit(held, {1, cheap}, at(1s))));
    EXPECT_TRUE(passes(governor_.admit(held, {1, cheap}, at(1s))));
    EXPECT_FALSE(passes(governor_.admit(held, {1, cheap}, at(1s))));
    EXPECT_EQ(reserved(gateway_), 0) << "nobody is under way";
}

TEST_F(governor_test, all_budgets_carry_a_request_or_none_does)
{
    budget const rich{100 * dollar, budget_window::all, breach::block};
    budget const poor{dollar, budget_window::all, breach::block};
    std::array const held{applied_limit{&gateway_, nullptr, &rich}, applied_limit{&key_a_, nullptr, &poor}};
    std::array const half{priced(dollar / 2)};
    auto first = governor_.admit(held, {0, half}, at(1s));
    auto second = governor_.admit(held, {0, half}, at(1s));
    EXPECT_FALSE(passes(governor_.admit(held, {0, half}, at(1s))));
    EXPECT_EQ(reserved(gateway_), dollar);
    EXPECT_EQ(reserved(key_a_), dollar);
    std::get<admission>(first).settle(0, dollar / 10, at(1s));
    EXPECT_EQ(reserved(gateway_), dollar / 2);
    EXPECT_EQ(spent_of(key_a_), dollar / 10);
    second = refusal{};
    EXPECT_EQ(reserved(key_a_), 0);
    EXPECT_EQ(spent_of(gateway_), dollar / 10);
}

TEST_F(governor_test, a_breach_degrades_to_the_next_offer_unless_some_budget_blocks)
{
    budget const soft{dollar, budget_window::all, breach::degrade};
    budget const hard{dollar, budget_window::all, breach::block};
    std::array const offers{priced(2 * dollar), priced(dollar / 2)};
    std::array const softly{applied_limit{&gateway_, nullptr, &soft}};
    auto const degraded = governor_.admit(softly, {0, offers}, at(1s));
    ASSERT_TRUE(passes(degraded));
    EXPECT_EQ(std::get<admission>(degraded).offer_taken(), 1U);
    EXPECT_EQ(reserved(gateway_), dollar / 2);
    EXPECT_TRUE(passes(governor_.admit(softly, {0, offers}, at(1s)))) << "half a dollar is still there";
    std::array const both{applied_limit{&gateway_, nullptr, &soft}, applied_limit{&key_a_, nullptr, &hard}};
    auto const blocked = governor_.admit(both, {0, offers}, at(1s));
    ASSERT_FALSE(passes(blocked));
    EXPECT_EQ(std::get<refusal>(blocked).by->holder, &key_a_);
}

TEST_F(governor_test, what_is_free_passes_a_spent_budget_and_what_has_no_price_does_not)
{
    budget const spent_up{dollar, budget_window::all, breach::block};
    std::array const held{applied_limit{&gateway_, nullptr, &spent_up}};
    std::array const unknown{offer{}};
    EXPECT_TRUE(passes(governor_.admit(held, {0, unknown}, at(1s))));
    std::array const rest{priced(dollar)};
    {
        auto all = governor_.admit(held, {0, rest}, at(1s));
        std::get<admission>(all).settle(0, 3 * dollar, at(1s));
    }
    std::array const free{priced(0)};
    EXPECT_TRUE(passes(governor_.admit(held, {0, free}, at(1s))));
    EXPECT_TRUE(passes(governor_.admit(held, {0, {}}, at(1s))));
    EXPECT_FALSE(passes(governor_.admit(held, {0, unknown}, at(1s))));
}

TEST_F(governor_test, a_new_day_and_a_new_month_begin_their_budgets_anew)
{
    budget const daily{dollar, budget_window::day, breach::block};
    budget const monthly{2 * dollar, budget_window::month, breach::block};
    std::array const held{applied_limit{&gateway_, nullptr, &monthly},
                          applied_limit{&key_a_, nullptr, &daily}};
    std::array const whole{priced(dollar)};
    auto const spend = [&](moment now) {
        auto got = governor_.admit(held, {0, whole}, now);
        if (!passes(got)) return false;
        std::get<admission>(got).settle(0, dollar, now);
        return true;
    };
    EXPECT_TRUE(spend(at(1s, 10, 1)));
    EXPECT_FALSE(spend(at(2s, 10, 1)));
    EXPECT_TRUE(spend(at(3s, 11, 1)));
    EXPECT_FALSE(spend(at(4s, 12, 1))) << "the month is spent";
    EXPECT_FALSE(spend(at(5s, 9, 1))) << "the clock went back";
    EXPECT_TRUE(spend(at(6s, 32, 2)));
    EXPECT_EQ(spent_of(gateway_, budget_window::all, {32, 2}), 3 * dollar);
    EXPECT_EQ(spent_of(gateway_, budget_window::month, {32, 2}), dollar);
}

TEST_F(governor_test, what_the_ledger_remembers_counts)
{
    governor_.restore("gateway", {dollar / 4, dollar / 2, 3 * dollar}, {5, 2});
    EXPECT_EQ(spent_of(gateway_, budget_window::day, {5, 2}), dollar / 4);
    EXPECT_EQ(spent_of(gateway_, budget_window::day, {6, 2}), 0);
    EXPECT_EQ(spent_of(gateway_, budget_window::month, {6, 2}), dollar / 2);
}

TEST_F(governor_test, what_another_process_spent_is_added_to_the_day_that_it_is)
{
    governor_.restore("gateway", {dollar / 4, dollar / 2, 3 * dollar}, {5, 2});
    governor_.add("gateway", {dollar, dollar, dollar}, {6, 2});
    EXPECT_EQ(spent_of(gateway_, budget_window::day, {6, 2}), dollar);
    EXPECT_EQ(spent_of(gateway_, budget_window::month, {6, 2}), 3 * dollar / 2);
    EXPECT_EQ(spent_of(gateway_, budget_window::all, {6, 2}), 4 * dollar);
}

TEST_F(governor_test, a_place_in_flight_is_held_to_the_end_and_always_given_back)
{
    rate_limit const two{.max_in_flight = 2};
    std::array const held{applied_limit{&gateway_, &two}};
    auto first = governor_.admit(held, {}, at(1s));
    auto second = governor_.admit(held, {}, at(1s));
    auto const third = governor_.admit(held, {}, at(1s));
    ASSERT_FALSE(passes(third));
    EXPECT_EQ(std::get<refusal>(third).what, limit_kind::in_flight);
    std::get<admission>(first).settle(1, 0, at(1s));
    EXPECT_FALSE(passes(governor_.admit(held, {}, at(1s)))) << "settled, but its stream has not ended";
    first = refusal{};
    EXPECT_TRUE(passes(governor_.admit(held, {}, at(1s))));
    auto moved = std::move(std::get<admission>(second));
    EXPECT_EQ(governor_.balance_of(gateway_, budget_window::all, {1, 1}).in_flight, 1U);
}

TEST_F(governor_test, what_is_taken_back_counts_as_no_request)
{
    rate_limit const narrow{.rpm = 1, .tpm = 100, .max_in_flight = 1};
    budget const small{.limit = 1000};
    std::array const held{applied_limit{&gateway_, &narrow, &small}};
    std::array const wish{priced(1000)};
    for (auto when = 1s; when < 4s; ++when) {
        auto got = governor_.admit(held, {100, wish}, at(when));
        ASSERT_TRUE(passes(got));
        std::get<admission>(got).take_back();
        EXPECT_EQ(governor_.in_flight(), 0U);
    }
    EXPECT_TRUE(passes(governor_.admit(held, {100, wish}, at(4s))));
    EXPECT_FALSE(passes(governor_.admit(held, {100, wish}, at(5s)))) << "given back, it stays a request";
}

TEST_F(governor_test, it_knows_when_somebody_was_last_admitted)
{
    std::array const a{applied_limit{&key_a_}};
    auto const last = [&] { return governor_.balance_of(key_a_, budget_window::all, {1, 1}).last_admitted; };
    EXPECT_FALSE(last());
    {
        auto const held = governor_.admit(a, {}, at(5s));
    }
    EXPECT_EQ(last(), steady::time_point{5s});
    EXPECT_FALSE(governor_.balance_of(key_b_, budget_window::all, {1, 1}).last_admitted);
    rate_limit const none{.rpm = 1};
    std::array const narrow{applied_limit{&key_a_, &none}};
    EXPECT_TRUE(passes(governor_.admit(narrow, {}, at(6s))));
    EXPECT_FALSE(passes(governor_.admit(narrow, {}, at(7s))));
    EXPECT_EQ(last(), steady::time_point{6s}); // a refusal is not a use
}

TEST_F(governor_test, the_tightest_limit_is_the_one_that_is_told)
{
    rate_limit const wide{.rpm = 100, .tpm = 1000};
    rate_limit const narrow{.rpm = 5};
    std::array const held{applied_limit{&gateway_, &wide}, applied_limit{&key_a_, &narrow}};
    auto const got = governor_.admit(held, {300, {}}, at(1s));
    ASSERT_TRUE(passes(got));
    auto const& left = std::get<admission>(got).left();
    ASSERT_TRUE(left.requests && left.tokens);
    EXPECT_EQ(left.requests->limit, 5U);
    EXPECT_EQ(left.requests->remaining, 4U);
    EXPECT_EQ(left.tokens->remaining, 700U);
    EXPECT_EQ(left.requests->reset, 60s);
}

TEST_F(governor_test, the_later_of_two_calls_stays_reserved_once_the_former_is_settled)
{
    budget const all{10 * dollar, budget_window::all, breach::block};
    std::array const held{applied_limit{&gateway_, nullptr, &all}};
    std::array const cheap{priced(dollar)};
    std::array const dear{priced(5 * dollar)};
    auto whole = std::get<admission>(governor_.admit(held, {0, cheap}, at(1s)));
    {
        auto beside = std::get<admission>(governor_.admit(held, {0, dear, true}, at(1s)));
        whole.exchange_reserved(beside);
        EXPECT_EQ(reserved(gateway_), 6 * dollar);
        beside.settle(0, dollar / 2, at(1s));
    }
    EXPECT_EQ(reserved(gateway_), 5 * dollar);
    EXPECT_EQ(whole.settle(0, 4 * dollar, at(1s)), 0) << "no more than was reserved";
    EXPECT_EQ(reserved(gateway_), 0);
    EXPECT_EQ(spent_of(gateway_), 9 * dollar / 2);
}

/// Random calls from many threads: the bound holds at every moment, and nothing is left when all have ended.
TEST_F(governor_test, spend_never_passes_the_budget_under_any_interleaving)
{
    budget const all{50 * dollar, budget_window::all, breach::block};
    budget const some{30 * dollar, budget_window::day, breach::degrade};
    std::array const a{applied_limit{&gateway_, nullptr, &all}, applied_limit{&key_a_, nullptr, &some}};
    std::array const b{applied_limit{&gateway_, nullptr, &all}, applied_limit{&key_b_, nullptr, &some}};
    std::atomic<config::nano_dollars> billed{0};
    auto const customer = [&](std::span<applied_limit const> held, unsigned seed) {
        std::mt19937_64 random{seed};
        std::vector<std::pair<admission, config::nano_dollars>> under_way;
        for (int i = 0; i < 3000; ++i) {
            auto const bound = static_cast<config::nano_dollars>(random() % dollar);
            std::array const offers{priced(bound), priced(bound / 10)};
            auto got = governor_.admit(held, {random() % 1000, offers}, at(1s));
            if (auto* passed = std::get_if<admission>(&got)) {
                auto const held_back = passed->offer_taken() == 0 ? bound : bound / 10;
                under_way.emplace_back(std::move(*passed), held_back);
            }
            if (under_way.size() < 1 + random() % 8) continue;
            auto [ended, most] = std::move(under_way.back());
            under_way.pop_back();
            if (random() % 4 == 0) continue; // failed: nothing to pay
            auto const cost = static_cast<config::nano_dollars>(random() % 1000) * (most / 20'000);
            billed += cost;
            ended.settle(5, cost, at(1s));
        }
    };
    {
        std::vector<std::jthread> customers;
        for (unsigned i = 0; i < 8; ++i)
            customers.emplace_back([&, i] { customer(i % 2 == 0 ? std::span{a} : std::span{b}, i); });
        std::jthread const watcher{[&](std::stop_token const& stop) {
            while (!stop.stop_requested()) {
                auto const now = governor_.balance_of(gateway_, budget_window::all, {1, 1});
                EXPECT_LE(now.spent + now.reserved, all.limit);
            }
        }};
        customers.clear();
    }
    for (auto* const each : {&gateway_, &key_a_, &key_b_}) {
        auto const idle = governor_.balance_of(*each, budget_window::all, {1, 1});
        EXPECT_EQ(idle.reserved, 0);
        EXPECT_EQ(idle.in_flight, 0U);
    }
    EXPECT_EQ(spent_of(gateway_), billed.load());
    EXPECT_EQ(spent_of(key_a_) + spent_of(key_b_), billed.load());
    EXPECT_GT(billed.load(), 10 * dollar) << "the property was hardly tried";
}

} // namespace
} // namespace wayfinder::control
