// `wayfinder-router onboard` when something goes wrong: a call, a file, the command line, or the judge
// leaves.
#include "onboard_test.hpp"

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>

namespace wayfinder::testing {
namespace {

using json = nlohmann::ordered_json;
using words = std::vector<std::string>;

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
    expect_refused({"-"}, 2, "standard input is for your answers");
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

/// A judge at the keyboard: standard input is open for as long as the object lives.
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
