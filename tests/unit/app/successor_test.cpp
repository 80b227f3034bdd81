#include "app/handover/successor.hpp"

#include "support/temporary_directory.hpp"
#include "support/timing.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <optional>

namespace wayfinder::app {
namespace {

using namespace std::chrono_literals;

class successors : public ::testing::Test {
protected:
    /// What is said of a new program that is this script.
    std::string said_of(std::string const& script, std::chrono::milliseconds patience)
    {
        auto const program = directory_.write("program", "#!/bin/sh\n" + script);
        std::filesystem::permissions(program, std::filesystem::perms::owner_all);
        net::asio::io_context context{1};
        inheritance nothing;
        listener_options wish;
        wish.clients = {"unix:" + (directory_.path() / "w.sock").string()};
        listener_set const sockets{wish, nothing};
        std::optional<std::string> said;
        std::optional<successor> next;
        next.emplace(
            context, program.string(), sockets,
            [&](std::string const& problem) {
                said = problem;
                pid_ = next->pid();
                next.reset();
            },
            patience);
        context.run();
        EXPECT_TRUE(said);
        return said.value_or("nothing");
    }

    testing::temporary_directory directory_;
    pid_t pid_{-1};
};

TEST_F(successors, that_do_not_get_ready_are_killed_in_the_end)
{
    EXPECT_EQ(said_of("exec sleep 60", 200ms),
              "the new process was not ready within 1 seconds and was killed");
    EXPECT_NE(::kill(pid_, 0), 0);
}

TEST_F(successors, that_end_when_they_are_asked_to_are_not)
{
    // Descriptor 3 is the socket, 4 the line.
    EXPECT_EQ(said_of("head -c 1 <&4 > /dev/null", 200ms),
              "the new process was not ready within 1 seconds and was asked to end");
}

TEST_F(successors, are_ready_when_they_say_so)
{
    EXPECT_EQ(said_of("printf + >&4; exec sleep 0.2", testing::patience), "");
}

TEST_F(successors, that_end_are_told_of)
{
    EXPECT_EQ(said_of("exit 7", testing::patience),
              "the new process ended with exit code 7 before it was ready; its messages are above");
}

} // namespace
} // namespace wayfinder::app
