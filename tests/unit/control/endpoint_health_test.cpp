#include "control/endpoints/endpoint_registry.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>
#include <vector>

namespace wayfinder::control {
namespace {

using namespace std::chrono_literals;
using delivery::health;
using state = endpoint_health::state;

constexpr endpoint_health::time_point start{1'000'000s};

class an_endpoint : public ::testing::Test {
protected:
    an_endpoint() { rules.threshold = 3; }

    void call(health how) { tested.admit(rules, now).value().record(how, rules, now); }
    void open()
    {
        for (int i = 0; i < 3; ++i) call(health::bad);
    }
    [[nodiscard]] state peek() const { return tested.peek(rules, now).breaker; }

    config::breaker rules;
    endpoint_health::time_point now = start;
    endpoint_health tested;
};

TEST_F(an_endpoint, that_is_on_trial_takes_no_second_call)
{
    open();
    EXPECT_FALSE(tested.peek(rules, now).admits);
    now += rules.cooldown;
    EXPECT_TRUE(tested.peek(rules, now).admits);
    auto const trial = tested.admit(rules, now);
    EXPECT_EQ(peek(), state::half_open);
    EXPECT_FALSE(tested.peek(rules, now).admits);
}

TEST_F(an_endpoint, counts_the_calls_under_way)
{
    EXPECT_EQ(tested.in_flight(), 0U);
    {
        auto first = tested.admit(rules, now);
        auto second = tested.admit(rules, now);
        auto moved = std::move(first);
        EXPECT_EQ(tested.in_flight(), 2U);
        moved->record(health::good, rules, now); // its answer is still in flight
        EXPECT_EQ(tested.in_flight(), 2U);
    }
    EXPECT_EQ(tested.in_flight(), 0U);
}

TEST_F(an_endpoint, tells_how_it_is)
{
    call(health::bad);
    call(health::bad);
    auto const shaken = tested.snapshot(rules, now);
    EXPECT_EQ(shaken.breaker, state::closed);
    EXPECT_EQ(shaken.failures_in_a_row, 2U);
    EXPECT_EQ(shaken.opened, 0U);
    call(health::bad);
    now += 12s;
    auto const stopped = tested.snapshot(rules, now);
    EXPECT_EQ(stopped.breaker, state::open);
    EXPECT_EQ(stopped.wait, 18s);
    EXPECT_EQ(stopped.in_flight, 0U);
    EXPECT_EQ(stopped.opened, 1U);
    EXPECT_EQ(tested.peek(rules, now).wait, 18s);
    EXPECT_FALSE(tested.admit(rules, now));
    EXPECT_FALSE(tested.admits(rules, now));
}

TEST_F(an_endpoint, is_probed_by_one_call)
{
    open();
    now += 30s;
    EXPECT_TRUE(tested.admits(rules, now));
    auto probe = tested.admit(rules, now);
    ASSERT_TRUE(probe);
    EXPECT_TRUE(probe->is_probe());
    EXPECT_FALSE(tested.admit(rules, now));
    probe->record(health::good, rules, now);
    EXPECT_EQ(peek(), state::closed);
    EXPECT_FALSE(tested.admit(rules, now)->is_probe());
}

TEST_F(an_endpoint, takes_a_probe_back_that_ended_without_a_word)
{
    open();
    now += 30s;
    {
        auto const abandoned = tested.admit(rules, now);
        ASSERT_TRUE(abandoned);
        EXPECT_FALSE(tested.admits(rules, now));
    }
    EXPECT_TRUE(tested.admits(rules, now));
}

TEST_F(an_endpoint, takes_back_no_probe_that_was_recorded)
{
    open();
    now += 30s;
    auto first = tested.admit(rules, now);
    first->record(health::bad, rules, now);
    now += 30s;
    auto const second = tested.admit(rules, now);
    ASSERT_TRUE(second);
    first.reset();
    EXPECT_FALSE(tested.admits(rules, now)); // the second is still running
}

TEST_F(an_endpoint, lets_others_in_while_its_probe_answers)
{
    open();
    now += 30s;
    auto probe = tested.admit(rules, now);
    probe->begin(rules, now);
    EXPECT_FALSE(probe->is_probe());
    ASSERT_TRUE(tested.admit(rules, now));
    EXPECT_EQ(peek(), state::closed);
    probe->record(health::bad, rules, now);
    EXPECT_EQ(peek(), state::open);
}

TEST_F(an_endpoint, learns_from_an_answer_once_at_its_end)
{
    for (int i = 0; i < 3; ++i) {
        auto answer = tested.admit(rules, now);
        auto moved = std::move(*answer);
        moved.begin(rules, now);
        EXPECT_EQ(peek(), state::closed);
        moved.record(health::bad, rules, now);
        moved.record(health::good, rules, now);
    }
    EXPECT_EQ(peek(), state::open);
}

TEST_F(an_endpoint, learns_nothing_from_an_answer_that_began_before_it_opened)
{
    auto before = tested.admit(rules, now);
    before->begin(rules, now);
    open();
    now += 30s;
    call(health::good);
    before->record(health::bad, rules, now);
    EXPECT_EQ(tested.snapshot(rules, now).failures_in_a_row, 0U);
}

TEST_F(an_endpoint, counts_a_call_once)
{
    auto one = tested.admit(rules, now);
    for (int i = 0; i < 5; ++i) one->record(health::bad, rules, now);
    EXPECT_EQ(tested.snapshot(rules, now).failures_in_a_row, 1U);
}

TEST_F(an_endpoint, is_not_judged_by_calls_from_before_it_opened)
{
    std::vector<std::optional<endpoint_health::lease>> hung;
    for (int i = 0; i < 5; ++i) hung.push_back(tested.admit(rules, now));
    open();
    now += 30s;
    call(health::good); // recovered
    for (auto& each : hung) each->record(health::bad, rules, now);
    EXPECT_EQ(peek(), state::closed);
    EXPECT_EQ(tested.snapshot(rules, now).failures_in_a_row, 0U);
}

TEST_F(an_endpoint, measures_first_bytes_and_knows_slow_ones)
{
    rules.min_calls = 40;
    rules.slow_call = 15ms;
    for (int i = 1; i <= 39; ++i) {
        auto each = tested.admit(rules, now);
        each->first_byte((i % 20 + 1) * 1ms, rules);
        each->record(health::good, rules, now);
    }
    EXPECT_EQ(peek(), state::closed);
    EXPECT_EQ(tested.snapshot(rules, now).p95, 20ms);
    EXPECT_EQ(tested.first_byte_quantile(0.5), 11ms);
    rules.error_rate = 0.25; // ten of them were later than 15 ms
    call(health::good);
    EXPECT_EQ(peek(), state::open);
}

TEST_F(an_endpoint, admits_one_probe_at_a_time_to_many_threads)
{
    rules.cooldown = 0ms;
    open();
    std::atomic<int> probing{};
    std::atomic<int> most{};
    std::atomic<int> probes{};
    auto const work = [&](unsigned seed) {
        std::mt19937 random{seed};
        for (int i = 0; i < 20'000; ++i) {
            auto lease = tested.admit(rules, now);
            if (!lease) continue;
            bool const probe = lease->is_probe();
            if (probe) {
                auto const together = probing.fetch_add(1) + 1;
                if (together > most.load()) most.store(together);
                probes.fetch_add(1);
            }
            lease->first_byte(1ms, rules);
            auto const draw = random() % 4;
            if (probe) probing.fetch_sub(1); // before it is returned
            if (draw < 3) lease->record(draw == 0 ? health::good : health::bad, rules, now);
        }
    };
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 0; i < 4; ++i) threads.emplace_back(work, i);
    }
    EXPECT_EQ(most.load(), 1);
    EXPECT_GT(probes.load(), 100);
    EXPECT_EQ(tested.in_flight(), 0U);
    EXPECT_TRUE(tested.admits(rules, now)); // no probe was lost
}

TEST(endpoint_registry, gives_the_same_endpoint_for_the_same_name)
{
    endpoint_registry registry;
    auto& first = registry.open("a");
    std::vector<endpoint_health*> others;
    for (int i = 0; i < 1000; ++i) others.push_back(&registry.open(std::to_string(i)));
    EXPECT_EQ(&registry.open("a"), &first);
    for (int i = 0; i < 1000; ++i)
        EXPECT_EQ(&registry.open(std::to_string(i)), others[static_cast<std::size_t>(i)]);
}

TEST(endpoint_registry, makes_each_endpoint_once_for_many_threads)
{
    endpoint_registry registry;
    std::vector<std::vector<endpoint_health*>> found(4);
    {
        std::vector<std::jthread> threads;
        for (auto& mine : found)
            threads.emplace_back([&registry, &mine] {
                for (int i = 0; i < 500; ++i) mine.push_back(&registry.open(std::to_string(i)));
            });
    }
    for (auto const& each : found) EXPECT_EQ(each, found[0]);
}

TEST(endpoint_identity, tells_apart_what_has_a_health_of_its_own)
{
    config::model model;
    model.name = "m";
    config::endpoint at;
    at.base_url = "http://a";
    at.upstream_model = "u";
    auto const identity = endpoint_identity(model, at);
    EXPECT_EQ(endpoint_identity(model, at), identity);

    auto other = at;
    other.weight = 7;
    other.probe = "/up";
    EXPECT_EQ(endpoint_identity(model, other), identity); // a reload may change these
    other.api_key_env = "K";
    EXPECT_NE(endpoint_identity(model, other), identity);
    other = at;
    other.base_url = "http://b";
    EXPECT_NE(endpoint_identity(model, other), identity);
    other = at;
    other.upstream_model = "v";
    EXPECT_NE(endpoint_identity(model, other), identity);
    model.name = "n";
    EXPECT_NE(endpoint_identity(model, at), identity);
}

} // namespace
} // namespace wayfinder::control
