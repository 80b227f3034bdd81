// What is written can be read back, and who may use the file.
#include "ledger_test.hpp"

#include "control/ledger/schema.hpp"

#include <algorithm>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

namespace wayfinder::control {
namespace {

ledger_entry unusual_entry()
{
    ledger_entry entry;
    entry.at = system_time::now() - std::chrono::hours{1};
    entry.request_id = "id \"quoted\" \xF0\x9F\xA6\x89";
    entry.key = "team-a";
    entry.tags = {"a\"b\\c", "", "d\ne"};
    entry.chosen = "local";
    entry.served = "cloud'); DROP TABLE requests; --";
    entry.score = 0.1234567890123456;
    entry.mode = "scored";
    entry.propensity = 0.0123456789012345;
    entry.status = 206;
    entry.outcome = outcome::abandoned;
    entry.streamed = true;
    entry.tokens = {7, 3, 1};
    entry.source = wire::usage_source::estimated;
    entry.unit = unit::relative;
    entry.realized = 123;
    entry.baseline = -5;
    entry.cache_saved = 9;
    entry.total = std::chrono::microseconds{1'234'567};
    entry.first_byte = std::chrono::microseconds{89};
    return entry;
}

void expect_same(ledger_entry const& left, ledger_entry const& right)
{
    EXPECT_EQ(left.at, right.at);
    EXPECT_EQ(left.request_id, right.request_id);
    EXPECT_EQ(left.key, right.key);
    EXPECT_EQ(left.tags, right.tags);
    EXPECT_EQ(left.chosen, right.chosen);
    EXPECT_EQ(left.served, right.served);
    EXPECT_EQ(left.score, right.score);
    EXPECT_EQ(left.mode, right.mode);
    EXPECT_EQ(left.propensity, right.propensity);
    EXPECT_EQ(left.status, right.status);
    EXPECT_EQ(left.outcome, right.outcome);
    EXPECT_EQ(left.streamed, right.streamed);
    EXPECT_EQ(left.tokens, right.tokens);
    EXPECT_EQ(left.source, right.source);
    EXPECT_EQ(left.unit, right.unit);
    EXPECT_EQ(left.realized, right.realized);
    EXPECT_EQ(left.baseline, right.baseline);
    EXPECT_EQ(left.cache_saved, right.cache_saved);
    EXPECT_EQ(left.total, right.total);
    EXPECT_EQ(left.first_byte, right.first_byte);
}

TEST_F(ledger_test, an_entry_reads_back_as_it_was)
{
    auto const entry = unusual_entry();
    EXPECT_EQ(record(*open().books, entry), "");
    auto const again = open();
    ASSERT_EQ(again.recent.size(), 1U);
    expect_same(again.recent[0], entry);
    EXPECT_TRUE(again.books->healthy());
}

TEST_F(ledger_test, the_last_rows_are_read_back_newest_first)
{
    {
        auto const opened = open();
        EXPECT_TRUE(opened.recent.empty());
        auto entry = sample_entry();
        for (int number = 0; number < 5; ++number) { // all at one instant
            entry.request_id = std::to_string(number);
            record(*opened.books, entry);
        }
    }
    auto how = settings();
    how.recent = 3;
    auto const again = open(std::move(how));
    ASSERT_EQ(again.recent.size(), 3U);
    EXPECT_EQ(again.recent[0].request_id, "4");
    EXPECT_EQ(again.recent[2].request_id, "2");
}

TEST_F(ledger_test, what_was_spent_is_known_at_the_next_start)
{
    using namespace std::chrono_literals;
    auto how = settings();
    how.time_zone = "Asia/Kathmandu";
    calendar const days{how.time_zone};
    {
        auto const opened = open(how);
        auto entry = sample_entry();
        entry.key = "team-a";
        entry.tags = {"x", "y"};
        entry.realized = 5;
        record(*opened.books, entry); // now
        entry.tags = {"y"};
        entry.at = days.day_of(entry.at).begin - 1ns; // yesterday, this month or the last one
        entry.realized = 70;
        record(*opened.books, entry);
        entry.key.clear();
        entry.at -= days.day_of(entry.at).end - days.day_of(entry.at).begin + 31 * 24h; // long ago
        entry.realized = 900;
        record(*opened.books, entry);
        entry.at = system_time::now();
        entry.realized = 10'000;
        entry.unit = unit::relative; // no dollars
        record(*opened.books, entry);
    }
    auto const now = days.day_of(system_time::now());
    auto const month = month_of(now.number) == month_of(now.number - 1) ? 75 : 5;
    auto const spent = open(how).spent;
    EXPECT_EQ(spent.today, now.number);
    EXPECT_EQ(spent.everything, (spend_record{5, month, 975}));
    EXPECT_EQ(spent.keys, (spend_book::by_name{{"team-a", {5, month, 75}}}));
    EXPECT_EQ(spent.tags, (spend_book::by_name{{"x", {5, 5, 5}}, {"y", {5, month, 975}}}));
}

TEST_F(ledger_test, eight_threads_at_once)
{
    constexpr int threads = 8;
    constexpr int each = 200;
    std::atomic<int> committed{};
    {
        auto const opened = open();
        std::vector<std::thread> running;
        for (int thread = 0; thread < threads; ++thread)
            running.emplace_back([&, thread] {
                for (int number = 0; number < each; ++number)
                    opened.books->record(sample_entry(std::to_string(thread * each + number)),
                                         [&](std::string const& problem) { committed += problem.empty(); });
            });
        for (auto& thread : running) thread.join();
    } // its end waits for what was handed in
    EXPECT_EQ(committed, threads * each);
    EXPECT_EQ(number(file(), "SELECT count(DISTINCT request_id) FROM requests"), threads * each);
    EXPECT_EQ(number(file(), "SELECT sum(realized) FROM totals WHERE dimension = 'model'"),
              threads * each * sample_entry().realized);
}

TEST_F(ledger_test, others_may_read_it_meanwhile)
{
    auto const opened = open();
    for (int count = 1; count <= 3; ++count) {
        record(*opened.books, sample_entry());
        EXPECT_EQ(number(file(), "SELECT count(*) FROM requests"), count);
    }
    EXPECT_EQ(look_up(file(), "PRAGMA integrity_check"), std::vector<std::string>{"ok"});
}

TEST_F(ledger_test, only_its_owner_may_read_a_new_one)
{
    auto const opened = open();
    record(*opened.books, sample_entry());
    for (auto const* suffix : {"", "-wal", "-shm", ".lock"}) {
        struct stat found {};
        ASSERT_EQ(::stat((file().string() + suffix).c_str(), &found), 0) << suffix;
        EXPECT_EQ(found.st_mode & 0777U, 0600U) << suffix;
    }
}

TEST_F(ledger_test, a_second_gateway_is_turned_away)
{
    auto const first = open();
    auto how = settings();
    EXPECT_EQ(refusal(how), "the ledger " + file().string() +
                                " is in use by another wayfinder-router; stop that one, or give this one "
                                "its own file");
    std::filesystem::create_symlink(file(), directory_.path() / "alias.db");
    how.place.file = directory_.path() / "alias.db";
    EXPECT_NE(refusal(how).find("in use"), std::string::npos) << "the same file by another name";
}

TEST_F(ledger_test, a_restart_waits_for_the_one_that_ends)
{
    auto first = open();
    auto how = settings();
    how.patience = testing::patience;
    std::thread ending{[&] { first.books.reset(); }};
    EXPECT_EQ(refusal(how), "opened");
    ending.join();
}

TEST_F(ledger_test, the_schema_of_a_newer_one_is_refused)
{
    open();
    ASSERT_EQ(execute(file(), "PRAGMA user_version = " + std::to_string(ledger_schema + 1)), "");
    EXPECT_EQ(refusal(settings()), "the ledger " + file().string() +
                                       " was written by a newer wayfinder-router: its schema is 3, this one "
                                       "supports 2; run the newer one, or give this one another file");
}

TEST_F(ledger_test, one_without_propensities_gets_them)
{
    record(*open().books, sample_entry("old"));
    ASSERT_EQ(execute(file(), "ALTER TABLE requests DROP COLUMN propensity; PRAGMA user_version = 1"), "");
    auto entry = sample_entry("new");
    entry.propensity = 0.02;
    {
        auto const opened = open();
        ASSERT_EQ(opened.recent.size(), 1U);
        EXPECT_EQ(opened.recent[0].propensity, 1.0);
        EXPECT_EQ(record(*opened.books, entry), "");
    }
    EXPECT_EQ(number(file(), "PRAGMA user_version"), ledger_schema);
    auto const again = open();
    ASSERT_EQ(again.recent.size(), 2U);
    EXPECT_EQ(again.recent[0].propensity, 0.02);
    EXPECT_EQ(again.recent[1].request_id, "old");
}

TEST_F(ledger_test, the_database_of_something_else_is_refused)
{
    ASSERT_EQ(execute(file(), "CREATE TABLE songs(name)"), "");
    EXPECT_NE(refusal(settings()).find("not a ledger of wayfinder-router"), std::string::npos);
    EXPECT_EQ(number(file(), "SELECT count(*) FROM sqlite_schema"), 1);
}

TEST_F(ledger_test, a_file_that_is_no_database_is_refused)
{
    directory_.write("ledger.db", std::string(5000, 'x'));
    auto const said = refusal(settings());
    EXPECT_NE(said.find(file().string()), std::string::npos) << said;
    EXPECT_NE(said.find("not a database"), std::string::npos) << said;
    EXPECT_NE(said.find("restore it from a backup, or move it away"), std::string::npos) << said;
    EXPECT_EQ(testing::read_file(file()), std::string(5000, 'x'));
}

TEST_F(ledger_test, a_damaged_database_is_refused)
{
    {
        auto const opened = open();
        for (int count = 0; count < 100; ++count) record(*opened.books, sample_entry());
    }
    auto bytes = testing::read_file(file());
    std::fill(bytes.begin() + 4096, bytes.end(), '\xA5');
    directory_.write("ledger.db", bytes);
    auto const said = refusal(settings());
    EXPECT_NE(said.find("malformed"), std::string::npos) << said;
    EXPECT_NE(said.find("restore it from a backup, or move it away"), std::string::npos) << said;
}

TEST_F(ledger_test, a_directory_that_cannot_be_written_is_refused)
{
    std::filesystem::permissions(directory_.path(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
    constexpr uid_t nobody = 65534;
    bool const all_powerful = ::geteuid() == 0;
    ASSERT_EQ(all_powerful ? ::seteuid(nobody) : 0, 0);
    auto const said = refusal(settings());
    ASSERT_EQ(all_powerful ? ::seteuid(0) : 0, 0);
    EXPECT_NE(said.find(file().string()), std::string::npos) << said;
    EXPECT_NE(said.find("Permission denied"), std::string::npos) << said;
    EXPECT_NE(said.find("must be allowed to write"), std::string::npos) << said;
}

TEST_F(ledger_test, a_directory_that_is_not_there_is_refused)
{
    auto how = settings();
    how.place.file = directory_.path() / "missing" / "ledger.db";
    EXPECT_NE(refusal(how).find("No such file or directory"), std::string::npos);
}

} // namespace
} // namespace wayfinder::control
