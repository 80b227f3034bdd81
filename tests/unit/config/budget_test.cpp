#include "config/schema/schema.hpp"
#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

using namespace std::chrono_literals;

TEST(budget, is_read)
{
    auto const plain = sound("[gateway.budget]\nlimit = 2.5\n").gateway.budget;
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->limit, 2'500'000'000);
    EXPECT_EQ(plain->window, budget_window::day);
    EXPECT_EQ(plain->on_breach, breach::degrade);
    for (auto const window : all_budget_windows)
        for (auto const on_breach : all_breaches) {
            auto const found =
                sound("[gateway]\nbudget = { limit = 1, window = \"" + std::string{name(window)} +
                      "\", on_breach = \"" + std::string{name(on_breach)} + "\" }\n")
                    .gateway.budget;
            ASSERT_TRUE(found);
            EXPECT_EQ(found->window, window);
            EXPECT_EQ(found->on_breach, on_breach);
        }
}

TEST(budget, is_rounded_half_up_to_the_nano_dollar)
{
    auto const limit = [](std::string const& dollars) {
        return sound("[gateway.budget]\nlimit = " + dollars + "\n").gateway.budget->limit;
    };
    EXPECT_EQ(limit("0.0000000005"), 1);
    EXPECT_EQ(limit("0.1000000004"), 100'000'000);
    EXPECT_EQ(limit("0.1000000005"), 100'000'001);
    EXPECT_EQ(limit("9_000_000_000"), 9'000'000'000 * dollar);
}

TEST(budget, is_refused_where_it_would_be_nothing_or_beyond_counting)
{
    constexpr auto must_be = "w.toml:2:9: 'gateway.budget.limit' must be a number of dollars from "
                             "0.000000001 to 9000000000, found ";
    for (std::string const limit : {"0", "-1", "true", "nan", "inf", "4e-10", "9000000001", "1e300"}) {
        auto const found = errors("[gateway.budget]\nlimit = " + limit + "\n");
        ASSERT_EQ(found.size(), 1U) << limit;
        EXPECT_TRUE(found[0].starts_with(must_be)) << found[0];
    }
}

TEST(budget, follows_the_rules_of_the_reference)
{
    EXPECT_EQ(errors("[gateway]\nbudget = 3\n"),
              messages{"w.toml:2:10: 'gateway.budget' must be a table, found 3"});
    EXPECT_EQ(
        errors("[gateway.budget]\nwindow = \"week\"\non_breach = 1\n"),
        (messages{
            "w.toml:1:10: 'gateway.budget.limit' is missing: it must be a number of dollars from 0.000000001 "
            "to 9000000000",
            "w.toml:2:10: 'gateway.budget.window' must be one of \"day\", \"month\", \"all\", found the "
            "string \"week\"",
            "w.toml:3:13: 'gateway.budget.on_breach' must be one of \"degrade\", \"block\", found 1; write "
            "it in quotes"}));
}

/// Two models: an expensive one and a free one.
constexpr std::string_view priced{"[gateway.models.local]\nbase_url = \"builtin:echo\"\ncost_per_1k = 0\n"
                                  "[gateway.models.cloud]\nbase_url = \"builtin:echo\"\ncost_per_1k = 1\n"
                                  "max_output_tokens = 100\n"};

TEST(budget, counts_everything_that_has_a_price)
{
    EXPECT_EQ(notices(std::string{priced} + "[gateway.budget]\nlimit = 1\n"), messages{});
}

TEST(budget, gives_notice_of_models_whose_spending_it_cannot_count)
{
    std::string const models{
        "[gateway.models.local]\nbase_url = \"builtin:echo\"\n"
        "[gateway.models.cloud]\nbase_url = \"builtin:echo\"\nprice = { input = 1, output = 2 }\n"};
    EXPECT_EQ(notices(models), messages{});
    messages const expected{
        "w.toml:1:17: 'gateway.models.local' has no price: no budget counts what it spends",
        "w.toml:3:17: 'gateway.models.cloud' has no max_output_tokens: where a client sets no limit, "
        "budgets assume at most 4096 tokens per answer"};
    auto const hash = "hash = \"" + std::string(64, 'a') + "\"\n";
    EXPECT_EQ(notices(models + "[gateway.budget]\nlimit = 1\n"), expected);
    EXPECT_EQ(notices(models + "[gateway.keys.k]\n" + hash + "budget = { limit = 1 }\n"), expected);
    EXPECT_EQ(notices(models + "[gateway.keys.k]\n" + hash +
                      "tags = [\"t\"]\n[gateway.tags.t]\nbudget.limit = 1\n"),
              expected);
    EXPECT_NE(render_reference().find(std::to_string(assumed_output_tokens)), std::string::npos);
}

TEST(rate_limit, is_read)
{
    auto const all =
        sound("[gateway.rate_limit]\nrpm = 5\ntpm = 10000000000\nwindow = 0.5\nmax_in_flight = 3\n")
            .gateway.rate_limit;
    ASSERT_TRUE(all);
    EXPECT_EQ(all->rpm, 5U);
    EXPECT_EQ(all->tpm, 10'000'000'000U);
    EXPECT_EQ(all->window, 500ms);
    EXPECT_EQ(all->max_in_flight, 3U);
    auto const one = sound("[gateway.rate_limit]\nmax_in_flight = 1\n").gateway.rate_limit;
    ASSERT_TRUE(one);
    EXPECT_EQ(one->rpm, std::nullopt);
    EXPECT_EQ(one->tpm, std::nullopt);
    EXPECT_EQ(one->window, 60s);
    EXPECT_EQ(one->max_in_flight, 1U);
}

TEST(rate_limit, needs_a_limit)
{
    EXPECT_EQ(
        errors("[gateway.rate_limit]\nwindow = nan\n"),
        (messages{
            "w.toml:1:10: 'gateway.rate_limit' must set at least one of 'rpm', 'tpm' and 'max_in_flight'",
            "w.toml:2:10: 'gateway.rate_limit.window' must be a number of seconds from 0.001 to "
            "31536000, found nan"}));
    EXPECT_EQ(errors("[gateway.rate_limit]\nrpm = 0\ntpm = 1.5\nmax_in_flight = 0\n").size(), 3U);
    for (std::string const one : {"rpm", "tpm", "max_in_flight"})
        EXPECT_EQ(errors("[gateway.rate_limit]\n" + one + " = 1\n"), messages{});
}

TEST(rate_limit, does_not_complain_twice_of_a_misspelt_limit)
{
    EXPECT_EQ(errors("[gateway.rate_limit]\nrmp = 1\n"),
              messages{"w.toml:2:1: unknown key 'gateway.rate_limit.rmp'; did you mean "
                       "'gateway.rate_limit.rpm'?"});
}

/// The reference reads none of these, reports nothing, and leaves the gateway unlimited.
TEST(misspelt_sections, never_leave_spending_or_requests_without_a_limit)
{
    auto const refused = [](std::string const& toml, std::string const& message) {
        EXPECT_EQ(errors(toml), messages{message});
    };
    refused("[gateway.rate_limits]\nrpm = 1\n",
            "w.toml:1:10: unknown section [gateway.rate_limits]; did you mean [gateway.rate_limit]?");
    refused("[gateway.ratelimit]\nrpm = 1\n",
            "w.toml:1:10: unknown section [gateway.ratelimit]; did you mean [gateway.rate_limit]?");
    refused("[gateway.budgets]\nlimit = 1\n",
            "w.toml:1:10: unknown section [gateway.budgets]; did you mean [gateway.budget]?");
    refused("[budget]\nlimit = 1\n", "w.toml:1:2: unknown section [budget]; 'budget' belongs in [gateway] or "
                                     "[gateway.keys.<name>] or [gateway.tags.<name>]");
    refused("[gateway.budget]\nlimit = 1\nwindows = \"month\"\n",
            "w.toml:3:1: unknown key 'gateway.budget.windows'; did you mean 'gateway.budget.window'?");
    refused("[gateway.rate_limit]\nrpm = 1\nmax_inflight = 1\n",
            "w.toml:3:1: unknown key 'gateway.rate_limit.max_inflight'; did you mean "
            "'gateway.rate_limit.max_in_flight'?");
}

} // namespace
} // namespace wayfinder::config::testing
