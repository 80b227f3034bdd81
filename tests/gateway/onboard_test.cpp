// `wayfinder-router onboard`: two models answer, a judge on standard input picks, the log keeps it.
#include "fake_upstream.hpp"
#include "gateway_binary.hpp"
#include "temporary_directory.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>

namespace wayfinder::testing {
namespace {

using json = nlohmann::ordered_json;
using words = std::vector<std::string>;

constexpr char const* log_name = "wayfinder-router-feedback.jsonl";

/// What the models of these tests answer: their own id, and the prompt backwards.
std::string answer_to(recorded_request const& request)
{
    auto const body = json::parse(request.body);
    auto const prompt = body["messages"][0]["content"].get<std::string>();
    return body["model"].get<std::string>() + " says " + std::string{prompt.rbegin(), prompt.rend()};
}

void answer(recorded_request const& request, upstream_reply& reply)
{
    json const message{{"role", "assistant"}, {"content", answer_to(request)}};
    reply.respond(200, json{{"choices", json::array({{{"message", message}}})}}.dump());
}

std::string model_table(std::string const& name, std::string const& url, std::string const& id)
{
    return "[gateway.models." + name + "]\nbase_url = \"" + url + "\"\nmodel = \"" + id + "\"\n";
}

class onboard : public ::testing::Test {
protected:
    onboard()
    {
        directory_.write("wayfinder-router.toml", model_table("local", upstream_.url(), "small-1") +
                                                      model_table("cloud", upstream_.url(), "large-1") +
                                                      model_table("echo", "builtin:echo", "echo"));
        directory_.write("prompts.txt", "one\n\ntwo\n{\"text\": \"three\\nlines\\nü\"}\n");
    }

    command_result run(words arguments, std::string const& answers,
                       std::map<std::string, std::string> environment = {})
    {
        arguments.insert(arguments.begin(), "onboard");
        return run_command({.arguments = std::move(arguments),
                            .input = answers,
                            .environment = std::move(environment),
                            .directory = directory_.path()});
    }

    [[nodiscard]] std::string log(char const* name = log_name) const
    {
        std::ifstream file{directory_.path() / name, std::ios::binary};
        return {std::istreambuf_iterator<char>{file}, {}};
    }

    void expect_refused(words const& arguments, int code, std::string_view reason)
    {
        auto const result = run(arguments, "y\ny\ny\n");
        EXPECT_EQ(result.status.code, code) << ::testing::PrintToString(arguments) << result.error;
        EXPECT_NE(result.error.find(reason), std::string::npos) << result.error;
        EXPECT_EQ(upstream_.request_count(), 0U) << "nobody is paid for what ends in an error";
        EXPECT_TRUE(log().empty());
    }

    static std::string row(std::string const& text, std::string const& label)
    {
        return "{\"text\": " + json(text).dump() + ", \"label\": \"" + label + "\"}\n";
    }

    fake_upstream upstream_{answer};
    temporary_directory directory_;
};

bool mentions(std::string const& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

TEST_F(onboard, yes_takes_the_first_arm_and_no_the_second)
{
    auto const result = run({"prompts.txt"}, "y\nn\nyes\n");
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_TRUE(result.output.empty()) << result.output;
    EXPECT_EQ(log(), row("one", "local") + row("two", "cloud") + row("three\nlines\nü", "local"));
    EXPECT_TRUE(mentions(result.error, "judged 3, skipped 0, failed 0, remaining 0\n")) << result.error;
    for (auto const* part :
         {"[1/3] one\n", "[2/3] two\n", "[3/3] three\nlines\nü\n", "asking local and cloud\n", "A: local",
          "small-1 says eno", "B: cloud", "large-1 says eno",
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
    EXPECT_TRUE(mentions(result.error, "1 prompt to judge; 2 left out, in the log already")) << result.error;
    EXPECT_TRUE(mentions(result.error, "judged 1, skipped 0, failed 0, remaining 0\n")) << result.error;

    auto const again = run({"prompts.txt"}, "");
    EXPECT_EQ(again.status.code, 0);
    EXPECT_TRUE(mentions(again.error, "0 prompts to judge; 3 left out")) << again.error;
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

TEST_F(onboard, a_failed_call_is_told_and_its_prompt_left_for_later)
{
    upstream_.answer_with([](recorded_request const& request, upstream_reply& reply) {
        if (mentions(request.body, "two") && mentions(request.body, "large-1"))
            reply.respond(429, R"({"error":{"message":"slow down"}})");
        else
            answer(request, reply);
    });
    auto const result = run({"prompts.txt"}, "y\nn\n");
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_TRUE(mentions(result.error, "cloud failed: HTTP 429: slow down\n")) << result.error;
    EXPECT_TRUE(mentions(result.error, "judged 2, skipped 0, failed 1, remaining 0\n")) << result.error;
    EXPECT_EQ(log(), row("one", "local") + row("three\nlines\nü", "cloud"));
}

TEST_F(onboard, every_kind_of_failure_has_its_reason)
{
    directory_.write("one.txt", "one\n");
    auto const told = [&](fake_upstream::script const& script, words const& more = {}) {
        upstream_.answer_with(script);
        words arguments{"one.txt"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        auto const result = run(arguments, "y\n");
        EXPECT_EQ(result.status.code, 0) << result.error;
        EXPECT_TRUE(mentions(result.error, "failed 1")) << result.error;
        return result.error;
    };
    EXPECT_TRUE(mentions(told([](auto const&, auto& reply) { reply.reset(); }), "upstream_connection_lost"));
    EXPECT_TRUE(mentions(told([](auto const&, auto& reply) { reply.respond(200, "{}"); }), "no choices"));
    EXPECT_TRUE(mentions(told([](auto const&, auto& reply) { reply.respond(200, "<p>"); }), "not JSON: <p>"));
    EXPECT_TRUE(mentions(told([](auto const&, auto& reply) { reply.stall(); }, {"--timeout", "0.2"}),
                         "upstream_timeout"));
}

TEST_F(onboard, when_everything_fails_it_does_not_go_on_for_ever)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.respond(401, "bad key"); });
    directory_.write("many.txt", "1\n2\n3\n4\n5\n6\n7\n");
    auto const result = run({"many.txt"}, "");
    EXPECT_TRUE(mentions(result.error, "5 prompts failed one after the other")) << result.error;
    EXPECT_TRUE(mentions(result.error, "judged 0, skipped 0, failed 5, remaining 2\n")) << result.error;
    EXPECT_EQ(upstream_.request_count(), 10U);
}

TEST_F(onboard, answers_stand_side_by_side_where_there_is_room)
{
    auto const wide = run({"prompts.txt"}, "q\n", {{"COLUMNS", "120"}}).error;
    auto const cell = [](std::string text) { return text + std::string(58 - text.size(), ' '); };
    EXPECT_TRUE(mentions(wide, "\n" + cell("A: local") + " | " + cell("B: cloud") + "\n")) << wide;
    EXPECT_TRUE(mentions(wide, "\n" + cell("small-1 says eno") + " | large-1 says eno\n")) << wide;
    for (auto const* columns : {"99", "", "wide"}) {
        auto const narrow = run({"prompts.txt"}, "q\n", {{"COLUMNS", columns}}).error;
        EXPECT_TRUE(mentions(narrow, "\nA: local\n--------\nsmall-1 says eno\n\nB: cloud\n--------\n"
                                     "large-1 says eno\n\n"))
            << narrow;
        EXPECT_FALSE(mentions(narrow, "\x1b")) << "no colour where no screen is";
    }
}

TEST_F(onboard, an_answer_cannot_command_the_terminal)
{
    directory_.write("one.txt", "{\"text\": \"J2[\\u001b\"}\n");
    auto const result = run({"one.txt"}, "y\n");
    EXPECT_FALSE(mentions(result.error, "\x1b")) << result.error;
    EXPECT_EQ(log(), row("J2[\x1b", "local")) << "the label keeps the prompt as it is";
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

TEST_F(onboard, what_cannot_be_calibrated_is_exit_1)
{
    auto const nothing = run({"prompts.txt", "--calibrate"}, "q\n");
    EXPECT_EQ(nothing.status.code, 1);
    EXPECT_TRUE(mentions(nothing.error, "nothing to calibrate from")) << nothing.error;
    auto const one_sided = run({"prompts.txt", "--calibrate"}, "y\ny\ny\n");
    EXPECT_EQ(one_sided.status.code, 1);
    EXPECT_TRUE(mentions(one_sided.error, "exactly two labels")) << one_sided.error;
    EXPECT_TRUE(one_sided.output.empty());
}

TEST_F(onboard, bad_usage_is_exit_2)
{
    expect_refused({}, 2, "prompts");
    expect_refused({"-"}, 2, "standard input is where your answers come from");
    expect_refused({"nowhere.txt"}, 2, "cannot read nowhere.txt");
    expect_refused({"/"}, 2, "cannot read /");
    expect_refused({"prompts.txt", "--arms", "local,clout"}, 2,
                   R"(no model is called "clout"; the configured models are "local", "cloud", "echo")");
    expect_refused({"prompts.txt", "--arms", "local,local"}, 2, "twice");
    expect_refused({"prompts.txt", "--arms", "local"}, 2, "--arms takes two models");
    expect_refused({"prompts.txt", "--mode", "bogus"}, 2, "--mode");
    expect_refused({"prompts.txt", "--timeout", "nan"}, 2, "--timeout");
    directory_.write("one.toml", model_table("only", "builtin:echo", "echo"));
    expect_refused({"prompts.txt", "--config", "one.toml"}, 2, R"(the only configured model is "only")");
    directory_.write("none.toml", "");
    expect_refused({"prompts.txt", "--config", "none.toml"}, 2, "no models are configured");
}

TEST_F(onboard, what_is_wrong_in_a_file_is_exit_1)
{
    directory_.write("bad.txt", "fine\n\n{\"text\": 7}\n{\n");
    expect_refused({"bad.txt"}, 1, "bad.txt:3: \"text\" must be a string");
    expect_refused({"bad.txt"}, 1, "bad.txt:4: a line that starts with { must be valid JSON");
    directory_.write("empty.txt", "\n\n");
    expect_refused({"empty.txt"}, 1, "empty.txt: no prompts");
    directory_.write("broken.toml", "[routing]\nthreshold = 7\n");
    expect_refused({"prompts.txt", "--config", "broken.toml"}, 1, "broken.toml:2:");
    directory_.write("bad.jsonl", "[]\n");
    expect_refused({"prompts.txt", "--log", "bad.jsonl"}, 1, "bad.jsonl:1: expected an object");
    expect_refused({"prompts.txt", "--log", "/nowhere/log.jsonl"}, 1, "cannot write /nowhere/log.jsonl");
    expect_refused({"prompts.txt", "--log", "."}, 1, "cannot write .");
}

TEST_F(onboard, help_teaches)
{
    auto const help = run({"--help"}, "").output;
    for (auto const* part : {"--arms", "--log", "--config", "--calibrate", "--mode", "--timeout", "--blind",
                             "{\"text\":", "[y]es / [n]o", "the cheaper", "started again"})
        EXPECT_TRUE(mentions(help, part)) << part;
}

/// A judge who stays at the keyboard: standard input is open for as long as the object lives.
class onboard_interrupted : public onboard {
protected:
    onboard_interrupted()
    {
        auto const typed = directory_.path() / "keyboard";
        ::mkfifo(typed.c_str(), 0600);
        keyboard_ = file_descriptor{::open(typed.c_str(), O_RDWR | O_CLOEXEC)};
        child_setup setup{.program = gateway_binary(),
                          .arguments = {"onboard", "prompts.txt", "--calibrate"}};
        setup.directory = directory_.path();
        setup.input = typed;
        setup.output = directory_.path() / "stdout";
        setup.error = directory_.path() / "stderr";
        setup_ = setup;
    }

    [[nodiscard]] std::string screen() const { return log("stderr"); }

    void type(std::string_view text)
    {
        EXPECT_EQ(::write(keyboard_.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }

    void expect_clean_end(child_process& process, std::string_view summary)
    {
        auto const ended = process.wait();
        ASSERT_TRUE(ended) << screen();
        EXPECT_EQ(ended->code, 0) << screen();
        EXPECT_EQ(ended->signal, 0);
        EXPECT_TRUE(mentions(screen(), summary)) << screen();
        EXPECT_TRUE(log("stdout").empty()) << "who leaves wants no calibration";
    }

    file_descriptor keyboard_;
    child_setup setup_;
};

TEST_F(onboard_interrupted, at_the_question)
{
    child_process process{setup_};
    type("n\n");
    ASSERT_TRUE(eventually([&] { return mentions(screen(), "[2/3]") && screen().ends_with("[q]uit "); }))
        << screen();
    EXPECT_EQ(log(), row("one", "cloud")) << "each label is kept before the next prompt";
    process.signal(SIGINT);
    expect_clean_end(process, "judged 1, skipped 0, failed 0, remaining 2\n");
}

TEST_F(onboard_interrupted, while_the_models_answer)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    child_process process{setup_};
    ASSERT_TRUE(upstream_.log().wait_for_requests(2)) << screen();
    process.signal(SIGINT);
    expect_clean_end(process, "judged 0, skipped 0, failed 0, remaining 3\n");
    EXPECT_TRUE(log().empty());
}

} // namespace
} // namespace wayfinder::testing
