#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

using namespace std::chrono_literals;

sessions read(std::string const& keys)
{
    return sound("[routing.sessions]\n" + keys + '\n').sessions;
}

TEST(sessions, are_off_by_default)
{
    EXPECT_FALSE(sound("").sessions.enabled);
    auto const none = read("");
    EXPECT_FALSE(none.enabled);
    EXPECT_EQ(none.by, (std::vector{session_mark::header, session_mark::prefix}));
    EXPECT_EQ(none.header, "X-Wayfinder-Session");
    EXPECT_EQ(none.ttl, 1h);
    EXPECT_EQ(none.max_sessions, 50'000U);
    EXPECT_EQ(none.prompt_cache_ttl, 5min);
    EXPECT_EQ(none.payback_turns, 2U);
}

TEST(sessions, are_read)
{
    auto const all = read("enabled = true\nby = [\"prefix\", \"prompt_cache_key\"]\nheader = \"session_id\"\n"
                          "ttl = 90\nmax_sessions = 64\nprompt_cache_ttl = 0.5\npayback_turns = 7");
    EXPECT_TRUE(all.enabled);
    EXPECT_EQ(all.by, (std::vector{session_mark::prefix, session_mark::prompt_cache_key}));
    EXPECT_EQ(all.header, "session_id");
    EXPECT_EQ(all.ttl, 90s);
    EXPECT_EQ(all.max_sessions, 64U);
    EXPECT_EQ(all.prompt_cache_ttl, 500ms);
    EXPECT_EQ(all.payback_turns, 7U);
    EXPECT_EQ(read("prompt_cache_ttl = 0").prompt_cache_ttl, 0s);
}

TEST(sessions, let_a_model_say_how_long_its_provider_remembers)
{
    auto const config = sound("[gateway.models]\na = {base_url = \"builtin:echo\", prompt_cache_ttl = 3600}\n"
                              "b.base_url = \"builtin:echo\"\n");
    EXPECT_EQ(config.gateway.models[0].prompt_cache_ttl, 1h);
    EXPECT_FALSE(config.gateway.models[1].prompt_cache_ttl);
}

TEST(sessions, point_out_a_model_without_a_price)
{
    std::string const models{"[gateway.models.local]\nbase_url = \"builtin:echo\"\n"
                             "[gateway.models.cloud]\nbase_url = \"builtin:echo\"\ncost_per_1k = 1\n"};
    EXPECT_EQ(notices("[routing]\nthreshold = 0.08\n[routing.sessions]\nenabled = true\n" + models),
              messages{"w.toml:4:1: 'routing.sessions' weighs prices, but the model \"local\" has none: "
                       "conversations do not move to or from it because of their score; for a free model set "
                       "price = { input = 0, output = 0 }"});
    EXPECT_EQ(notices("[routing]\nthreshold = 0.08\n" + models), messages{});
}

TEST(sessions, point_out_a_model_of_two_tiers_once)
{
    auto const tier = [](std::string const& cut, std::string const& model) {
        return "[[routing.tiers]]\nmin_score = " + cut + "\nmodel = \"" + model + "\"\n";
    };
    EXPECT_EQ(notices("[routing.sessions]\nenabled = true\n" + tier("0.0", "a") + tier("0.3", "b") +
                      tier("0.6", "a") +
                      "[gateway.models]\na.base_url = \"builtin:echo\"\n"
                      "b = { base_url = \"builtin:echo\", cost_per_1k = 1 }\n")
                  .size(),
              1U);
}

TEST(sessions, refuse_what_makes_no_sense)
{
    auto const error = [](std::string const& key) {
        auto const all = errors("[routing.sessions]\n" + key + '\n');
        return all.size() == 1 ? all[0] : std::string{"not one error"};
    };
    EXPECT_EQ(error("by = []"), "w.toml:2:6: 'routing.sessions.by' must be a list out of \"header\", "
                                "\"prompt_cache_key\", \"prefix\", found an empty list");
    EXPECT_NE(error("by = [\"cookie\"]").find("'routing.sessions.by[0]' must be"), std::string::npos);
    EXPECT_NE(error("header = \"X Session\"").find("the name of a header"), std::string::npos);
    EXPECT_NE(error("ttl = 0").find("0.001"), std::string::npos);
    EXPECT_NE(error("max_sessions = 15").find("from 16"), std::string::npos);
    EXPECT_NE(error("prompt_cache_ttl = -1").find("from 0"), std::string::npos);
    EXPECT_NE(error("payback_turns = 0").find("from 1"), std::string::npos);
    EXPECT_NE(error("enable = true").find("did you mean 'routing.sessions.enabled'"), std::string::npos);
}

} // namespace
} // namespace wayfinder::config::testing
