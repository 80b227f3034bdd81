// A full disk, a missing file: states from which the ledger recovers automatically.
#include "ledger_test.hpp"

#include <csignal>

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

namespace wayfinder::control {
namespace {

using config::ledger_failure;

/// While it lives, this process cannot write to files.
class no_room {
public:
    no_room()
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit const nothing{1, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &nothing);
    }
    ~no_room() { ::setrlimit(RLIMIT_FSIZE, &before_); }
    no_room(no_room const&) = delete;
    no_room& operator=(no_room const&) = delete;

private:
    rlimit before_{};
};

class ledger_failure_test : public ledger_test {
protected:
    opened_ledger open_for(ledger_failure rule)
    {
        auto how = settings();
        how.on_failure = rule;
        return open(std::move(how));
    }

    [[nodiscard]] std::int64_t rows() const { return number(file(), "SELECT count(*) FROM requests"); }
};

TEST_F(ledger_failure_test, refuse_says_so_and_comes_back_without_traffic)
{
    auto const opened = open_for(ledger_failure::refuse);
    EXPECT_EQ(record(*opened.books, sample_entry("before")), "");
    {
        no_room const full;
        auto const said = record(*opened.books, sample_entry("refused"));
        EXPECT_NE(said.find(file().string()), std::string::npos) << said;
        EXPECT_FALSE(opened.books->healthy());
        EXPECT_NE(opened.books->problem(), "");
        EXPECT_NE(record(*opened.books, sample_entry("refused too")), "");
    }
    EXPECT_TRUE(eventually([&] { return opened.books->healthy(); }));
    EXPECT_EQ(opened.books->problem(), "");
    EXPECT_EQ(record(*opened.books, sample_entry("after")), "");
    EXPECT_EQ(rows(), 4) << "calls that were made when it failed have cost money";
    EXPECT_EQ(opened.books->dropped(), 0U);
}

TEST_F(ledger_failure_test, serve_keeps_what_it_cannot_write)
{
    auto const opened = open_for(ledger_failure::serve);
    EXPECT_EQ(record(*opened.books, sample_entry("0")), "");
    {
        no_room const full;
        for (auto const* id : {"1", "2", "3"}) EXPECT_EQ(record(*opened.books, sample_entry(id)), "");
        EXPECT_FALSE(opened.books->healthy());
        EXPECT_EQ(opened.books->backlog(), 3U);
        EXPECT_EQ(rows(), 1);
    }
    EXPECT_TRUE(eventually([&] { return opened.books->healthy() && opened.books->backlog() == 0; }));
    EXPECT_EQ(record(*opened.books, sample_entry("4")), "");
    EXPECT_EQ(
        look_up(file(), "SELECT group_concat(request_id, '') FROM (SELECT * FROM requests ORDER BY at)"),
        std::vector<std::string>{"01234"});
    EXPECT_EQ(report(*opened.books).all.realized, 5 * sample_entry().realized);
    EXPECT_NE(told().find("the ledger is being written again"), std::string::npos) << told();
}

TEST_F(ledger_failure_test, what_finds_no_room_in_memory_is_counted)
{
    auto opened = open_for(ledger_failure::serve);
    constexpr auto most = ledger_writer::most_backlog;
    no_room const full;
    for (std::size_t count = 0; count < most + 2; ++count)
        opened.books->record(sample_entry(), [](std::string const& problem) { EXPECT_EQ(problem, ""); });
    EXPECT_EQ(record(*opened.books, sample_entry()), "");
    EXPECT_EQ(opened.books->backlog(), most);
    EXPECT_EQ(opened.books->dropped(), 3U);
    opened.books.reset();
    EXPECT_NE(told().find("100000 requests could not be written and are lost"), std::string::npos) << told();
}

TEST_F(ledger_failure_test, what_waits_is_written_at_the_end_at_the_latest)
{
    auto opened = open_for(ledger_failure::serve);
    {
        no_room const full;
        EXPECT_EQ(record(*opened.books, sample_entry()), "");
        EXPECT_EQ(opened.books->backlog(), 1U);
    }
    opened.books.reset();
    EXPECT_EQ(rows(), 1);
}

TEST_F(ledger_failure_test, the_rule_changes_while_it_runs)
{
    auto const opened = open_for(ledger_failure::refuse);
    std::chrono::days const retention{90};
    no_room const full;
    EXPECT_NE(record(*opened.books, sample_entry()), "");
    opened.books->adopt(retention, ledger_failure::serve);
    EXPECT_EQ(record(*opened.books, sample_entry()), "");
    opened.books->adopt(retention, ledger_failure::refuse);
    EXPECT_NE(record(*opened.books, sample_entry()), "");
    EXPECT_EQ(opened.books->backlog(), 3U) << "whether or not its answer was sent";
}

TEST_F(ledger_failure_test, a_file_that_was_moved_away_is_not_written_to)
{
    auto const opened = open_for(ledger_failure::refuse);
    EXPECT_EQ(record(*opened.books, sample_entry()), "");
    auto const elsewhere = directory_.path() / "elsewhere.db";
    std::filesystem::rename(file(), elsewhere);
    auto const said = record(*opened.books, sample_entry());
    EXPECT_NE(said.find("moved or removed"), std::string::npos) << said;
    directory_.write("ledger.db", "another");
    EXPECT_NE(record(*opened.books, sample_entry()), "");
    EXPECT_EQ(testing::read_file(file()), "another");
    std::filesystem::rename(elsewhere, file());
    EXPECT_TRUE(eventually([&] { return opened.books->healthy(); }));
    EXPECT_EQ(record(*opened.books, sample_entry()), "");
    EXPECT_EQ(rows(), 4);
}

TEST_F(ledger_failure_test, another_programs_lock_is_waited_out)
{
    auto const opened = open_for(ledger_failure::serve);
    {
        std::string problem;
        auto shell = sqlite::database::open(file(), sqlite::access::write, problem);
        ASSERT_EQ(shell.execute("BEGIN IMMEDIATE"), 0);
        opened.books->record(sample_entry(), [](std::string const&) {});
    }
    EXPECT_EQ(record(*opened.books, sample_entry()), "");
    EXPECT_TRUE(eventually([&] { return rows() == 2; }));
}

/// A separate file system, which only the superuser can create, and not in every container.
TEST_F(ledger_failure_test, a_disk_that_is_really_full)
{
    auto const disk = directory_.path() / "disk";
    std::filesystem::create_directory(disk);
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("none", disk.c_str(), "tmpfs", 0, "size=4m") != 0)
        GTEST_SKIP() << "no right to mount";
    {
        auto how = settings();
        how.place.file = disk / "ledger.db";
        auto const opened = open(how);
        EXPECT_EQ(record(*opened.books, sample_entry()), "");
        directory_.write("disk/filler", "");
        std::error_code error;
        for (std::uintmax_t size = 8U << 20U; size > 0; size /= 2) { // what is left, to the last page
            auto const file = ::open((disk / "filler").c_str(), O_WRONLY | O_APPEND);
            while (::write(file, std::string(size, 'x').data(), size) > 0) {
            }
            ::close(file);
        }
        std::string said;
        EXPECT_TRUE(eventually([&] { return !(said = record(*opened.books, sample_entry())).empty(); }));
        EXPECT_NE(said.find("free some space, and writing resumes automatically"), std::string::npos) << said;
        std::filesystem::remove(disk / "filler");
        EXPECT_TRUE(eventually([&] { return opened.books->healthy(); }));
        EXPECT_EQ(record(*opened.books, sample_entry()), "");
    }
    ::umount(disk.c_str());
}

} // namespace
} // namespace wayfinder::control
