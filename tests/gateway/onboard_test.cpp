// `wayfinder-router onboard`: two models answer, a judge on standard input picks, the log records it.
#include "onboard_test.hpp"

#include <atomic>
#include <set>
#include <sstream>

namespace wayfinder::testing {
namespace {

using json = nlohmann::ordered_json;
using words = std::vector<std::string>;

TEST_F(onboard, yes_takes_the_first_arm_and_no_the_second)
{
    auto const result = run({"prompts.txt"}, "y\nn\nyes\n");
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_TRUE(result.output.empty()) << result.output;
    EXPECT_EQ(log(), row("one", "local") + row("two", "cloud") + row("three\nlines\nü", "local"));
    EXPECT_TRUE(mentions(result.error, "judged 3, skipped 0, failed 0, remaining 0\n")) << result.error;
    for (auto const* part :
         {"[1/3] one\n", "[2/3] two\n", "[3/3] three\nlines\nü\n", "asking local and cloud\n", "A: local",
          "small-1 says one!", "B: cloud", "large-1 says one!",
          "Is A good enough? [y]es / [n]o, take B / [s]kip / [q]uit y\n"})
        EXPECT_TRUE(mentions(result.error, part)) << part << '\n' << result.error;
}

TEST_F(onboard, a_prompt_goes_to_both_models_as_one_user_message)
{
    directory_.write("one.txt", "say \"hi\" \\ ü\n");
    run({"one.txt"}, "y\n");
    auto const requests = upstream_.log().all();
    ASSERT_EQ(requests.size(), 2U);
    std::set<std::string> models;
    for (auto const& request : requests) {
        EXPECT_EQ(request.method + " " + request.target, "POST /v1/chat/completions");
        auto body = json::parse(request.body);
        models.insert(body["model"].get<std::string>());
        body.erase("model");
        EXPECT_EQ(body, json::parse(R"({"messages":[{"role":"user","content":"say \"hi\" \\ ü"}]})"));
    }
    EXPECT_EQ(models, (std::set<std::string>{"small-1", "large-1"}));
}

/// Neither call is answered before both have arrived.
TEST_F(onboard, both_models_are_asked_at_the_same_time)
{
    gate both;
    std::atomic<int> arrived{0};
    upstream_.answer_with([&](recorded_request const& request, upstream_reply& reply) {
        if (++arrived == 2) both.open();
        reply.wait(both);
        answer(request, reply);
    });
    directory_.write("one.txt", "one\n");
    auto const result = run({"one.txt"}, "y\n");
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_EQ(log(), row("one", "local"));
}

TEST_F(onboard, skip_keeps_nothing_and_quit_ends)
{
    auto const result = run({"prompts.txt"}, "s\nn\nq\n");
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_EQ(log(), row("two", "cloud"));
    EXPECT_TRUE(mentions(result.error, "judged 1, skipped 1, failed 0, remaining 1\n")) << result.error;
}

TEST_F(onboard, the_end_of_the_answers_is_a_quit)
{
    auto const result = run({"prompts.txt"}, "y\nn"); // the last one without its line end
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_EQ(log(), row("one", "local") + row("two", "cloud"));
    EXPECT_TRUE(mentions(result.error, "judged 2, skipped 0, failed 0, remaining 1\n")) << result.error;
}

TEST_F(onboard, what_means_nothing_is_asked_again)
{
    auto const result = run({"prompts.txt"}, "maybe\n\n1\nn\nq\n");
    EXPECT_EQ(log(), row("one", "cloud"));
    std::size_t asked = 0;
    for (auto at = result.error.find("Is A good"); at != std::string::npos;
         at = result.error.find("Is A good", at + 1))
        ++asked;
    EXPECT_EQ(asked, 5U) << result.error;
}

TEST_F(onboard, goes_on_where_it_was_left)
{
    run({"prompts.txt"}, "y\nq\n");
    std::filesystem::rename(directory_.path() / log_name, directory_.path() / (std::string{log_name} + ".1"));
    run({"prompts.txt"}, "n\nq\n");
    auto const result = run({"prompts.txt"}, "y\ny\ny\n");
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_EQ(log(), row("two", "cloud") + row("three\nlines\nü", "local"));
    EXPECT_TRUE(mentions(result.error, "1 prompt to judge; 2 skipped, already in the log")) << result.error;
    EXPECT_TRUE(mentions(result.error, "judged 1, skipped 0, failed 0, remaining 0\n")) << result.error;

    auto const again = run({"prompts.txt"}, "");
    EXPECT_EQ(again.status.code, 0);
    EXPECT_TRUE(mentions(again.error, "0 prompts to judge; 3 skipped")) << again.error;
}

TEST_F(onboard, a_torn_last_line_of_the_log_is_mended)
{
    directory_.write(log_name, row("one", "local") + "{\"text\": \"tw");
    auto const result = run({"prompts.txt"}, "n\nq\n");
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_EQ(log(), row("one", "local") + row("two", "cloud"));
}

TEST_F(onboard, arms_and_log_can_be_named)
{
    auto const result = run({"prompts.txt", "--arms", "echo, local", "--log", "mine.jsonl"}, "y\nn\nq\n");
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_EQ(log("mine.jsonl"), row("one", "echo") + row("two", "local"));
    EXPECT_TRUE(log().empty());
    EXPECT_TRUE(mentions(result.error, "A: echo")) << result.error;
    EXPECT_TRUE(mentions(result.error, "Echo: one")) << result.error;
}

TEST_F(onboard, keys_come_from_where_the_gateway_takes_them)
{
    directory_.write("keys.toml", model_table("local", upstream_.url(), "small-1") +
                                      "api_key_env = \"SMALL_KEY\"\n" +
                                      model_table("cloud", upstream_.url(), "large-1") +
                                      "api_key_env = \"LARGE_KEY\"\napi_key_cmd = \"echo from-command\"\n");
    directory_.write("one.txt", "one\n");
    auto const result = run({"one.txt", "--config", "keys.toml"}, "y\n", {{"SMALL_KEY", "from-variable"}});
    EXPECT_EQ(result.status.code, 0) << result.error;
    for (auto const& request : upstream_.log().all())
        EXPECT_TRUE(mentions(request.head, mentions(request.body, "small-1")
                                               ? "Authorization: Bearer from-variable\r\n"
                                               : "Authorization: Bearer from-command\r\n"))
            << request.head;
    auto const without = run({"one.txt", "--config", "keys.toml", "--log", "other.jsonl"}, "y\n");
    EXPECT_TRUE(mentions(without.error, "model local: SMALL_KEY is not set")) << without.error;
}

TEST_F(onboard, answers_stand_side_by_side_where_there_is_room)
{
    auto const wide = run({"prompts.txt"}, "q\n", {{"COLUMNS", "120"}}).error;
    auto const cell = [](std::string text) { return text + std::string(58 - text.size(), ' '); };
    EXPECT_TRUE(mentions(wide, "\n" + cell("A: local") + " | " + cell("B: cloud") + "\n")) << wide;
    EXPECT_TRUE(mentions(wide, "\n" + cell("small-1 says one!") + " | large-1 says one!\n")) << wide;
    for (auto const* columns : {"99", "", "wide"}) {
        auto const narrow = run({"prompts.txt"}, "q\n", {{"COLUMNS", columns}}).error;
        EXPECT_TRUE(mentions(narrow, "\nA: local\n--------\nsmall-1 says one!\n\nB: cloud\n--------\n"
                                     "large-1 says one!\n\n"))
            << narrow;
        EXPECT_FALSE(mentions(narrow, "\x1b")) << "no colour where no screen is";
    }
}

TEST_F(onboard, an_answer_cannot_command_the_terminal)
{
    directory_.write("one.txt", "{\"text\": \"\\u001b[2J\"}\n");
    auto const result = run({"one.txt"}, "y\n");
    EXPECT_FALSE(mentions(result.error, "\x1b")) << result.error;
    EXPECT_EQ(log(), row("\x1b[2J", "local")) << "the label keeps the prompt as it is";
}

TEST_F(onboard, blind_hides_which_is_which)
{
    std::string prompts;
    std::string expected;
    std::string answers;
    for (int i = 0; i < 12; ++i) prompts += "prompt " + std::to_string(i) + '\n';
    directory_.write("many.txt", prompts);
    for (int i = 0; i < 12; ++i) answers += "1\n";
    auto const result = run({"many.txt", "--blind"}, answers);
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_TRUE(mentions(result.error, "Which is good enough? [1] / [2] / [b]oth / [s]kip / [q]uit 1\n"));
    EXPECT_FALSE(mentions(result.error, "A: ")) << result.error;

    // The first answer shown is the one whose model the log names.
    std::set<std::string> labels;
    std::istringstream lines{log()};
    auto at = result.error.find("\n1\n-\n");
    for (std::string line; std::getline(lines, line); at = result.error.find("\n1\n-\n", at + 1)) {
        auto const label = json::parse(line)["label"].get<std::string>();
        labels.insert(label);
        ASSERT_NE(at, std::string::npos);
        EXPECT_EQ(result.error.substr(at + 5, 7), label == "local" ? "small-1" : "large-1");
    }
    EXPECT_EQ(labels.size(), 2U) << "either one comes first";
}

TEST_F(onboard, blind_both_is_the_first_arm)
{
    auto const result = run({"prompts.txt", "--blind"}, "b\ny\nB\nq\n");
    EXPECT_EQ(log(), row("one", "local") + row("two", "local")) << result.error;
}

TEST_F(onboard, calibrate_does_what_the_command_does)
{
    std::string prompts;
    std::string answers;
    for (int i = 0; i < 6; ++i) {
        prompts += "What is " + std::to_string(i) + " plus two?\n";
        prompts += json{{"text", "# Plan " + std::to_string(i) + "\n\n- a\n- b\n- c\n- d\n"}}.dump() + '\n';
        answers += "y\nn\n";
    }
    directory_.write("many.txt", prompts);
    for (auto const* mode : {"threshold", "classifier"}) {
        auto const result = run({"many.txt", "--calibrate", "--mode", mode}, answers);
        EXPECT_EQ(result.status.code, 0) << result.error;
        auto const alone = run_command({.arguments = {"calibrate", log_name, "--mode", mode},
                                        .input = {},
                                        .environment = {},
                                        .directory = directory_.path()});
        EXPECT_FALSE(alone.output.empty());
        EXPECT_EQ(result.output, alone.output);
        EXPECT_TRUE(result.error.ends_with(alone.error)) << result.error;
    }
}

TEST_F(onboard, help_teaches)
{
    auto const help = run({"--help"}, "").output;
    for (auto const* part : {"--arms", "--log", "--config", "--calibrate", "--mode", "--timeout", "--blind",
                             "{\"text\":", "[y]es / [n]o", "the cheaper", "started again"})
        EXPECT_TRUE(mentions(help, part)) << part;
}

} // namespace
} // namespace wayfinder::testing
