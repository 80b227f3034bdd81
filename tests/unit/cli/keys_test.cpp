#include "cli/keys/table.hpp"
#include "cli/keys/token.hpp"
#include "config/editing/text_quoting.hpp"
#include "config/load.hpp"
#include "config/values/sha256_text.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace wayfinder::cli {
namespace {

config::sha256 const hash = *config::parse_sha256(std::string(64, 'a'));
std::string const hash_line = "hash = \"" + std::string(64, 'a') + "\"\n";

TEST(token, is_the_bytes_in_url_safe_base64)
{
    EXPECT_EQ(new_token([](token_bytes& bytes) {
                  bytes.fill(0);
                  return true;
              }),
              "wf-" + std::string(43, 'A'));
    std::string expected{"wf-"};
    for (int i = 0; i < 10; ++i) expected += "-_v7"; // 111110 111111 101111 111011
    EXPECT_EQ(new_token([](token_bytes& bytes) {
                  bytes.fill(0xFB);
                  return true;
              }),
              expected + "-_s");
}

TEST(token, is_another_each_time)
{
    EXPECT_NE(new_token(), new_token());
}

TEST(token, is_not_made_without_randomness)
{
    EXPECT_THROW(new_token([](token_bytes&) { return false; }), std::runtime_error);
}

TEST(key_table, has_what_was_asked_for)
{
    EXPECT_EQ(key_table({.id = "team-1"}, hash), "[gateway.keys.team-1]\n" + hash_line);
    EXPECT_EQ(key_table({.id = "team-1",
                         .tags = {"a", "b c"},
                         .models = {"local", "gpt-*"},
                         .expires = "2027-01-01",
                         .rpm = 60,
                         .tpm = 1000,
                         .budget = 2.5,
                         .window = "month"},
                        hash),
              "[gateway.keys.team-1]\n" + hash_line +
                  "tags = [\"a\", \"b c\"]\n"
                  "models = [\"local\", \"gpt-*\"]\n"
                  "expires = 2027-01-01\n"
                  "budget = { limit = 2.5, window = \"month\" }\n"
                  "rate_limit = { rpm = 60, tpm = 1000 }\n");
    EXPECT_EQ(key_table({.id = "t", .tpm = 5, .budget = 1}, hash),
              "[gateway.keys.t]\n" + hash_line + "budget = { limit = 1 }\nrate_limit = { tpm = 5 }\n");
}

TEST(key_table, loads_whatever_it_is_called)
{
    for (std::string const name : {"a.b", "two words", "quo\"te", "back\\slash", "d'or", "[x]", "#1",
                                   "m\xC3\xBCller", "=", "a]\nhash = 1", "\xE2\x80\xA8"}) {
        new_key_options const options{.id = name, .tags = {name}, .models = {name}};
        auto const table = key_table(options, hash);
        if (name.find('\n') != name.npos) {
            EXPECT_FALSE(problems_of(table, options).empty()) << name;
            continue;
        }
        EXPECT_EQ(problems_of(table, options), std::vector<std::string>{}) << table;
        auto const loaded = config::load_text(table + "[gateway.models." + config::toml_string(name) +
                                                  "]\nbase_url = \"builtin:echo\"\n",
                                              "w.toml", {});
        ASSERT_TRUE(loaded.config) << table;
        auto const& key = loaded.config->gateway.keys.at(0);
        EXPECT_EQ(key.id, name);
        EXPECT_EQ(key.tags, std::vector<std::string>{name});
        EXPECT_EQ(key.models, std::vector<std::string>{name});
        EXPECT_EQ(key.hashes, std::vector<config::sha256>{hash});
    }
}

TEST(key_table, says_what_the_gateway_would_refuse)
{
    auto const refused = [](new_key_options const& options) {
        auto const found = problems_of(key_table(options, hash), options);
        return found.size() == 1 ? found.front() : "not one problem but " + std::to_string(found.size());
    };
    EXPECT_EQ(refused({.id = ""}), "the name of 'gateway.keys.\"\"' must be a non-empty string");
    EXPECT_EQ(refused({.id = "k", .tags = {""}}),
              "'gateway.keys.k.tags[0]' must be a non-empty string, found an empty string");
    EXPECT_EQ(refused({.id = "k", .tags = {"a", "a"}}), "'gateway.keys.k.tags' has \"a\" twice; remove one");
    EXPECT_EQ(refused({.id = "k", .expires = "soon"}),
              "'gateway.keys.k.expires' must be a date or a date and time, such as 2027-01-01 or "
              "2027-01-01T12:00:00Z, found the string \"soon\"");
    EXPECT_EQ(refused({.id = "k", .expires = "2027-01-01\ndisabled = false"}).substr(0, 24),
              "'gateway.keys.k.expires'");
    EXPECT_EQ(refused({.id = "k", .rpm = 0}),
              "'gateway.keys.k.rate_limit.rpm' must be a positive integer, found 0");
    EXPECT_EQ(
        refused({.id = "k", .budget = 0}),
        "'gateway.keys.k.budget.limit' must be a number of dollars from 0.000000001 to 9000000000, found 0");
    EXPECT_EQ(refused({.id = "k", .budget = 1, .window = "week"}),
              "'gateway.keys.k.budget.window' must be one of \"day\", \"month\", \"all\", found the string "
              "\"week\"");
}

TEST(key_table, may_name_a_model_twice)
{
    new_key_options const options{.id = "k", .models = {"a", "a"}};
    EXPECT_TRUE(problems_of(key_table(options, hash), options).empty());
}

} // namespace
} // namespace wayfinder::cli
