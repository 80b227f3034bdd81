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
}

TEST(gateway, reads_every_active_key)
{
    auto const config =
        sound("[gateway]\nroute_on = \"all\"\ndrain_timeout = 0\n[gateway.limits]\nmax_body = 1024\n"
              "max_header = 1048576\nmax_json_depth = 1000\nheader_timeout = 0.001\nbody_timeout = 2\n"
              "idle_timeout = 86400\nwrite_timeout = 1.5\n")
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
            "w.toml:6:20: 'gateway.breaker_cooldown' must be a non-negative number, found nan",
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

TEST(inert_keys, load_with_a_notice_each)
{
    auto const result =
        load("[gateway]\nbreaker_threshold = 1\nretries = 1\nfailover = \"degrade\"\n[gateway.cache]\n"
             "enabled = true\nttl = 0\n");
    EXPECT_TRUE(result.config);
    EXPECT_EQ(texts(result.notices), (messages{"w.toml:2:1: 'gateway.breaker_threshold' takes no effect yet",
                                               "w.toml:3:1: 'gateway.retries' takes no effect yet",
                                               "w.toml:4:1: 'gateway.failover' takes no effect yet",
                                               "w.toml:5:10: 'gateway.cache' takes no effect yet"}));
}

TEST(inert_keys, that_guard_something_say_so_loudly)
{
    auto const hash = std::string(64, 'A');
    EXPECT_EQ(
        notices("[gateway.budget]\nlimit = 1\n[gateway.rate_limit]\nrpm = 1\n[gateway.keys.a]\nhash = \"" +
                hash + "\"\nbudget = { limit = 2, window = \"all\" }\n"),
        (messages{
            "w.toml:1:10: 'gateway.budget' takes no effect yet: the gateway does not enforce budgets, "
            "SPENDING IS UNLIMITED",
            "w.toml:3:10: 'gateway.rate_limit' takes no effect yet: the gateway does not enforce rate "
            "limits, REQUESTS ARE UNLIMITED",
            "w.toml:5:10: 'gateway.keys' takes no effect yet: the gateway checks no keys, IT IS OPEN to "
            "everyone who can reach it"}));
}

TEST(budget, follows_the_rules_of_the_reference)
{
    EXPECT_EQ(errors("[gateway]\nbudget = 3\n"),
              messages{"w.toml:2:10: 'gateway.budget' must be a table, found 3"});
    EXPECT_EQ(
        errors("[gateway.budget]\nwindow = \"week\"\non_breach = 1\n"),
        (messages{
            "w.toml:1:10: 'gateway.budget.limit' is missing: it must be a positive number",
            "w.toml:2:10: 'gateway.budget.window' must be one of \"day\", \"month\", \"all\", found the "
            "string \"week\"",
            "w.toml:3:13: 'gateway.budget.on_breach' must be one of \"degrade\", \"block\", found 1; write "
            "it in quotes"}));
    for (std::string const limit : {"0", "-1", "true", "nan", "inf"})
        EXPECT_EQ(errors("[gateway.budget]\nlimit = " + limit + "\n").size(), 1U) << limit;
}

TEST(rate_limit, needs_a_limit)
{
    EXPECT_EQ(errors("[gateway.rate_limit]\nwindow = nan\n"),
              (messages{"w.toml:1:10: 'gateway.rate_limit' must set 'rpm' or 'tpm' or both",
                        "w.toml:2:10: 'gateway.rate_limit.window' must be a positive number, found nan"}));
    EXPECT_EQ(errors("[gateway.rate_limit]\nrpm = 0\ntpm = 1.5\n").size(), 2U);
    EXPECT_EQ(errors("[gateway.rate_limit]\ntpm = 1\n"), messages{});
}

TEST(cache, follows_the_rules_of_the_reference)
{
    EXPECT_EQ(errors("[gateway.cache]\nenabled = 1\nttl = -1\nmax_entries = 0\nmax_bytes = 0\n").size(), 4U);
}

TEST(keys, follow_the_rules_of_the_reference)
{
    std::string const model{"[gateway.models.local]\nbase_url = \"builtin:echo\"\n"};
    EXPECT_EQ(
        errors(
            "[gateway.keys.team]\nhash = \"secret\"\ntags = [\"\"]\nmodels = [\"locla\"]\nrate_limit = {}\n" +
            model),
        (messages{
            "w.toml:2:8: 'gateway.keys.team.hash' must be a 64-digit SHA-256 in hexadecimal, as "
            "`wayfinder-router keys new` prints it",
            "w.toml:3:9: 'gateway.keys.team.tags[0]' must be a non-empty string, found an empty string",
            "w.toml:4:11: 'gateway.keys.team.models' names unknown model \"locla\"; did you mean \"local\"?",
            "w.toml:5:1: 'gateway.keys.team.rate_limit' must set 'rpm' or 'tpm' or both"}));
    EXPECT_EQ(errors("[gateway.keys]\na = 1\n"),
              messages{"w.toml:2:5: 'gateway.keys.a' must be a table, found 1"});
    EXPECT_EQ(errors("[gateway.keys.a]\n").size(), 1U);
}

} // namespace
} // namespace wayfinder::config::testing
