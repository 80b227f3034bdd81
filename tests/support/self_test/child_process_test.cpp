#include "child_process.hpp"
#include "temporary_directory.hpp"

#include <gtest/gtest.h>

#include <csignal>

namespace wayfinder::testing {
namespace {

child_setup shell(std::string script)
{
    return {.program = "/bin/sh", .arguments = {"-c", std::move(script)}};
}

TEST(child_process, gives_its_exit_code)
{
    child_process child{shell("exit 3")};
    auto const status = child.wait();
    ASSERT_TRUE(status);
    EXPECT_EQ(status->code, 3);
    EXPECT_EQ(child.wait()->code, 3) << "asking again changes nothing";
}

TEST(child_process, gives_the_signal_that_ended_it)
{
    child_process child{shell("exec sleep 60")};
    child.signal(SIGTERM);
    auto const status = child.wait();
    ASSERT_TRUE(status);
    EXPECT_EQ(status->signal, SIGTERM);
}

TEST(child_process, waits_only_as_long_as_told)
{
    child_process child{shell("exec sleep 60")};
    EXPECT_FALSE(child.wait(10ms));
}

TEST(child_process, dies_with_its_object)
{
    pid_t pid = 0;
    {
        child_process const child{shell("exec sleep 60")};
        pid = child.pid();
    }
    EXPECT_NE(::kill(pid, 0), 0);
}

TEST(child_process, has_only_the_environment_and_directory_it_is_given)
{
    temporary_directory const directory;
    auto setup = shell("echo \"$HOME|$MARK\"; pwd; cat");
    setup.environment = {{"MARK", "set"}};
    setup.directory = directory.path();
    setup.input = directory.write("in", "from stdin");
    setup.output = directory.path() / "out";
    child_process child{setup};
    ASSERT_TRUE(child.wait());
    EXPECT_EQ(read_file(setup.output), "|set\n" + directory.path().string() + "\nfrom stdin");
}

TEST(child_process, a_missing_program_is_exit_127)
{
    child_process child{{.program = "/nowhere/to/be/found"}};
    auto const status = child.wait();
    ASSERT_TRUE(status);
    EXPECT_EQ(status->code, 127);
}

} // namespace
} // namespace wayfinder::testing
