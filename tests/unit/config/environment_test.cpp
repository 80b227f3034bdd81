#include "loading.hpp"

#include <chrono>

namespace wayfinder::config::testing {
namespace {

using namespace std::chrono_literals;

constexpr auto threshold = "WAYFINDER_ROUTER_THRESHOLD";
constexpr auto timeout = "WAYFINDER_ROUTER_TIMEOUT";

double cut_of(snapshot const& config)
{
    return std::get<tiers_policy>(config.routing.policy).tiers.at(1).min_score;
}

TEST(threshold_variable, overrides_the_file_and_the_default)
{
    EXPECT_EQ(cut_of(sound("", {{threshold, "0.3"}})), 0.3);
    EXPECT_EQ(cut_of(sound("[routing]\nthreshold = 0.8\n", {{threshold, " 3e-1 "}})), 0.3);
    EXPECT_EQ(cut_of(sound("[routing]\nthreshold = 0.8\n", {{threshold, ""}})), 0.8);
}

TEST(threshold_variable, is_named_when_it_is_bad)
{
    for (std::string const value : {"x", "nan", "inf", "-0.1", "1.01", "0x1", " "})
        EXPECT_EQ(errors("", {{threshold, value}}),
                  messages{"environment: WAYFINDER_ROUTER_THRESHOLD must be a number from 0 to 1, found \"" +
                           value + "\"; correct it or unset it"});
}

TEST(threshold_variable, is_reported_with_the_errors_of_the_file)
{
    auto const found = errors("[routing]\nthreshold = 2\n", {{threshold, "x"}});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_TRUE(found[0].starts_with("environment: ")) << found[0];
    EXPECT_TRUE(found[1].starts_with("w.toml:2:13: ")) << found[1];
}

TEST(threshold_variable, does_nothing_where_no_threshold_decides)
{
    auto const result = load("[[routing.tiers]]\nmin_score = 0\nmodel = \"a\"\n", {{threshold, "x"}});
    EXPECT_EQ(texts(result.errors), messages{});
    EXPECT_EQ(texts(result.notices),
              messages{"environment: WAYFINDER_ROUTER_THRESHOLD has no effect: [routing] has "
                       "tiers or a classifier, which decide"});
}

TEST(threshold_variable, moves_the_fixed_cut_of_a_skill_policy)
{
    auto const made = [](std::string const& keys, std::string const& value) {
        return std::get<skill::policy>(
            sound("[routing]\npolicy = \"skill\"\n" + keys, {{threshold, value}}).routing.policy);
    };
    auto const moved = made("threshold = 0.25\n", "0.75");
    EXPECT_TRUE(moved.fixed);
    EXPECT_EQ(moved.dear_shares, std::vector<double>{0.25});
    EXPECT_EQ(made("threshold = 0.25\nquality_bias = 0.9\n", "0.75").dear_shares, std::vector<double>{0.25});
    EXPECT_EQ(errors("[routing]\npolicy = \"skill\"\nthreshold = 0.25\n", {{threshold, "7"}}).size(), 1U);
}

TEST(threshold_variable, says_which_key_of_a_skill_policy_decides)
{
    auto const notice = [](std::string const& keys) {
        auto const result = load("[routing]\npolicy = \"skill\"\n" + keys, {{threshold, "x"}});
        EXPECT_EQ(texts(result.errors), messages{});
        return texts(result.notices).back();
    };
    std::string const by = "environment: WAYFINDER_ROUTER_THRESHOLD has no effect: under 'routing.policy' "
                           "skill 'routing.";
    EXPECT_EQ(notice("dear_share = 0.2\n"), by + "dear_share' decides");
    EXPECT_EQ(notice("quality_bias = 0.2\n"), by + "quality_bias' decides");
    EXPECT_EQ(
        notice(""),
        by + "dear_share' decides, by its default; set 'routing.threshold' for the variable to take effect");
}

TEST(threshold_variable, holds_for_the_defaults_too)
{
    EXPECT_EQ(cut_of(*load_defaults(environment_of({{threshold, "0.25"}})).config), 0.25);
    EXPECT_EQ(load_defaults(environment_of({{threshold, "9"}})).config, nullptr);
    EXPECT_EQ(cut_of(*load_defaults({}).config), 0.5);
}

constexpr auto echo = "[gateway.models.a]\nbase_url = \"builtin:echo\"\n";

TEST(timeout_variable, is_the_default_for_silence)
{
    auto const config = sound(echo, {{timeout, "7.5"}});
    EXPECT_EQ(config.gateway.models.at(0).timeouts.first_byte, 7500ms);
    EXPECT_EQ(config.gateway.models.at(0).timeouts.between_bytes, 7500ms);
    EXPECT_EQ(config.gateway.models.at(0).timeouts.connect, timeouts{}.connect);
    EXPECT_EQ(config.gateway.models.at(0).timeouts.total, timeouts{}.total);
}

TEST(timeout_variable, yields_to_the_file)
{
    auto const config =
        sound("[gateway.timeouts]\nfirst_byte = 1\n[gateway.models.a]\nbase_url = \"builtin:echo\"\n"
              "timeouts.between_bytes = 2\n[gateway.models.b]\nbase_url = \"builtin:echo\"\n",
              {{timeout, "7"}});
    EXPECT_EQ(config.gateway.models.at(0).timeouts.first_byte, 1s);
    EXPECT_EQ(config.gateway.models.at(0).timeouts.between_bytes, 2s);
    EXPECT_EQ(config.gateway.models.at(1).timeouts.first_byte, 1s);
    EXPECT_EQ(config.gateway.models.at(1).timeouts.between_bytes, 7s);
}

TEST(timeout_variable, is_ignored_with_a_notice_when_it_is_bad)
{
    for (std::string const value : {"soon", "0", "-1", "nan", "inf", "1e9"}) {
        auto const result = load(echo, {{timeout, value}});
        ASSERT_TRUE(result.config);
        EXPECT_EQ(result.config->gateway.models.at(0).timeouts.first_byte, timeouts{}.first_byte);
        EXPECT_EQ(texts(result.notices).at(0),
                  "environment: WAYFINDER_ROUTER_TIMEOUT is ignored: it must be a number of "
                  "seconds from 0.001 to 86400, found \"" +
                      value + '"');
    }
}

} // namespace
} // namespace wayfinder::config::testing
