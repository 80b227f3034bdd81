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

TEST(diagnostics, keep_a_lost_key_inside_its_parent_where_that_has_room_for_it)
{
    std::string const hash = "hash = \"" + std::string(64, 'a') + "\"\n";
    std::string const model = "base_url = \"builtin:echo\"\n";
    auto const in = [](std::string const& header, std::string const& line, std::string const& message) {
        auto const found = errors(header + line + '\n');
        ASSERT_EQ(found.size(), 1U) << line;
        EXPECT_TRUE(found.front().ends_with(message)) << found.front();
    };
    auto const key = "[gateway.keys.a]\n" + hash;
    in(key, "rpm = 5",
       "unknown key 'gateway.keys.a.rpm'; 'rpm' belongs in [gateway.keys.a.rate_limit]: "
       "rate_limit = { rpm = 5 }");
    in(key, "tpm = 9", "'tpm' belongs in [gateway.keys.a.rate_limit]: rate_limit = { tpm = 9 }");
    in(key, "limit = 5", "'limit' belongs in [gateway.keys.a.budget]: budget = { limit = 5 }");
    in(key, "on_breach = \"block\"", "'on_breach' belongs in [gateway.keys.a.budget]");
    in(key, "window = 5", "'window' belongs in [gateway.keys.a.budget] or [gateway.keys.a.rate_limit]");
    in("[gateway.tags.t]\n", "rpm = 5",
       "'rpm' belongs in [gateway.tags.t.rate_limit]: rate_limit = { rpm = 5 }");
    auto const small = "[gateway.models.\"a.b\"]\n" + model;
    in(small, "first_byte = 2.5",
       "'first_byte' belongs in [gateway.models.\"a.b\".timeouts]: timeouts = { first_byte = 2.5 }");
    in(small, "total = 9", "'total' belongs in [gateway.models.\"a.b\".timeouts]: timeouts = { total = 9 }");
    in(small, "output = 10", "'output' belongs in [gateway.models.\"a.b\".price]: price = { output = 10 }");
    in(small, "input = 10", "'input' belongs in [gateway.models.\"a.b\".price]: price = { input = 10 }");
    in("[routing]\n", "min_score = 0.5", "'min_score' belongs in [[routing.tiers]]");
    in("[gateway]\n", "rpm = 5", "'rpm' belongs in [gateway.rate_limit]: rate_limit = { rpm = 5 }");
}

TEST(diagnostics, prefer_a_misspelling_to_a_part_of_a_name)
{
    EXPECT_EQ(errors("[gateway.models.a]\nmodel = \"m\"\nurl = \"builtin:echo\"\n"),
              messages{"w.toml:3:1: unknown key 'gateway.models.a.url'; did you mean "
                       "'gateway.models.a.base_url'?"});
    EXPECT_EQ(errors("[gateway.models.a]\nbase_url = \"builtin:echo\"\nprise = 1\n"),
              messages{"w.toml:3:1: unknown key 'gateway.models.a.prise'; did you mean "
                       "'gateway.models.a.price'?"});
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
