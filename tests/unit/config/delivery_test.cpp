// Settings for upstream failures.
#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

using namespace std::chrono_literals;

TEST(delivery, has_the_defaults_of_the_snapshot)
{
    auto const config = sound("[gateway]\n").gateway;
    EXPECT_EQ(config.keep_alive, 15s);
    EXPECT_EQ(config.failover, failover::same_tier);
    EXPECT_EQ(config.retry.retries, 2U);
    EXPECT_EQ(config.retry.first_backoff, 200ms);
    EXPECT_EQ(config.retry.longest_backoff, 5s);
    EXPECT_EQ(config.retry.max_retry_after, 10s);
    EXPECT_EQ(config.retry.budget, 0.2);
    EXPECT_EQ(config.breaker.threshold, 5U);
    EXPECT_EQ(config.breaker.cooldown, 30s);
    EXPECT_EQ(config.breaker.error_rate, 0.5);
    EXPECT_EQ(config.breaker.min_calls, 20U);
    EXPECT_EQ(config.breaker.window, 30s);
    EXPECT_EQ(config.breaker.slow_call, 0s);
    EXPECT_EQ(config.breaker.probe_interval, 10s);
}

TEST(delivery, is_read)
{
    auto const config =
        sound(
            "[gateway]\nretries = 0\nbreaker_threshold = 1\nbreaker_cooldown = 0.5\nfailover = \"escalate\"\n"
            "stream_keep_alive = 0\n[gateway.retry]\nfirst_backoff = 0\nlongest_backoff = 1\n"
            "max_retry_after = 2\nbudget = 0\n[gateway.breaker]\nerror_rate = 1\nmin_calls = 3\nwindow = 60\n"
            "slow_call = 4.5\nprobe_interval = 5\n")
            .gateway;
    EXPECT_EQ(config.keep_alive, 0s);
    EXPECT_EQ(config.failover, failover::escalate);
    EXPECT_EQ(config.retry.retries, 0U);
    EXPECT_EQ(config.retry.first_backoff, 0s);
    EXPECT_EQ(config.retry.longest_backoff, 1s);
    EXPECT_EQ(config.retry.max_retry_after, 2s);
    EXPECT_EQ(config.retry.budget, 0.0);
    EXPECT_EQ(config.breaker.threshold, 1U);
    EXPECT_EQ(config.breaker.cooldown, 500ms);
    EXPECT_EQ(config.breaker.error_rate, 1.0);
    EXPECT_EQ(config.breaker.min_calls, 3U);
    EXPECT_EQ(config.breaker.window, 60s);
    EXPECT_EQ(config.breaker.slow_call, 4500ms);
    EXPECT_EQ(config.breaker.probe_interval, 5s);
}

TEST(delivery, refuses_what_makes_no_sense)
{
    EXPECT_EQ(
        errors("[gateway.retry]\nbudget = -0.1\nmax_retry_after = inf\n[gateway.breaker]\nerror_rate = 0\n"
               "min_calls = 0\nwindow = 0\nslow_call = -1\nprobe_interval = 0\n"),
        (messages{
            "w.toml:2:10: 'gateway.retry.budget' must be a share of the requests, 0 or from 0.001 to 10, "
            "found "
            "-0.1",
            "w.toml:3:19: 'gateway.retry.max_retry_after' must be a number of seconds from 0 to 86400, found "
            "inf",
            "w.toml:5:14: 'gateway.breaker.error_rate' must be a share from 0.001 to 1, found 0",
            "w.toml:6:13: 'gateway.breaker.min_calls' must be a positive integer, found 0",
            "w.toml:7:10: 'gateway.breaker.window' must be a number of seconds from 0.1 to 86400, found 0",
            "w.toml:8:13: 'gateway.breaker.slow_call' must be a number of seconds from 0 to 86400, found -1",
            "w.toml:9:18: 'gateway.breaker.probe_interval' must be a number of seconds from 0.01 to 86400, "
            "found 0"}));
}

TEST(backoff, begins_below_its_bound)
{
    constexpr auto both = "[gateway.retry]\nlongest_backoff = 1\nfirst_backoff = 2\n";
    EXPECT_EQ(errors(both), messages{"w.toml:3:17: 'gateway.retry.first_backoff' (2) must be at most "
                                     "'gateway.retry.longest_backoff' (1); change one of them"});
    EXPECT_EQ(errors("[gateway.retry]\nfirst_backoff = 6\n"),
              messages{"w.toml:2:17: 'gateway.retry.first_backoff' (6) must be at most "
                       "'gateway.retry.longest_backoff' (5); change one of them"});
    EXPECT_EQ(errors("[gateway.retry]\nlongest_backoff = 0.1\n"),
              messages{"w.toml:2:19: 'gateway.retry.first_backoff' (0.2) must be at most "
                       "'gateway.retry.longest_backoff' (0.1); change one of them"});
    EXPECT_EQ(errors("[gateway.retry]\nfirst_backoff = 5\n"), messages{});
    EXPECT_EQ(errors("[gateway.retry]\nfirst_backoff = 7\nlongest_backoff = \"x\"\n").size(), 1U);
}

TEST(failover, is_one_of_three)
{
    for (auto const each : all_failovers)
        EXPECT_EQ(sound("[gateway]\nfailover = \"" + std::string{name(each)} + "\"\n").gateway.failover,
                  each);
    EXPECT_EQ(errors("[gateway]\nfailover = \"same_tier\"\n"),
              messages{"w.toml:2:12: 'gateway.failover' must be one of \"same-tier\", \"degrade\", "
                       "\"escalate\", found the string \"same_tier\"; did you mean \"same-tier\"?"});
}

} // namespace
} // namespace wayfinder::config::testing
