#include "app/secrets/key_command.hpp"

#include "support/temporary_directory.hpp"
#include "support/timing.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <optional>

#include <fcntl.h>
#include <unistd.h>

namespace wayfinder::app {
namespace {

using namespace std::chrono_literals;
using testing::eventually;

class key_commands : public ::testing::Test {
protected:
    /// How the command ends.
    key_outcome run(std::vector<std::string> argv, std::chrono::milliseconds patience = testing::patience)
    {
        std::optional<key_outcome> outcome;
        auto const command = key_command::start(context_, std::move(argv), patience,
                                                [&](key_outcome said) { outcome = std::move(said); });
        context_.restart();
        context_.run();
        EXPECT_TRUE(outcome);
        return outcome.value_or(key_outcome{});
    }
    key_outcome shell(std::string const& script, std::chrono::milliseconds patience = testing::patience)
    {
        return run({"sh", "-c", script}, patience);
    }

    /// The process whose number the script wrote.
    pid_t noted_process() const
    {
        auto const noted = [&] { return !testing::read_file(file()).empty(); };
        EXPECT_TRUE(eventually(noted));
        return noted() ? std::stoi(testing::read_file(file())) : 0;
    }
    std::string file() const { return (directory_.path() / "noted").string(); }

    static bool ends(pid_t process)
    {
        return eventually([&] { return ::kill(process, 0) != 0 || is_zombie(process); });
    }
    /// Dead, but not reaped by its parent, such as a container's first process.
    static bool is_zombie(pid_t process)
    {
        auto const state = testing::read_file("/proc/" + std::to_string(process) + "/stat");
        return state.find(") Z ") != state.npos;
    }

    testing::temporary_directory directory_;
    net::asio::io_context context_{1};
};

TEST_F(key_commands, give_what_they_print_without_the_blanks_around_it)
{
    auto const outcome = run({"printf", " sk-1\r\n\n"});
    EXPECT_EQ(outcome.key.view(), "sk-1");
    EXPECT_EQ(outcome.failure, "");
}

TEST_F(key_commands, fail_by_exit_code_even_when_they_print)
{
    auto const outcome = shell("echo sk-1; exit 3");
    EXPECT_EQ(outcome.key.view(), "");
    EXPECT_EQ(outcome.failure, "'sh' ended with exit code 3");
}

TEST_F(key_commands, fail_by_signal)
{
    EXPECT_EQ(shell("echo sk-1; kill -9 $$").failure, "'sh' was killed by signal 9");
}

TEST_F(key_commands, that_print_no_key_fail)
{
    EXPECT_EQ(run({"true"}).failure, "'true' printed nothing");
    EXPECT_EQ(run({"printf", " \n"}).failure, "'printf' printed nothing");
    EXPECT_EQ(run({"printf", "sk-1\nsecond line"}).failure,
              "'printf' printed characters that are not allowed in an HTTP header, such as a second line");
}

TEST_F(key_commands, that_print_without_end_are_killed)
{
    auto const outcome = run({"yes"});
    EXPECT_EQ(outcome.failure, "'yes' printed more than 16384 bytes");
}

TEST_F(key_commands, that_cannot_be_started_are_not_named_because_they_may_be_keys)
{
    auto const outcome = run({"sk-pasted-in-the-wrong-place"});
    EXPECT_EQ(outcome.failure, "cannot be started: No such file or directory");
}

TEST_F(key_commands, that_take_too_long_are_killed_with_all_that_they_started)
{
    auto const outcome = shell("sleep 1000 & echo $! > '" + file() + "'; wait", 200ms);
    EXPECT_EQ(outcome.key.view(), "");
    EXPECT_NE(outcome.failure.find("'sh' took longer than "), std::string::npos) << outcome.failure;
    EXPECT_TRUE(ends(noted_process()));
}

TEST_F(key_commands, need_not_close_their_output_to_have_ended)
{
    auto const outcome = shell("sleep 1000 & echo $! > '" + file() + "'; echo sk-1");
    EXPECT_EQ(outcome.key.view(), "sk-1");
    ::kill(noted_process(), SIGKILL);
}

TEST_F(key_commands, die_with_their_last_owner)
{
    auto command = key_command::start(context_, {"sh", "-c", "echo $$ > '" + file() + "'; exec sleep 1000"},
                                      testing::patience, [](auto const&) { FAIL() << "nobody asked"; });
    auto const process = noted_process();
    EXPECT_EQ(::kill(process, 0), 0);
    command.reset();
    EXPECT_NE(::kill(process, 0), 0);
    context_.run();
}

TEST_F(key_commands, inherit_nothing_that_is_open)
{
    std::ifstream const open_here{"/proc/self/stat"}; // close-on-exec or not, the command must not see it
    auto const bare = ::fcntl(0, F_DUPFD, 50);
    auto const outcome =
        shell("for fd in $(seq 3 200); do [ -e /proc/$$/fd/$fd ] && printf %s, $fd; done; echo end");
    ::close(bare);
    EXPECT_EQ(outcome.key.view(), "end");
}

} // namespace
} // namespace wayfinder::app
