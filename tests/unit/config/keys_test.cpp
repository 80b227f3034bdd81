#include "config/values/sha256_text.hpp"
#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

using namespace std::chrono;

std::string const first(64, 'a');
std::string const second = std::string(62, '0') + "1F";

/// One key with these additional settings, after models to name.
std::string with(std::string_view keys)
{
    return "[gateway.models]\nlocal.base_url = \"builtin:echo\"\ncloud.base_url = \"builtin:echo\"\n"
           "[gateway.keys.team]\nhash = \"" +
           first + "\"\n" + std::string{keys} + '\n';
}

virtual_key read(std::string_view keys)
{
    auto const config = sound(with(keys));
    return config.gateway.keys.empty() ? virtual_key{} : config.gateway.keys.front();
}

TEST(sha256_text, reads_and_writes)
{
    auto const hash = parse_sha256(second);
    ASSERT_TRUE(hash);
    EXPECT_EQ(hash->back(), 0x1F);
    EXPECT_EQ(to_text(*hash), std::string(62, '0') + "1f");
    for (auto const& text : {first + "a", first.substr(1), std::string(63, 'a') + 'g',
                             std::string(62, 'a') + "+1", std::string(62, 'a') + " 1", std::string{}})
        EXPECT_FALSE(parse_sha256(text)) << text;
}

TEST(keys, need_nothing_but_a_hash)
{
    auto const key = read("");
    EXPECT_EQ(key.id, "team");
    EXPECT_EQ(key.hashes, std::vector<sha256>{*parse_sha256(first)});
    EXPECT_TRUE(key.tags.empty());
    EXPECT_TRUE(key.models.empty());
    EXPECT_EQ(key.expires, std::nullopt);
    EXPECT_FALSE(key.disabled);
    EXPECT_FALSE(key.budget);
    EXPECT_FALSE(key.rate_limit);
}

TEST(keys, are_read)
{
    auto const key = read("next_hash = \"" + second +
                          "\"\ntags = [\"a\", \"b c\"]\nmodels = [\"local\", \"cl*\"]\ndisabled = true\n"
                          "budget = { limit = 2, window = \"all\", on_breach = \"block\" }\n"
                          "rate_limit = { tpm = 7, window = 1 }");
    EXPECT_EQ(key.hashes, (std::vector<sha256>{*parse_sha256(first), *parse_sha256(second)}));
    EXPECT_EQ(key.tags, (std::vector<std::string>{"a", "b c"}));
    EXPECT_EQ(key.models, (std::vector<std::string>{"local", "cl*"}));
    EXPECT_TRUE(key.disabled);
    ASSERT_TRUE(key.budget);
    EXPECT_EQ(key.budget->limit, 2 * dollar);
    EXPECT_EQ(key.budget->window, budget_window::all);
    EXPECT_EQ(key.budget->on_breach, breach::block);
    ASSERT_TRUE(key.rate_limit);
    EXPECT_EQ(key.rate_limit->tpm, 7U);
    EXPECT_EQ(key.rate_limit->rpm, std::nullopt);
    EXPECT_EQ(key.rate_limit->window, 1s);
}

TEST(keys, keep_the_order_of_the_file)
{
    auto const config = sound("[gateway.keys.\"z.1 \\\"x\\\"\"]\nhash = \"" + first +
                              "\"\n[gateway.keys.a]\nhash = \"" + second + "\"\n");
    ASSERT_EQ(config.gateway.keys.size(), 2U);
    EXPECT_EQ(config.gateway.keys[0].id, "z.1 \"x\"");
    EXPECT_EQ(config.gateway.keys[1].id, "a");
}

TEST(keys, expire_at_a_moment_however_it_is_written)
{
    auto const expected = sys_days{2027y / January / 1};
    for (auto const* const when :
         {"2027-01-01", "2027-01-01T00:00:00", "2027-01-01T00:00:00Z", "2027-01-01 02:00:00+02:00",
          "\"2027-01-01\"", "\"2026-12-31T19:00:00-05:00\"", "'2027-01-01 00:00:00'"})
        EXPECT_EQ(read(std::string{"expires = "} + when).expires, expected) << when;
    EXPECT_EQ(read("expires = 2027-01-01T00:00:00.25Z").expires, expected + 250ms);
}

TEST(keys, expire_by_the_clock_of_the_gateway)
{
    auto const expires = [](std::string_view when) {
        return sound("[gateway]\ntime_zone = \"America/New_York\"\n" +
                     with(std::string{"expires = "} + std::string{when}))
            .gateway.keys.at(0)
            .expires;
    };
    EXPECT_EQ(expires("2027-01-01"), sys_days{2027y / January / 1} + 5h);
    EXPECT_EQ(expires("\"2027-07-01T12:00:00\""), sys_days{2027y / July / 1} + 16h);
    EXPECT_EQ(expires("2027-07-01T12:00:00Z"), sys_days{2027y / July / 1} + 12h);
}

TEST(keys, refuse_what_is_no_moment)
{
    for (auto const* const when : {"12:00:00", "\"soon\"", "\"2027-02-30\"", "2027", "true", "[]", "\"\""}) {
        auto const found = errors(with(std::string{"expires = "} + when));
        ASSERT_EQ(found.size(), 1U) << when;
        EXPECT_TRUE(
            found[0].starts_with("w.toml:6:11: 'gateway.keys.team.expires' must be a date or a date and "
                                 "time, such as 2027-01-01 or 2027-01-01T12:00:00Z, found "))
            << found[0];
    }
}

TEST(keys, follow_the_rules_of_the_reference)
{
    EXPECT_EQ(
        errors("[gateway.models.local]\nbase_url = \"builtin:echo\"\n[gateway.keys.team]\nhash = \"secret\"\n"
               "tags = [\"\"]\nmodels = [\"locla\"]\nrate_limit = {}\n"),
        (messages{
            "w.toml:4:8: 'gateway.keys.team.hash' must be a 64-digit SHA-256 in hexadecimal, as "
            "`wayfinder-router keys new` prints it",
            "w.toml:5:9: 'gateway.keys.team.tags[0]' must be a non-empty string, found an empty string",
            "w.toml:6:11: 'gateway.keys.team.models' names unknown model \"locla\"; did you mean \"local\"?",
            "w.toml:7:1: 'gateway.keys.team.rate_limit' must set at least one of 'rpm', 'tpm' and "
            "'max_in_flight'"}));
    EXPECT_EQ(errors("[gateway.keys]\na = 1\n"),
              messages{"w.toml:2:5: 'gateway.keys.a' must be a table, found 1"});
    EXPECT_EQ(
        errors("[gateway.keys.a]\n"),
        messages{
            "w.toml:1:15: 'gateway.keys.a.hash' is missing: it must be a 64-digit SHA-256 in hexadecimal"});
}

TEST(keys, never_show_a_token_that_was_pasted)
{
    for (auto const* const name :
         {"gateway.keys.k.hash", "gateway.keys.k.next_hash", "gateway.admin.token_hash"})
        for (auto const& found : errors(std::string{name} + " = \"wf-secret\"\n"))
            EXPECT_EQ(found.find("secret"), std::string::npos) << found;
}

TEST(keys, share_no_token)
{
    auto const upper = std::string(64, 'A');
    EXPECT_EQ(
        errors("[gateway.keys.a]\nhash = \"" + first + "\"\n[gateway.keys.b]\nhash = \"" + upper + "\"\n"),
        messages{"w.toml:4:8: 'gateway.keys.b.hash' is the same as 'gateway.keys.a.hash'; every hash must "
                 "belong to a different token"});
    EXPECT_EQ(
        errors("[gateway.keys.a]\nhash = \"" + first + "\"\nnext_hash = \"" + first + "\"\n"),
        messages{"w.toml:3:13: 'gateway.keys.a.next_hash' is the same as 'gateway.keys.a.hash'; every hash "
                 "must belong to a different token"});
    EXPECT_EQ(
        errors("[gateway.keys.a]\nhash = \"" + first + "\"\nnext_hash = \"" + second +
               "\"\n[gateway.keys.\"b.c\"]\nhash = \"" + second + "\"\n"),
        messages{"w.toml:5:8: 'gateway.keys.\"b.c\".hash' is the same as 'gateway.keys.a.next_hash'; every "
                 "hash must belong to a different token"});
}

TEST(keys, have_ids_and_tags_that_can_be_printed)
{
    EXPECT_EQ(
        errors("[gateway.keys.\"\"]\nhash = \"" + first + "\"\n[gateway.keys.\"a\\nb\"]\nhash = \"" + second +
               "\"\ntags = [\"x\\ty\"]\n"),
        (messages{"w.toml:1:15: the name of 'gateway.keys.\"\"' must be a non-empty string",
                  "w.toml:3:15: the name of 'gateway.keys.\"a\\u000ab\"' must be a name without control "
                  "characters",
                  "w.toml:5:9: 'gateway.keys.\"a\\u000ab\".tags[0]' must be a name without control "
                  "characters, found the string \"x\\u0009y\""}));
}

TEST(keys, have_no_tag_twice)
{
    EXPECT_EQ(errors(with("tags = [\"a\", \"b\", \"a\"]")),
              messages{"w.toml:6:19: 'gateway.keys.team.tags' has \"a\" twice; remove one"});
}

TEST(keys, may_use_models_by_pattern)
{
    EXPECT_EQ(errors(with("models = [\"lo?al\", \"*\", \"cloud\"]")), messages{});
    EXPECT_EQ(
        errors(with("models = [\"locla*\", \"?\", 3, \"\"]")),
        (messages{"w.toml:6:11: 'gateway.keys.team.models' has a pattern that matches no model, \"locla*\"; "
                  "did you mean \"local\"?",
                  "w.toml:6:21: 'gateway.keys.team.models' has a pattern that matches no model, \"?\"; "
                  "known: \"local\", \"cloud\"",
                  "w.toml:6:26: 'gateway.keys.team.models[2]' must be a non-empty string, found 3; write it "
                  "in quotes",
                  "w.toml:6:29: 'gateway.keys.team.models[3]' must be a non-empty string, found an empty "
                  "string"}));
    EXPECT_EQ(errors("[gateway.keys.a]\nhash = \"" + first + "\"\nmodels = [\"*\"]\n"),
              messages{"w.toml:3:11: 'gateway.keys.a.models' has a pattern that matches no model, \"*\"; "
                       "[gateway.models] has none"});
}

TEST(keys, are_many)
{
    std::string toml;
    for (int i = 0; i < 10'000; ++i) {
        auto const number = std::to_string(i);
        toml += "[gateway.keys.k" + number + "]\nhash = \"" + std::string(64 - number.size(), '0') + number +
                "\"\n";
    }
    EXPECT_EQ(sound(toml).gateway.keys.size(), 10'000U);
}

TEST(keys, that_are_not_there_leave_the_gateway_open)
{
    EXPECT_EQ(
        notices("[gateway.keys]\n"),
        messages{"w.toml:1:10: 'gateway.keys' has no key: the gateway is open to everyone who can reach it"});
    EXPECT_EQ(notices(with("")), messages{});
}

TEST(tags, are_read)
{
    auto const config =
        sound(with("tags = [\"a\", \"b\"]\n[gateway.tags.b]\nbudget.limit = 3\n[gateway.tags.a]\n"
                   "rate_limit.rpm = 1\nbudget = { limit = 1, window = \"month\" }"));
    auto const& tags = config.gateway.tags;
    ASSERT_EQ(tags.size(), 2U);
    EXPECT_EQ(tags[0].name, "b");
    EXPECT_EQ(tags[0].budget->limit, 3 * dollar);
    EXPECT_FALSE(tags[0].rate_limit);
    EXPECT_EQ(tags[1].name, "a");
    EXPECT_EQ(tags[1].rate_limit->rpm, 1U);
    EXPECT_EQ(tags[1].budget->window, budget_window::month);
}

TEST(tags, are_checked_like_the_gateway)
{
    EXPECT_EQ(
        errors(with("tags = [\"a\"]\n[gateway.tags.a]\nrate_limit = {}\nbudget = {}\nlimit = 1")).size(), 3U);
}

TEST(tags, that_hold_nobody_to_anything_are_pointed_out)
{
    EXPECT_EQ(
        notices(with("tags = [\"research\"]\n[gateway.tags.reserch]\nrate_limit.rpm = 1\n[gateway.tags.zzz]\n"
                     "rate_limit.rpm = 1\n[gateway.tags.research]\n")),
        (messages{"w.toml:7:15: 'gateway.tags.reserch' has no effect: no key has this tag; did you mean "
                  "\"research\"?",
                  "w.toml:9:15: 'gateway.tags.zzz' has no effect: no key has this tag",
                  "w.toml:11:15: 'gateway.tags.research' has no effect: it has neither a budget nor a "
                  "rate_limit"}));
}

/// The reference reads none of these, reports nothing, and leaves the gateway open.
TEST(misspelt_sections, never_leave_a_gateway_open)
{
    auto const hash = "hash = \"" + first + "\"\n";
    auto const refused = [](std::string const& toml, std::string const& message) {
        EXPECT_EQ(errors(toml), messages{message});
    };
    refused("[gateway.key.x]\n" + hash,
            "w.toml:1:10: unknown section [gateway.key]; did you mean [gateway.keys]?");
    refused("[gateway.Keys.x]\n" + hash,
            "w.toml:1:10: unknown section [gateway.Keys]; did you mean [gateway.keys]?");
    refused("[keys.x]\n" + hash, "w.toml:1:2: unknown section [keys]; 'keys' belongs in [gateway]");
    refused("[gateway.keys.x]\n" + hash + "expire = 2020-01-01\n",
            "w.toml:3:1: unknown key 'gateway.keys.x.expire'; did you mean 'gateway.keys.x.expires'?");
    refused("[gateway.keys.x]\n" + hash + "disable = true\n",
            "w.toml:3:1: unknown key 'gateway.keys.x.disable'; did you mean 'gateway.keys.x.disabled'?");
    refused("[gateway.keys.x]\n" + hash + "model = [\"local\"]\n",
            "w.toml:3:1: unknown key 'gateway.keys.x.model'; did you mean 'gateway.keys.x.models'?");
    refused("[gateway.tag.x]\nrate_limit.rpm = 1\n",
            "w.toml:1:10: unknown section [gateway.tag]; did you mean [gateway.tags]?");
}

} // namespace
} // namespace wayfinder::config::testing
