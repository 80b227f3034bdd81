#include "telemetry/line_file.hpp"
#include "temporary_directory.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wayfinder::telemetry {
namespace {

using wayfinder::testing::read_file;

class line_file_test : public ::testing::Test {
protected:
    wayfinder::testing::temporary_directory directory_;
    std::filesystem::path place_ = directory_.path() / "lines.log";
    line_file file_;
};

TEST_F(line_file_test, adds_to_what_is_there)
{
    directory_.write("lines.log", "former\n");
    file_.lead_to(place_);
    EXPECT_EQ(file_.write("one\ntwo\n"), 0U);
    EXPECT_EQ(file_.write("three\n"), 0U);
    EXPECT_EQ(file_.problem(), "");
    EXPECT_EQ(read_file(place_), "former\none\ntwo\nthree\n");
}

TEST_F(line_file_test, is_for_its_owner_and_group)
{
    auto const former = ::umask(0);
    file_.lead_to(place_);
    file_.write("x\n");
    ::umask(former);
    struct stat found {};
    ASSERT_EQ(::stat(place_.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0640U);
}

TEST_F(line_file_test, begins_a_new_file_when_the_former_was_moved_away)
{
    file_.lead_to(place_);
    file_.write("one\n");
    std::filesystem::rename(place_, directory_.path() / "lines.log.1");
    file_.write("two\n");
    EXPECT_EQ(read_file(directory_.path() / "lines.log.1"), "one\n");
    EXPECT_EQ(read_file(place_), "two\n");
    std::filesystem::remove(place_);
    file_.write("three\n");
    EXPECT_EQ(read_file(place_), "three\n");
    file_.reopen();
    file_.write("four\n");
    EXPECT_EQ(read_file(place_), "three\nfour\n");
}

TEST_F(line_file_test, goes_on_elsewhere)
{
    file_.lead_to(place_);
    file_.write("one\n");
    file_.lead_to(directory_.path() / "other.log");
    file_.write("two\n");
    EXPECT_EQ(read_file(place_), "one\n");
    EXPECT_EQ(read_file(directory_.path() / "other.log"), "two\n");
}

TEST_F(line_file_test, says_what_it_could_not_write)
{
    file_.lead_to(directory_.path() / "nowhere" / "lines.log");
    EXPECT_EQ(file_.write("one\ntwo\n"), 8U);
    EXPECT_NE(file_.problem().find("cannot open"), std::string::npos) << file_.problem();
    std::filesystem::create_directory(directory_.path() / "nowhere");
    EXPECT_EQ(file_.write("three\n"), 0U);
    EXPECT_EQ(file_.problem(), "");
    file_.lead_to("/dev/full");
    EXPECT_EQ(file_.write("four\n"), 5U);
    EXPECT_NE(file_.problem().find("cannot write /dev/full"), std::string::npos) << file_.problem();
}

TEST_F(line_file_test, ends_a_line_that_was_taken_only_in_part)
{
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit former{};
    ::getrlimit(RLIMIT_FSIZE, &former);
    rlimit const narrow{6, former.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &narrow);
    file_.lead_to(place_);
    auto const left = file_.write("one\ntwo\n");
    ::setrlimit(RLIMIT_FSIZE, &former);
    EXPECT_EQ(left, 2U);
    EXPECT_EQ(file_.write("three\n"), 0U);
    EXPECT_EQ(read_file(place_), "one\ntw\nthree\n");
}

TEST_F(line_file_test, waits_for_nobody_who_does_not_read)
{
    ASSERT_EQ(::mkfifo(place_.c_str(), 0600), 0);
    file_.lead_to(place_);
    EXPECT_EQ(file_.write("one\n"), 4U) << "nobody has it open";
    int const reader = ::open(place_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    ASSERT_GE(reader, 0);
    std::string const much(std::size_t{1} << 20U, 'x');
    EXPECT_GT(file_.write(much), 0U);
    EXPECT_NE(file_.problem().find("nothing reads from"), std::string::npos) << file_.problem();
    ::close(reader);
}

} // namespace
} // namespace wayfinder::telemetry
