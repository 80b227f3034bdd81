#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

using namespace std::chrono_literals;

TEST(gateway, has_the_defaults_of_the_snapshot)
{
    auto const config = sound("[gateway]\n").gateway;
    EXPECT_EQ(config.route_on, route_scope::turn);
    EXPECT_EQ(config.drain_timeout, 30s);
    EXPECT_EQ(config.limits.max_body, limits{}.max_body);
    EXPECT_EQ(config.limits.unauthorized_rpm, 60U);
    EXPECT_EQ(config.time_zone, "UTC");
    EXPECT_EQ(config.on_ledger_failure, ledger_failure::refuse);
    EXPECT_FALSE(config.budget);
    EXPECT_FALSE(config.rate_limit);
    EXPECT_TRUE(config.keys.empty());
    EXPECT_TRUE(config.tags.empty());
}

TEST(gateway, reads_every_active_key)
{
    auto const config =
        sound("[gateway]\nroute_on = \"all\"\ndrain_timeout = 0\n[gateway.limits]\nmax_body = 1024\n"
              "max_header = 1048576\nmax_json_depth = 1000\nheader_timeout = 0.001\nbody_timeout = 2\n"
              "idle_timeout = 86400\nwrite_timeout = 1.5\nunauthorized_rpm = 5\n")
            .gateway;
    EXPECT_EQ(config.route_on, route_scope::all);
    EXPECT_EQ(config.drain_timeout, 0s);
    EXPECT_EQ(config.limits.max_body, 1024U);
    EXPECT_EQ(config.limits.max_header, 1U << 20U);
    EXPECT_EQ(config.limits.max_json_depth, 1000U);
    EXPECT_EQ(config.limits.header_timeout, 1ms);
    EXPECT_EQ(config.limits.body_timeout, 2s);
    EXPECT_EQ(config.limits.idle_timeout, 24h);
    EXPECT_EQ(config.limits.write_timeout, 1500ms);
    EXPECT_EQ(config.limits.unauthorized_rpm, 5U);
}

TEST(gateway, knows_the_scopes)
{
    for (auto const scope : all_route_scopes)
        EXPECT_EQ(sound("[gateway]\nroute_on = \"" + std::string{name(scope)} + "\"\n").gateway.route_on,
                  scope);
    EXPECT_EQ(errors("[gateway]\nroute_on = \"last-user\"\n"),
              messages{"w.toml:2:12: 'gateway.route_on' must be one of \"turn\", \"last_user\", \"user\", "
                       "\"all\", found "
                       "the string \"last-user\"; did you mean \"last_user\"?"});
}

TEST(gateway, refuses_bad_scalars)
{
    EXPECT_EQ(
        errors("[gateway]\nsticky = \"true\"\nsticky_cooldown = -1\nretries = 2.0\nbreaker_threshold = 0\n"
               "breaker_cooldown = nan\nfailover = \"up\"\ndrain_timeout = -1\n"),
        (messages{
            "w.toml:2:10: 'gateway.sticky' must be true or false, found the string \"true\"; write it "
            "without quotes",
            "w.toml:3:19: 'gateway.sticky_cooldown' must be a non-negative integer, found -1",
            "w.toml:4:11: 'gateway.retries' must be a non-negative integer, found 2.0; write it as 2",
            "w.toml:5:21: 'gateway.breaker_threshold' must be a positive integer, found 0",
            "w.toml:6:20: 'gateway.breaker_cooldown' must be a number of seconds from 0 to 86400, found nan",
            "w.toml:7:12: 'gateway.failover' must be one of \"same-tier\", \"degrade\", \"escalate\", found "
            "the "
            "string \"up\"",
            "w.toml:8:17: 'gateway.drain_timeout' must be a number of seconds from 0 to 86400, found -1"}));
}

TEST(limits, have_sane_ranges)
{
    EXPECT_EQ(
        errors(
            "[gateway.limits]\nmax_body = 1023\nmax_header = 1048577\nmax_json_depth = 0\nidle_timeout = 0\n"
            "write_timeout = inf\n"),
        (messages{
            "w.toml:2:12: 'gateway.limits.max_body' must be a whole number of bytes from 1024 to "
            "2147483648, found 1023",
            "w.toml:3:14: 'gateway.limits.max_header' must be a whole number of bytes from 1024 to 1048576, "
            "found 1048577",
            "w.toml:4:18: 'gateway.limits.max_json_depth' must be a whole number from 1 to 1000, found 0",
            "w.toml:5:16: 'gateway.limits.idle_timeout' must be a number of seconds from 0.001 to 86400, "
            "found 0",
            "w.toml:6:17: 'gateway.limits.write_timeout' must be a number of seconds from 0.001 to 86400, "
            "found inf"}));
}

} // namespace
} // namespace wayfinder::config::testing
