// `init` and `check`: write a configuration to start from, and validate one.
#include "gateway_binary.hpp"
#include "gateway_test.hpp"

#include <fstream>

namespace wayfinder::testing {
namespace {

class init_command : public ::testing::Test {
protected:
    command_result run(std::vector<std::string> arguments, std::string input = {})
    {
        return run_command(
            {.arguments = std::move(arguments), .input = std::move(input), .directory = place_.path()});
    }

    [[nodiscard]] std::string written() const { return read_file(place_.path() / "wayfinder-router.toml"); }

    temporary_directory place_;
};

TEST_F(init_command, writes_what_check_accepts_and_serve_starts_with)
{
    for (std::string const preset : {"hybrid", "openai", "anthropic", "gemini", "ollama"}) {
        auto const result = run({"init", "--preset", preset, "--force"});
        ASSERT_EQ(result.status.code, 0) << result.error;
        auto const checked = run({"check"});
        EXPECT_EQ(checked.status.code, 0) << checked.error;
        EXPECT_EQ(checked.error, "") << "no notices either";
        EXPECT_NE(checked.output.find("ok, 2 models"), std::string::npos) << checked.output;
        gateway_process const gateway{{.config = written()}};
        EXPECT_EQ(gateway.get("/livez").status, 200) << preset;
    }
}

TEST_F(init_command, says_which_keys_are_missing)
{
    auto const result = run({"init", "--preset", "openai"});
    EXPECT_NE(result.error.find("export OPENAI_API_KEY="), std::string::npos) << result.error;
    EXPECT_EQ(result.output, "");
}

TEST_F(init_command, does_not_replace_a_file)
{
    place_.write("wayfinder-router.toml", "# mine\n");
    auto const refused = run({"init"});
    EXPECT_EQ(refused.status.code, 2);
    EXPECT_NE(refused.error.find("--force"), std::string::npos) << refused.error;
    EXPECT_EQ(written(), "# mine\n");
    EXPECT_EQ(run({"init", "--force"}).status.code, 0);
    EXPECT_EQ(read_file(place_.path() / "wayfinder-router.toml.bak"), "# mine\n");
}

TEST_F(init_command, prints_without_writing)
{
    auto const result = run({"init", "--print"});
    EXPECT_EQ(result.status.code, 0);
    EXPECT_NE(result.output.find("[gateway.models.local]"), std::string::npos) << result.output;
    EXPECT_FALSE(std::filesystem::exists(place_.path() / "wayfinder-router.toml"));
}

TEST_F(init_command, asks)
{
    auto const result = run({"init", "--interactive"}, "1\nqwen3\nhome\ny\n2\ngpt-4o\naway\n0.2\nn\n");
    ASSERT_EQ(result.status.code, 0) << result.error;
    EXPECT_NE(written().find("[gateway.models.home]"), std::string::npos) << written();
    EXPECT_NE(written().find("min_score = 0.2"), std::string::npos) << written();
    EXPECT_EQ(run({"check"}).status.code, 0);
}

TEST_F(init_command, writes_nothing_when_the_answers_end_too_early)
{
    for (auto const* const answers : {"", "1\nqwen3\nhome\n"}) {
        auto const result = run({"init", "--interactive"}, answers);
        EXPECT_EQ(result.status.code, 1);
        EXPECT_TRUE(
            matches(result.error, "the input ended before all questions were answered; nothing was written"))
            << result.error;
        EXPECT_FALSE(std::filesystem::exists(place_.path() / "wayfinder-router.toml"));
        auto const printed = run({"init", "--interactive", "--print"}, answers);
        EXPECT_EQ(printed.status.code, 1);
        EXPECT_EQ(printed.output, "");
    }
}

TEST_F(init_command, bad_usage_is_exit_2)
{
    EXPECT_EQ(run({"init", "--preset", "nonsense"}).status.code, 2);
    EXPECT_EQ(run({"init", "--path", "."}).status.code, 2);
    EXPECT_EQ(run({"init", "--preset", "openai", "--interactive"}).status.code, 2);
    EXPECT_EQ(run({"check", "/nowhere.toml"}).status.code, 2);
    EXPECT_EQ(run({"check"}).status.code, 2) << "no file here";
}

TEST_F(init_command, check_says_every_error_with_its_place)
{
    place_.write("w.toml", "[routing]\nthreshhold = 0.5\n[gateway.models.a]\nbase_url = 7\nmodel = \"m\"\n");
    auto const result = run({"check", "w.toml"});
    EXPECT_EQ(result.status.code, 1);
    EXPECT_EQ(result.output, "");
    EXPECT_TRUE(matches(result.error, "w\\.toml:2:1: .*threshold")) << result.error;
    EXPECT_TRUE(matches(result.error, "w\\.toml:4:\\d+: .*base_url")) << result.error;
    auto const as_json = run({"check", "w.toml", "--json"});
    EXPECT_EQ(as_json.status.code, 1);
    auto report = parsed(as_json.output);
    EXPECT_EQ(report["ok"], false);
    ASSERT_EQ(report["errors"].size(), 2U) << as_json.output;
    EXPECT_EQ(report["errors"][0]["line"], 2);
    EXPECT_EQ(report["errors"][0]["column"], 1);
}

TEST_F(init_command, check_refuses_routes_that_lead_nowhere)
{
    std::string const models{"[gateway.models.small]\nbase_url = \"builtin:echo\"\n"};
    place_.write("w.toml", "[[routing.tiers]]\nmin_score = 0\nmodel = \"smal\"\n" + models);
    auto const result = run({"check", "w.toml"});
    EXPECT_EQ(result.status.code, 1);
    EXPECT_EQ(result.output, "");
    EXPECT_TRUE(
        matches(result.error, "w\\.toml:3:9: .*\"smal\".*refused with 500; did you mean \"small\"\\?\n"))
        << result.error;
    auto report = parsed(run({"check", "w.toml", "--json"}).output);
    EXPECT_EQ(report["ok"], false);
    EXPECT_EQ(report["errors"].size(), 1U) << report;
    EXPECT_EQ(report["notices"].size(), 0U) << report;
    place_.write("w.toml", models);
    EXPECT_EQ(run({"check", "w.toml"}).status.code, 1) << "the threshold's models have other names";
    place_.write("w.toml", "[routing]\nthreshold = 0.2\n");
    EXPECT_EQ(run({"check", "w.toml"}).status.code, 0) << "a file for decisions alone";
    gateway_process const gateway{{.config = models}};
    EXPECT_EQ(gateway.get("/readyz").status, 200) << "the reference starts with such a file";
}

TEST_F(init_command, check_finds_what_only_shows_at_start)
{
    place_.write("empty.pem", "");
    place_.write("w.toml",
                 "[gateway.models.a]\nbase_url = \"https://h/v1\"\nmodel = \"x\"\nca_file = \"empty.pem\"\n");
    auto const result = run({"check", "w.toml"});
    EXPECT_EQ(result.status.code, 1) << result.output;
    EXPECT_NE(result.error.find("empty.pem"), std::string::npos) << result.error;
}

} // namespace
} // namespace wayfinder::testing
