// Progress of long work: on a terminal, and nowhere else.
#include "gate.hpp"
#include "gateway_binary.hpp"
#include "gateway_test.hpp"
#include "pseudo_terminal.hpp"

namespace wayfinder::testing {
namespace {

constexpr std::string_view erased{"\r\x1b[K"};
constexpr unsigned short columns = 60;

/// Labels that take seconds to learn from, where a bar shows after a fraction of one.
std::string many_labels()
{
    std::string rows;
    for (int i = 0; i < 10'000; ++i) {
        auto const number = std::to_string(i);
        rows += R"({"text": "Weigh design )" + number + " against the )" + std::to_string(i * 7919 % 10'007) +
                R"(th and prove each bound", "label": ")" + (i % 3 == 0 ? "cloud" : "local") + "\"}\n";
    }
    return rows;
}

/// The widest line that stood on the screen; all of it is ASCII.
std::size_t widest(std::string text)
{
    std::size_t most = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const end = std::min(text.find_first_of("\r\n", at), text.size());
        auto const line = text.substr(at, end - at);
        most = std::max(most, std::min(line.find('\x1b'), line.size()));
        at = end + 1;
    }
    return most;
}

class progress : public gateway_test {
protected:
    progress()
    {
        place_.write("labels.jsonl", many_labels());
        place_.write("wayfinder-router.toml", model_table("m", upstream_.url()));
    }

    /// Runs the program with its stderr on the terminal, until it ends.
    exit_status run(std::vector<std::string> arguments, std::map<std::string, std::string> environment = {})
    {
        auto process = start_on_terminal(std::move(arguments), std::move(environment));
        return end_of(process);
    }

    child_process start_on_terminal(std::vector<std::string> arguments,
                                    std::map<std::string, std::string> environment = {})
    {
        return child_process{{.program = gateway_binary(),
                              .arguments = std::move(arguments),
                              .environment = std::move(environment),
                              .directory = place_.path(),
                              .output = place_.path() / "stdout",
                              .error = screen_.path()}};
    }

    /// Reads on meanwhile: a terminal that nobody reads takes little, and then holds its writer up.
    exit_status end_of(child_process& process)
    {
        std::optional<exit_status> ended;
        eventually([&] {
            screen_.text();
            ended = process.wait(2ms);
            return ended.has_value();
        });
        return ended.value_or(exit_status{});
    }

    temporary_directory place_;
    pseudo_terminal screen_{columns};
};

TEST_F(progress, of_learning_is_drawn_over_itself_and_goes)
{
    ASSERT_EQ(run({"calibrate", "labels.jsonl", "--mode", "learned", "--out", "f.toml"}).code, 0);
    auto const shown = screen_.text();
    EXPECT_NE(shown.find("\rlearning  ["), std::string::npos) << shown;
    EXPECT_LT(widest(shown.substr(0, shown.rfind(erased))), columns) << shown;
    auto const first_line = shown.substr(0, shown.find('\n'));
    auto const report = first_line.rfind(erased);
    ASSERT_NE(report, std::string::npos) << "the report begins on a clean line: " << shown;
    EXPECT_EQ(first_line.substr(report + erased.size(), 2), "- ");
}

TEST_F(progress, is_for_terminals_alone)
{
    auto const piped = run_command({.arguments = {"calibrate", "labels.jsonl", "--mode", "learned"},
                                    .input = {},
                                    .directory = place_.path()});
    ASSERT_EQ(piped.status.code, 0) << piped.error;
    EXPECT_EQ(piped.error.find_first_of("\r\x1b"), std::string::npos) << piped.error;
    EXPECT_EQ(piped.error.find("learning"), std::string::npos) << piped.error;
}

TEST_F(progress, is_not_drawn_where_it_cannot_be_or_is_not_wanted)
{
    std::vector<std::string> const learn{"calibrate", "labels.jsonl", "--mode", "learned", "--out", "f.toml"};
    ASSERT_EQ(run(learn, {{"TERM", "dumb"}}).code, 0);
    auto silent = learn;
    silent.emplace_back("--json");
    ASSERT_EQ(run(silent).code, 0);
    EXPECT_FALSE(screen_.shows("\x1b")) << screen_.text();
    EXPECT_FALSE(screen_.shows("learning")) << screen_.text();
}

TEST_F(progress, of_doctor_shows_that_it_waits_for_an_upstream)
{
    gate answered;
    upstream_.answer_with([&](recorded_request const&, upstream_reply& reply) {
        answered.wait();
        reply.respond(200, "{}");
    });
    auto process = start_on_terminal({"doctor", "--listen", "127.0.0.1:0", "--timeout", "60"});
    EXPECT_TRUE(eventually([&] { return screen_.shows("asking upstreams  [---"); })) << screen_.text();
    answered.open();
    EXPECT_EQ(end_of(process).code, 0);
    auto const shown = screen_.text();
    EXPECT_TRUE(shown.ends_with(erased)) << shown;
    EXPECT_NE(read_file(place_.path() / "stdout").find("reached"), std::string::npos);
}

} // namespace
} // namespace wayfinder::testing
