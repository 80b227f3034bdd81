// `wayfinder-router route`: one decision on the command line.
#include "gateway_binary.hpp"
#include "prompts.hpp"
#include "temporary_directory.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace wayfinder::testing {
namespace {

using json = nlohmann::ordered_json;

command_result route(std::vector<std::string> arguments, std::string input = {},
                     std::map<std::string, std::string> environment = {})
{
    arguments.insert(arguments.begin(), "route");
    return run_command({.arguments = std::move(arguments),
                        .input = std::move(input),
                        .environment = std::move(environment)});
}

std::vector<std::string> keys_of(json const& object)
{
    std::vector<std::string> keys;
    for (auto const& [key, value] : object.items()) keys.push_back(key);
    return keys;
}

bool mentions(std::string const& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

TEST(route_command, reads_standard_input)
{
    auto const result = route({"-"}, complex_prompt);
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_TRUE(mentions(result.output, "0.40")) << result.output;
    EXPECT_TRUE(mentions(result.output, "local")) << result.output;
}

TEST(route_command, reads_a_file)
{
    temporary_directory const directory;
    auto const file = directory.write("prompt.md", complex_prompt);
    auto const result = route({file});
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_TRUE(mentions(result.output, "0.40")) << result.output;
}

TEST(route_command, finds_the_configuration_above_the_file)
{
    temporary_directory const directory;
    directory.write("wayfinder-router.toml", "[routing]\nthreshold = 0.3\n");
    std::filesystem::create_directories(directory.path() / "a" / "b");
    auto const file = directory.write("a/b/prompt.md", complex_prompt);
    auto const result = route({file, "--json"});
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_EQ(json::parse(result.output)["recommendation"], "cloud");
}

TEST(route_command, json_has_the_references_shape)
{
    auto const result = route({"-", "--json"}, complex_prompt);
    EXPECT_EQ(result.status.code, 0) << result.error;
    auto const shown = json::parse(result.output);
    EXPECT_EQ(keys_of(shown), (std::vector<std::string>{"schema_version", "score", "recommendation", "mode",
                                                        "features", "tiers"}));
    EXPECT_EQ(shown["schema_version"], "3");
    EXPECT_EQ(shown["score"], 0.4);
    EXPECT_EQ(shown["recommendation"], "local");
    EXPECT_EQ(shown["mode"], "tiered");
    EXPECT_EQ(
        keys_of(shown["features"]),
        (std::vector<std::string>{"word_count", "heading_count", "max_heading_depth", "list_item_count",
                                  "link_count", "code_block_count", "table_row_count", "reasoning_term_count",
                                  "math_symbol_count", "constraint_term_count", "question_count"}));
    EXPECT_EQ(shown["features"]["list_item_count"], 14);
    EXPECT_EQ(shown["tiers"].dump(),
              R"([{"min_score":0.0,"model":"local"},{"min_score":0.5,"model":"cloud"}])");
    EXPECT_EQ(result.output, shown.dump(2, ' ', true) + "\n")
        << "two spaces, ASCII, as the reference prints it";
}

TEST(route_command, json_of_a_classifier_lists_its_models)
{
    temporary_directory const directory;
    directory.write("wayfinder-router.toml",
                    "[routing.classifier]\nmodels = [\"b\", \"\xc3\xa4\"]\nintercepts = [0, 1]\n"
                    "[routing.classifier.weights]\n");
    auto const file = directory.write("prompt.md", "hi");
    auto const result = route({file, "--json"});
    EXPECT_EQ(result.status.code, 0) << result.error;
    auto const shown = json::parse(result.output);
    EXPECT_EQ(keys_of(shown), (std::vector<std::string>{"schema_version", "score", "recommendation", "mode",
                                                        "features", "models"}));
    EXPECT_EQ(shown["mode"], "classifier");
    EXPECT_EQ(shown["models"], json({"b", "\xc3\xa4"}));
    EXPECT_TRUE(mentions(result.output, "\\u00e4")) << result.output;
}

TEST(route_command, a_threshold_can_be_given)
{
    auto const above = route({"-", "--json", "--threshold", "0.4"}, complex_prompt);
    EXPECT_EQ(json::parse(above.output)["recommendation"], "cloud");
    auto const below = route({"-", "--json", "--threshold", "0.41"}, complex_prompt);
    EXPECT_EQ(json::parse(below.output)["recommendation"], "local");
}

/// As the header of the same meaning does in the gateway.
TEST(route_command, a_threshold_moves_the_cut_of_a_skill_policy)
{
    temporary_directory const directory;
    auto const by_skill = [&](std::string const& keys) {
        return directory.write("skill.toml", "[routing]\npolicy = \"skill\"\n" + keys);
    };
    auto const two = by_skill("models = [\"small\", \"big\"]\nabstain_band = 0.4\non_abstain = \"cheap\"\n");
    auto const chosen = [&](char const* threshold) {
        auto const result = route({"-", "--json", "--config", two, "--threshold", threshold}, complex_prompt);
        EXPECT_EQ(result.status.code, 0) << result.error;
        auto shown = json::parse(result.output);
        EXPECT_EQ(shown["models"], json({"small", "big"}));
        EXPECT_TRUE(shown.contains("skill_score")) << result.output;
        return shown["recommendation"];
    };
    EXPECT_EQ(chosen("0"), "big");
    EXPECT_EQ(chosen("1"), "small");
    auto const three = by_skill("models = [\"a\", \"b\", \"c\"]\n");
    auto const result = route({"-", "--config", three, "--threshold", "0.5"}, "hi");
    EXPECT_EQ(result.status.code, 2);
    EXPECT_TRUE(mentions(result.error, "has 3 models here: leave --threshold out")) << result.error;
}

TEST(route_command, explain_shows_every_feature)
{
    auto const result = route({"-", "--explain"}, complex_prompt);
    EXPECT_EQ(result.status.code, 0) << result.error;
    for (auto const* feature : {"word_count", "list_item_count", "question_count"})
        EXPECT_TRUE(mentions(result.output, feature)) << result.output;
    EXPECT_EQ(route({"-", "--explain", "--json"}, "hi").output, route({"-", "--json"}, "hi").output);
}

TEST(route_command, line_ends_do_not_matter)
{
    EXPECT_EQ(route({"-", "--json"}, "# a\r\n- b\r\n").output, route({"-", "--json"}, "# a\n- b\n").output);
    EXPECT_EQ(route({"-", "--json"}, "# a\r- b\r").output, route({"-", "--json"}, "# a\n- b\n").output);
}

TEST(route_command, empty_input_is_trivial)
{
    auto const result = route({"-", "--json"});
    EXPECT_EQ(result.status.code, 0);
    EXPECT_EQ(json::parse(result.output)["score"], 0.0);
}

TEST(route_command, bad_usage_is_exit_2)
{
    for (auto const& arguments : std::vector<std::vector<std::string>>{{},
                                                                       {"/nowhere/prompt.md"},
                                                                       {"/"},
                                                                       {"-", "--threshold", "1.5"},
                                                                       {"-", "--threshold", "-0.1"},
                                                                       {"-", "--threshold", "nan"},
                                                                       {"-", "--threshold", "x"},
                                                                       {"-", "--nonsense"},
                                                                       {"-", "extra"}}) {
        auto const result = route(arguments, "hi");
        EXPECT_EQ(result.status.code, 2) << result.error;
        EXPECT_FALSE(result.error.empty());
        EXPECT_TRUE(result.output.empty()) << result.output;
    }
}

TEST(route_command, a_broken_configuration_is_exit_1)
{
    temporary_directory const directory;
    directory.write("wayfinder-router.toml", "[routing]\nthreshold = 7\n");
    auto const file = directory.write("prompt.md", "hi");
    auto const result = route({file});
    EXPECT_EQ(result.status.code, 1);
    EXPECT_TRUE(mentions(result.error, "wayfinder-router.toml:2:")) << result.error;
    EXPECT_TRUE(result.output.empty());
}

TEST(route_command, the_environment_may_set_the_threshold)
{
    EXPECT_EQ(
        json::parse(
            route({"-", "--json"}, "hi", {{"WAYFINDER_ROUTER_THRESHOLD", "0"}}).output)["recommendation"],
        "cloud");
    EXPECT_EQ(route({"-"}, "hi", {{"WAYFINDER_ROUTER_THRESHOLD", "7"}}).status.code, 1);
    EXPECT_EQ(route({"-"}, "hi", {{"WAYFINDER_ROUTER_THRESHOLD", ""}}).status.code, 0);
}

TEST(route_command, odd_bytes_do_not_crash_it)
{
    EXPECT_LE(route({"-"}, std::string{"\xff\xfe\0\x80 \xed\xa0\x80", 9}).status.code, 1);
    EXPECT_EQ(route({"-", "--json"}, std::string(3'000'000, '[')).status.code, 0);
}

} // namespace
} // namespace wayfinder::testing
