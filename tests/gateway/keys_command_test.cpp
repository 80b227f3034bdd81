// `wayfinder-router keys new`: a token for a client, and its table for the configuration.
#include "gateway_binary.hpp"
#include "gateway_test.hpp"
#include "temporary_directory.hpp"

#include <nlohmann/json.hpp>

#include <openssl/sha.h>

#include <regex>
#include <sstream>

namespace wayfinder::testing {
namespace {

command_result keys_new(std::vector<std::string> options)
{
    options.insert(options.begin(), {"keys", "new"});
    return run_command({.arguments = std::move(options), .input = {}});
}

std::vector<std::string> lines_of(std::string const& text)
{
    std::vector<std::string> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string sha256_hex(std::string const& text)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<unsigned char const*>(text.data()), text.size(), digest.data());
    std::string hex;
    for (auto const byte : digest) {
        hex += "0123456789abcdef"[byte >> 4U];
        hex += "0123456789abcdef"[byte & 0xFU];
    }
    return hex;
}

/// Everything but the token is part of a configuration file.
std::string table_of(std::string const& output)
{
    auto const end = output.rfind("\nwf-");
    return output.substr(0, end + 1);
}

TEST(keys_command, prints_a_table_and_the_token_on_the_last_line)
{
    auto const result = keys_new({"--id", "team-1", "--tag", "a", "--tag", "b"});
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_EQ(result.error, "");
    auto const lines = lines_of(result.output);
    ASSERT_EQ(lines.size(), 7U) << result.output;
    EXPECT_TRUE(lines[0].starts_with('#'));
    EXPECT_EQ(lines[1], "[gateway.keys.team-1]");
    EXPECT_EQ(lines[2], "hash = \"" + sha256_hex(lines[6]) + '"');
    EXPECT_EQ(lines[3], "tags = [\"a\", \"b\"]");
    EXPECT_EQ(lines[4], "");
    EXPECT_TRUE(lines[5].starts_with('#'));
    EXPECT_TRUE(std::regex_match(lines[6], std::regex{"wf-[A-Za-z0-9_-]{43}"})) << lines[6];
}

TEST(keys_command, makes_another_token_each_time)
{
    EXPECT_NE(lines_of(keys_new({"--id", "a"}).output).back(),
              lines_of(keys_new({"--id", "a"}).output).back());
}

TEST(keys_command, prints_a_table_that_loads)
{
    auto const result = keys_new({"--id",      "the \"A\" team.1",
                                  "--tag",     "r&d",
                                  "--tag",     "say \"hi\"",
                                  "--model",   "loc*",
                                  "--model",   "cloud",
                                  "--expires", "2099-01-01T00:00:00+02:00",
                                  "--rpm",     "60",
                                  "--tpm",     "1000",
                                  "--budget",  "2.5",
                                  "--window",  "month"});
    ASSERT_EQ(result.status.code, 0) << result.error;
    auto const prices = std::string{"price = { input = 1, output = 1 }\nmax_output_tokens = 10\n"};
    gateway_process const gateway{
        {.config = table_of(result.output) + "[gateway.models.local]\nbase_url = \"builtin:echo\"\n" +
                   prices + "[gateway.models.cloud]\nbase_url = \"builtin:echo\"\n" + prices}};
    EXPECT_EQ(gateway.get("/readyz").status, 200);
}

TEST(keys_command, json_has_the_same)
{
    auto const result = keys_new({"--id", "a.b", "--budget", "1", "--json"});
    ASSERT_EQ(result.status.code, 0) << result.error;
    auto const made = nlohmann::json::parse(result.output);
    EXPECT_EQ(made.size(), 4U);
    EXPECT_EQ(made["id"], "a.b");
    EXPECT_EQ(made["hash"], sha256_hex(made["token"].get<std::string>()));
    EXPECT_EQ(made["toml"], "[gateway.keys.\"a.b\"]\nhash = \"" + made["hash"].get<std::string>() +
                                "\"\nbudget = { limit = 1 }\n");
}

TEST(keys_command, refuses_what_would_not_load)
{
    for (auto const& [options, told] : std::vector<std::pair<std::vector<std::string>, std::string>>{
             {{"--id", ""}, "must be a non-empty string"},
             {{"--id", "a\nb"}, "control characters"},
             {{"--id", "a", "--expires", "soon"}, "2027-01-01T12:00:00Z"},
             {{"--id", "a", "--expires", "2027-02-30"}, "2027-01-01T12:00:00Z"},
             {{"--id", "a", "--rpm", "0"}, "rpm"},
             {{"--id", "a", "--tpm", "-1"}, "tpm"},
             {{"--id", "a", "--budget", "0"}, "budget"},
             {{"--id", "a", "--budget", "nan"}, "budget"},
             {{"--id", "a", "--budget", "1", "--window", "year"}, "window"},
             {{"--id", "a", "--tag", ""}, "tags"},
             {{"--id", "a", "--model", ""}, "models"}}) {
        auto const result = keys_new(options);
        EXPECT_EQ(result.status.code, 2) << ::testing::PrintToString(options);
        EXPECT_EQ(result.output, "") << "no token may come of it";
        EXPECT_NE(result.error.find(told), std::string::npos) << result.error;
    }
}

TEST(keys_command, bad_usage_is_exit_2)
{
    for (auto const& arguments :
         std::vector<std::vector<std::string>>{{"keys"},
                                               {"keys", "old"},
                                               {"keys", "new"},
                                               {"keys", "new", "--id"},
                                               {"keys", "new", "team-1"},
                                               {"keys", "new", "--id", "a", "b"},
                                               {"keys", "new", "--id", "a", "--rpm", "x"},
                                               {"keys", "new", "--id", "a", "--window", "day"}}) {
        auto const result = run_command({.arguments = arguments, .input = {}});
        EXPECT_EQ(result.status.code, 2) << ::testing::PrintToString(arguments) << result.error;
        EXPECT_EQ(result.output, "");
        EXPECT_FALSE(result.error.empty());
    }
}

TEST(keys_command, explains_itself)
{
    for (auto const* const option :
         {"--id", "--tag", "--model", "--expires", "--rpm", "--tpm", "--budget", "--window", "--json"})
        EXPECT_NE(keys_new({"--help"}).output.find(option), std::string::npos) << option;
    EXPECT_EQ(run_command({.arguments = {"keys", "--help"}, .input = {}}).status.code, 0);
}

} // namespace
} // namespace wayfinder::testing
