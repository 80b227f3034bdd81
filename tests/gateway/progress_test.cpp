// Progress of long work: on a terminal, and nowhere else.
#include "gate.hpp"
#include "gateway_binary.hpp"
#include "gateway_test.hpp"
#include "pseudo_terminal.hpp"

#include <thread>

#include <fcntl.h>
#include <sys/stat.h>

namespace wayfinder::testing {
namespace {

constexpr std::string_view erased{"\r\x1b[K"};
constexpr unsigned short columns = 60;

/// Slightly more labels than learning requires.
std::string labels()
{
    std::string rows;
    for (int i = 0; i < 150; ++i)
        rows += R"({"text": "Weigh design )" + std::to_string(i) + R"( and prove its bound", "label": ")" +
                (i % 3 == 0 ? "cloud" : "local") + "\"}\n";
    return rows;
}

/// The widest line that was on the screen; all of it is ASCII.
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
        ::mkfifo(labels_.c_str(), 0600);
        place_.write("wayfinder-router.toml",
                     "[[routing.tiers]]\nmin_score = 0\nmodel = \"m\"\n" + model_table("m", upstream_.url()));
    }

    child_process start_command(std::vector<std::string> arguments, std::filesystem::path error,
                                std::map<std::string, std::string> environment = {})
    {
        return child_process{{.program = gateway_binary(),
                              .arguments = std::move(arguments),
                              .environment = std::move(environment),
                              .directory = place_.path(),
                              .output = place_.path() / "stdout",
                              .error = std::move(error)}};
    }

    /// Learns from labels that arrive so late that a bar is due before the first of them.
    int learn(std::filesystem::path const& error, std::map<std::string, std::string> const& environment = {},
              std::vector<std::string> const& more = {})
    {
        std::vector<std::string> arguments{"calibrate", "labels.jsonl", "--mode",
                                           "learned",   "--out",        "f.toml"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        auto process = start_command(std::move(arguments), error, environment);
        file_descriptor pipe;
        EXPECT_TRUE(eventually([&] {
            pipe = file_descriptor{::open(labels_.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC)};
            return pipe.is_open(); // once the program reads
        }));
        std::this_thread::sleep_for(400ms); // makes the work long
        auto const rows = labels();
        EXPECT_EQ(::write(pipe.get(), rows.data(), rows.size()), static_cast<ssize_t>(rows.size()));
        pipe.close();
        return end_of(process).code;
    }

    /// Keeps reading meanwhile: a terminal that is not read buffers little and then blocks its writer.
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
    std::filesystem::path labels_{place_.path() / "labels.jsonl"};
    pseudo_terminal screen_{columns};
};

TEST_F(progress, of_learning_is_drawn_over_itself_and_goes)
{
    ASSERT_EQ(learn(screen_.path()), 0) << screen_.text();
    auto const shown = screen_.text();
    EXPECT_TRUE(shown.starts_with("\rreading labels  [")) << shown;
    auto const report = shown.rfind(erased);
    ASSERT_NE(report, std::string::npos);
    EXPECT_LT(widest(shown.substr(0, report)), columns) << shown;
    EXPECT_EQ(shown.substr(0, report).find('\n'), std::string::npos) << shown;
    EXPECT_EQ(shown.substr(report + erased.size(), 2), "- ")
        << "the report begins on a clean line: " << shown;
}

TEST_F(progress, is_for_terminals_alone)
{
    auto const file = place_.path() / "stderr";
    ASSERT_EQ(learn(file), 0);
    auto const written = read_file(file);
    EXPECT_TRUE(written.starts_with("- ")) << written;
    EXPECT_EQ(written.find_first_of("\r\x1b"), std::string::npos) << written;
}

TEST_F(progress, is_not_drawn_where_it_cannot_be_or_is_not_wanted)
{
    ASSERT_EQ(learn(screen_.path(), {{"TERM", "dumb"}}), 0);
    ASSERT_EQ(learn(screen_.path(), {}, {"--json"}), 0);
    EXPECT_TRUE(screen_.shows("wrote f.toml")) << screen_.text();
    EXPECT_FALSE(screen_.shows("\x1b")) << screen_.text();
    EXPECT_FALSE(screen_.shows("reading labels")) << screen_.text();
}

TEST_F(progress, of_doctor_shows_that_it_waits_for_an_upstream)
{
    gate answered;
    upstream_.answer_with([&](recorded_request const&, upstream_reply& reply) {
        answered.wait();
        reply.respond(200, "{}");
    });
    auto process = start_command({"doctor", "--listen", "127.0.0.1:0", "--timeout", "60"}, screen_.path());
    EXPECT_TRUE(eventually([&] { return screen_.shows("asking upstreams  [---"); })) << screen_.text();
    answered.open();
    EXPECT_EQ(end_of(process).code, 0);
    auto const shown = screen_.text();
    EXPECT_TRUE(shown.ends_with(erased)) << shown;
    EXPECT_NE(read_file(place_.path() / "stdout").find("reached"), std::string::npos);
}

} // namespace
} // namespace wayfinder::testing
