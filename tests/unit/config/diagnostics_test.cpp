#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

TEST(diagnostics, come_all_at_once_in_file_order)
{
    EXPECT_EQ(
        errors("routings = 3\n[gateway]\nroute_on = 1\n[routing]\nthreshold = \"0.5\"\n[gateway.models.a]\n"
               "base_url = \"h\"\nmodle = \"m\"\n"),
        (messages{
            "w.toml:1:1: unknown key 'routings'; did you mean 'routing'?",
            "w.toml:3:12: 'gateway.route_on' must be one of \"turn\", \"last_user\", \"user\", \"all\", "
            "found "
            "1; write it in quotes",
            "w.toml:5:13: 'routing.threshold' must be a number from 0 to 1, found the string \"0.5\"; write "
            "it without quotes",
            "w.toml:7:12: 'gateway.models.a.base_url' must be an http or https URL such as "
            "\"https://api.example.com/v1\", or \"builtin:echo\": it does not start with http:// or https://",
            "w.toml:8:1: unknown key 'gateway.models.a.modle'; did you mean 'gateway.models.a.model'?"}));
}

TEST(diagnostics, name_the_right_section_for_a_misspelt_one)
{
    auto const only = [](std::string const& toml) {
        auto const found = errors(toml);
        return found.size() == 1 ? found.front() : "not one error but " + std::to_string(found.size());
    };
    EXPECT_EQ(only("[gateway.rate_limits]\nrpm = 1\n"),
              "w.toml:1:10: unknown section [gateway.rate_limits]; did you mean [gateway.rate_limit]?");
    EXPECT_EQ(only("[gateway.key.x]\nhash = \"\"\n"),
              "w.toml:1:10: unknown section [gateway.key]; did you mean [gateway.keys]?");
    EXPECT_EQ(only("[routings]\nthreshold = 9\n"),
              "w.toml:1:2: unknown section [routings]; did you mean [routing]?");
    EXPECT_EQ(only("[[routing.tier]]\nmin_score = 9\n"),
              "w.toml:1:11: unknown section [[routing.tier]]; did you mean [[routing.tiers]]?");
    EXPECT_EQ(only("[Gateway.models.x]\nbase_url = 1\n"),
              "w.toml:1:2: unknown section [Gateway]; did you mean [gateway]?");
}

TEST(diagnostics, name_the_section_where_a_lost_key_belongs)
{
    EXPECT_EQ(errors("threshold = 0.1\n[models.a]\nbase_url = \"x\"\n[[tiers]]\nmin_score = 0\n"),
              (messages{"w.toml:1:1: unknown key 'threshold'; 'threshold' belongs in [routing]",
                        "w.toml:2:2: unknown section [models]; 'models' belongs in [gateway]",
                        "w.toml:4:3: unknown section [[tiers]]; 'tiers' belongs in [routing]"}));
    EXPECT_EQ(errors("base_url = \"x\"\n"),
              messages{"w.toml:1:1: unknown key 'base_url'; 'base_url' belongs in [gateway.models.<name>] "
                       "or [gateway.models.<name>.endpoints]"});
}

TEST(diagnostics, list_what_is_known_when_nothing_is_near)
{
    EXPECT_EQ(errors("zzz = 1\n"), messages{"w.toml:1:1: unknown key 'zzz'; known here: routing, gateway"});
}

TEST(diagnostics, of_a_syntax_error_have_its_place)
{
    auto const result = load("[routing]\nthreshold = = 1\n");
    ASSERT_EQ(result.errors.size(), 1U);
    EXPECT_EQ(result.errors[0].line, 2U);
    EXPECT_EQ(result.errors[0].column, 13U);
    EXPECT_TRUE(result.errors[0].message.starts_with("invalid TOML: ")) << result.errors[0].message;
    EXPECT_EQ(load("[routing]\nthreshold = 1\nthreshold = 2\n").errors.at(0).line, 3U);
}

TEST(diagnostics, of_text_that_is_not_utf8_have_its_place)
{
    auto const result = load("[routing]\n# \xFF\n");
    ASSERT_EQ(result.errors.size(), 1U);
    EXPECT_EQ(result.errors[0].line, 2U);
    EXPECT_EQ(errors("\xEF\xBB\xBF[routing]\n"),
              messages{"w.toml:1:1: the file starts with a byte order mark; save it as UTF-8 without one"});
}

TEST(diagnostics, count_columns_in_characters)
{
    EXPECT_EQ(errors("[gateway.models]\n\"m\xC3\xBCll\" = { bse_url = 1, base_url = \"builtin:echo\" }\n"),
              messages{"w.toml:2:12: unknown key 'gateway.models.\"m\xC3\xBCll\".bse_url'; did you mean "
                       "'gateway.models.\"m\xC3\xBCll\".base_url'?"});
}

TEST(diagnostics, cannot_forge_lines)
{
    EXPECT_EQ(errors("\"a\\nb\" = 1\n"),
              messages{"w.toml:1:1: unknown key '\"a\\u000ab\"'; known here: routing, gateway"});
    auto const found =
        errors("[gateway]\nroute_on = \"" + std::string(59, 'x') + "\xC3\xA9\xC3\xA9\"\n").at(0);
    EXPECT_TRUE(found.ends_with('"' + std::string(59, 'x') + "\"...")) << found;
}

TEST(diagnostics, survive_towers_of_keys)
{
    std::string tower{"a"};
    for (int i = 0; i < 200'000; ++i) tower += ".a";
    EXPECT_EQ(errors("\n[" + tower + "]\n"), messages{"w.toml:2:1: a key has more than 32 parts"});
    EXPECT_EQ(errors(tower + " = 1\n"), messages{"w.toml:1:1: a key has more than 32 parts"});
    EXPECT_EQ(errors("a = { " + tower + " = 1 }\n"), messages{"w.toml:1:1: a key has more than 32 parts"});
    EXPECT_EQ(errors("a = " + std::string(100'000, '[')).size(), 1U);
    std::string inlined{"a = "};
    for (int i = 0; i < 10'000; ++i) inlined += "{ a = ";
    EXPECT_EQ(errors(inlined).size(), 1U);
}

TEST(diagnostics, do_not_mistake_dots_in_texts_for_keys)
{
    std::string const dots(100, '.');
    EXPECT_EQ(errors("[routing.lexicon]\nreasoning_terms = [\"" + dots + "\", '" + dots + "', \"\\\"" + dots +
                     "\"]\n"),
              messages{});
}

TEST(diagnostic, reads_like_that_of_a_compiler)
{
    EXPECT_EQ((diagnostic{"a.toml", 3, 7, "no"}.to_string()), "a.toml:3:7: no");
    EXPECT_EQ((diagnostic{"a.toml", 0, 0, "no"}.to_string()), "a.toml: no");
    EXPECT_EQ((diagnostic{"", 0, 0, "no"}.to_string()), "no");
}

} // namespace
} // namespace wayfinder::config::testing
