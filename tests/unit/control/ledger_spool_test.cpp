// What is booked reaches the database, once, whatever happens to the process and to the disk.
#include "ledger_test.hpp"

#include "control/ledger/entry_bytes.hpp"
#include "control/ledger/file_lock.hpp"
#include "control/ledger/spool.hpp"

#include <array>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <fstream>
#include <optional>
#include <set>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace wayfinder::control {
namespace {

namespace fs = std::filesystem;

class ledger_spool_test : public ledger_test {
protected:
    std::unique_ptr<ledger_spool> new_spool()
    {
        return std::move(std::get<std::unique_ptr<ledger_spool>>(ledger_spool::create(file())));
    }
    [[nodiscard]] std::vector<fs::path> spools() const
    {
        std::vector<fs::path> found;
        for (auto const& each : fs::directory_iterator{directory_.path()})
            if (each.path().filename().string().find(".spool-") != std::string::npos)
                found.push_back(each.path());
        return found;
    }
    /// As a killed process would leave it.
    fs::path abandoned(ledger_spool const& spool) const
    {
        auto const left = directory_.path() / "ledger.db.spool-left";
        fs::copy_file(directory_.path() / spool.name(), left, fs::copy_options::overwrite_existing);
        return left;
    }
    [[nodiscard]] std::string ids() const
    {
        auto const found = look_up(file(), "SELECT coalesce(group_concat(request_id, ' '), '') FROM (SELECT "
                                           "request_id FROM requests ORDER BY request_id)");
        return found.empty() ? "" : found[0];
    }
};

TEST_F(ledger_spool_test, what_is_booked_reaches_the_database)
{
    auto const opened = open();
    for (auto const* id : {"a", "b", "c"}) EXPECT_TRUE(opened.books->book(sample_entry(id)));
    EXPECT_TRUE(eventually([&] { return ids() == "a b c"; }));
    EXPECT_TRUE(opened.books->book(sample_entry("d")));
    EXPECT_EQ(report(*opened.books).all.requests, 4) << "a report has what was booked before";
}

TEST_F(ledger_spool_test, goes_with_its_process)
{
    {
        auto const opened = open();
        EXPECT_EQ(spools().size(), 1U);
        opened.books->keep(sample_entry("a"));
    }
    EXPECT_TRUE(spools().empty());
    EXPECT_EQ(ids(), "a");
    EXPECT_EQ(look_up(file(), "SELECT count(*) FROM notes"), std::vector<std::string>{"0"});
}

TEST_F(ledger_spool_test, both_halves_are_found_and_written_once)
{
    static_cast<void>(open());
    auto const spool = new_spool();
    EXPECT_EQ(spool->append(sample_entry("a")), ledger_spool::appended::as_first);
    EXPECT_EQ(spool->append(sample_entry("b")), ledger_spool::appended::behind_others);
    auto const taken = spool->take();
    ASSERT_EQ(taken.entries.size(), 2U);
    EXPECT_TRUE(spool->holds());
    EXPECT_EQ(spool->append(sample_entry("c")), ledger_spool::appended::as_first);
    EXPECT_EQ(spool->waiting(), 3U);
    abandoned(*spool);
    {
        auto const again = open();
        EXPECT_EQ(again.spent.everything.all, 3 * sample_entry().realized) << "budgets know of it";
        EXPECT_EQ(again.recent.size(), 3U);
    }
    EXPECT_EQ(ids(), "a b c");
    EXPECT_FALSE(fs::exists(directory_.path() / "ledger.db.spool-left"));
}

TEST_F(ledger_spool_test, what_was_written_but_not_settled_is_not_written_again)
{
    static_cast<void>(open());
    auto const spool = new_spool();
    static_cast<void>(spool->append(sample_entry("a")));
    auto taken = spool->take();
    static_cast<void>(spool->append(sample_entry("b")));
    auto const left = abandoned(*spool);
    {
        calendar const days{"UTC"};
        auto store = ledger_store::open(file(), days);
        taken.mark.name = left.filename().string();
        EXPECT_EQ(std::get<0>(store)->write(taken), "");
    }
    static_cast<void>(open());
    EXPECT_EQ(ids(), "a b");
}

TEST_F(ledger_spool_test, of_a_living_process_is_left_alone)
{
    static_cast<void>(open());
    auto const spool = new_spool();
    static_cast<void>(spool->append(sample_entry("a")));
    static_cast<void>(open());
    EXPECT_EQ(ids(), "");
    EXPECT_TRUE(fs::exists(directory_.path() / spool->name()));
}

TEST_F(ledger_spool_test, one_that_was_cut_short_gives_what_it_has)
{
    static_cast<void>(open());
    auto const spool = new_spool();
    static_cast<void>(spool->append(sample_entry("a")));
    auto const left = abandoned(*spool);
    fs::resize_file(left, 600'000);
    static_cast<void>(open());
    EXPECT_EQ(ids(), "a");
    EXPECT_NE(told().find("is damaged"), std::string::npos) << told();
}

TEST_F(ledger_spool_test, of_a_predecessor_is_taken_in_once_that_has_ended)
{
    std::string problem;
    static_cast<void>(open());
    std::optional<file_lock> its_lock{std::in_place, file(), std::chrono::milliseconds{}, true, problem};
    ASSERT_EQ(problem, "");
    auto its_spool = new_spool();
    auto how = settings();
    how.beside_predecessor = true;
    std::promise<spend_book> recovered;
    how.recovered = [&](spend_book const& book) { recovered.set_value(book); };
    auto const opened = open(how);
    auto entry = sample_entry("a");
    entry.key = "someone";
    static_cast<void>(its_spool->append(entry));

    auto const nothing = [&] { return ids().empty(); };
    opened.books->keep_alone();
    EXPECT_TRUE(testing::throughout(std::chrono::milliseconds{300}, nothing));
    its_lock.reset();
    EXPECT_TRUE(testing::throughout(std::chrono::milliseconds{300}, nothing)) << "it may still write itself";
    its_spool.reset();
    EXPECT_TRUE(eventually([&] { return ids() == "a"; })) << told();
    EXPECT_TRUE(eventually([&] { return spools().size() == 1U; }));

    auto future = recovered.get_future();
    ASSERT_EQ(future.wait_for(testing::patience), std::future_status::ready) << told();
    auto const spent = future.get();
    EXPECT_EQ(spent.everything, (spend_record{entry.realized, entry.realized, entry.realized}));
    EXPECT_EQ(spent.keys.at("someone"), spent.everything);
    EXPECT_EQ(opened.spent.everything.all, 0);
    EXPECT_NE(refusal(settings()).find("is in use"), std::string::npos) << "nobody else gets in";
}

TEST_F(ledger_spool_test, a_damaged_or_foreign_one_harms_nothing)
{
    static_cast<void>(open());
    auto const spool = new_spool();
    static_cast<void>(spool->append(sample_entry("a")));
    static_cast<void>(spool->append(sample_entry("b")));
    auto const left = abandoned(*spool);
    auto bytes = testing::read_file(left);
    auto const second = bytes.rfind("scored");
    bytes[second] = 'S';
    std::ofstream{left, std::ios::binary} << bytes;
    static_cast<void>(open());
    EXPECT_EQ(ids(), "a");
    EXPECT_NE(told().find("is damaged"), std::string::npos) << told();
    EXPECT_FALSE(fs::exists(left));
    EXPECT_TRUE(fs::exists(left.parent_path() / ("damaged-" + left.filename().string())));

    directory_.write("ledger.db.spool-half", bytes.substr(0, 100));
    bytes[sizeof(std::uint64_t)] = 99; // the layout
    directory_.write("ledger.db.spool-newer", bytes);
    static_cast<void>(open());
    EXPECT_NE(told().find("another version"), std::string::npos) << told();
    EXPECT_TRUE(fs::exists(directory_.path() / "ledger.db.spool-newer"));
    EXPECT_FALSE(fs::exists(directory_.path() / "ledger.db.spool-half"));
}

TEST_F(ledger_spool_test, one_that_cannot_be_removed_is_not_written_twice)
{
    static_cast<void>(open());
    auto const spool = new_spool();
    static_cast<void>(spool->append(sample_entry("a")));
    auto const left = abandoned(*spool);
    fs::resize_file(left, 600'000); // damaged: to be renamed
    auto const taken = left.parent_path() / ("damaged-" + left.filename().string());
    fs::create_directories(taken / "in the way");
    static_cast<void>(open());
    EXPECT_TRUE(fs::exists(left));
    static_cast<void>(open());
    EXPECT_EQ(ids(), "a");
    fs::remove_all(taken);
    static_cast<void>(open());
    EXPECT_EQ(ids(), "a");
    EXPECT_FALSE(fs::exists(left));
}

TEST_F(ledger_spool_test, one_that_cannot_be_read_is_reported)
{
    fs::create_directories(directory_.path() / "ledger.db.spool-folder");
    static_cast<void>(open());
    EXPECT_NE(told().find("cannot open"), std::string::npos) << told();
}

/// An entry in the layout before propensities: the same without its last eight bytes.
std::string of_former_layout(ledger_entry const& entry)
{
    struct {
        std::uint64_t size;
        std::uint64_t sum;
    } frame{};
    std::array<char, 1'024> room{};
    auto const size = put_entry(entry, room) - sizeof frame - sizeof entry.propensity;
    std::string const body{room.data() + sizeof frame, size};
    frame = {size, entry_checksum(body)};
    return std::string{reinterpret_cast<char const*>(&frame), sizeof frame} + body;
}

TEST_F(ledger_spool_test, of_the_former_layout_is_taken_in)
{
    static_cast<void>(open());
    auto const spool = new_spool();
    static_cast<void>(spool->append(sample_entry("x")));
    auto const left = abandoned(*spool);
    auto bytes = testing::read_file(left);
    auto const entries = of_former_layout(sample_entry("a")) + of_former_layout(sample_entry("b"));
    auto const at = offsetof(spool_layout, halves) + offsetof(spool_half, bytes);
    bytes.replace(at, entries.size(), entries);
    std::uint64_t const used = entries.size();
    std::memcpy(bytes.data() + offsetof(spool_layout, halves) + offsetof(spool_half, used), &used,
                sizeof used);
    bytes[offsetof(spool_layout, entries)] = 1;
    std::ofstream{left, std::ios::binary} << bytes;
    auto const again = open();
    EXPECT_EQ(ids(), "a b");
    EXPECT_EQ(told().find("damaged"), std::string::npos) << told();
    EXPECT_FALSE(fs::exists(left));
    ASSERT_EQ(again.recent.size(), 2U);
    EXPECT_EQ(again.recent[0].propensity, 1.0);
    EXPECT_EQ(again.recent[0].realized, sample_entry().realized);
}

TEST_F(ledger_spool_test, says_when_it_is_full)
{
    auto const spool = new_spool();
    std::size_t count = 0;
    while (spool->append(sample_entry()) != ledger_spool::appended::not_at_all) ++count;
    EXPECT_GT(count, 1'000U);
    EXPECT_EQ(spool->take().entries.size(), count);
    EXPECT_EQ(spool->append(sample_entry()), ledger_spool::appended::as_first);
    auto huge = sample_entry();
    huge.key = std::string(1U << 20U, 'k');
    EXPECT_EQ(spool->append(huge), ledger_spool::appended::not_at_all);
    spool->settle();
}

TEST_F(ledger_spool_test, a_file_that_cannot_be_written_is_waited_for)
{
    auto const opened = open();
    auto const elsewhere = directory_.path() / "elsewhere.db";
    fs::rename(file(), elsewhere);
    EXPECT_TRUE(opened.books->book(sample_entry("a")));
    EXPECT_TRUE(eventually([&] { return !opened.books->healthy(); }));
    EXPECT_FALSE(opened.books->book(sample_entry("b"))) << "record() knows the rule";
    EXPECT_EQ(opened.books->backlog(), 1U);
    fs::rename(elsewhere, file());
    EXPECT_TRUE(eventually([&] { return opened.books->healthy(); }));
    EXPECT_EQ(ids(), "a");
    EXPECT_EQ(opened.books->backlog(), 0U);
}

TEST_F(ledger_spool_test, outlives_a_process_that_could_not_write)
{
    auto const elsewhere = directory_.path() / "elsewhere.db";
    {
        auto const opened = open();
        fs::rename(file(), elsewhere);
        EXPECT_TRUE(opened.books->book(sample_entry("a")));
        EXPECT_TRUE(eventually([&] { return !opened.books->healthy(); }));
    }
    fs::rename(elsewhere, file());
    static_cast<void>(open());
    EXPECT_EQ(ids(), "a");
    EXPECT_TRUE(spools().empty());
}

TEST_F(ledger_spool_test, eight_threads_book_at_once)
{
    constexpr int threads = 8;
    constexpr int each = 2'000;
    auto const opened = open();
    {
        std::vector<std::thread> running;
        for (int thread = 0; thread < threads; ++thread)
            running.emplace_back([&] {
                for (int number = 0; number < each; ++number) opened.books->keep(sample_entry());
            });
        for (auto& thread : running) thread.join();
    }
    auto const found = report(*opened.books).all;
    EXPECT_EQ(found.requests, threads * each);
    EXPECT_EQ(found.realized, threads * each * sample_entry().realized);
}

/// Books endlessly, and reports each entry to the pipe.
[[noreturn]] void book_for_ever(ledger_settings how, int first, int pipe)
{
    auto opened = ledger::open(std::move(how));
    if (!std::holds_alternative<opened_ledger>(opened)) ::_exit(1);
    auto& books = *std::get<opened_ledger>(opened).books;
    for (int number = first;; ++number) {
        auto const entry = sample_entry(std::to_string(number));
        while (!books.book(entry)) std::this_thread::yield(); // full for a moment
        if (::write(pipe, &number, sizeof number) != sizeof number) ::_exit(2);
    }
}

TEST_F(ledger_spool_test, every_booked_row_survives_kill_9_once)
{
    constexpr int rounds = 20;
    std::int64_t booked = 0;
    for (int round = 0; round < rounds; ++round) {
        std::array<int, 2> ends{};
        ASSERT_EQ(::pipe(ends.data()), 0);
        auto how = settings();
        how.patience = testing::patience;
        auto const child = ::fork();
        if (child == 0) book_for_ever(how, round * 1'000'000, ends[1]);
        ::close(ends[1]);
        std::set<int> numbers;
        int number{};
        auto const enough = static_cast<std::size_t>(1 + 137 * round);
        while (::read(ends[0], &number, sizeof number) == sizeof number) {
            numbers.insert(number);
            if (numbers.size() == enough) ::kill(child, SIGKILL);
        }
        ::close(ends[0]);
        ::waitpid(child, nullptr, 0);
        how.recent = 1'000'000;
        auto const again = open(how);
        std::multiset<int> found;
        for (auto const& entry : again.recent) found.insert(std::stoi(entry.request_id));
        EXPECT_TRUE(std::includes(found.begin(), found.end(), numbers.begin(), numbers.end()));
        EXPECT_EQ(std::set<int>(found.begin(), found.end()).size(), found.size()) << "each once";
        EXPECT_EQ(again.spent.everything.all,
                  static_cast<std::int64_t>(found.size()) * sample_entry().realized);
        booked += static_cast<std::int64_t>(numbers.size());
    }
    EXPECT_GT(booked, rounds);
}

TEST(entry_bytes, stops_at_whatever_is_not_whole)
{
    std::array<char, 1'024> room{};
    auto entry = sample_entry("id");
    entry.tags = {"one", "", "three"};
    entry.propensity = 0.25;
    auto const size = put_entry(entry, room);
    ASSERT_GT(size, 0U);
    EXPECT_EQ(put_entry(entry, std::span{room}.first(size - 1)), 0U);
    for (std::size_t cut = 0; cut < size; ++cut) {
        std::string_view front{room.data(), cut};
        EXPECT_FALSE(take_entry(front)) << cut;
    }
    for (std::size_t at = 0; at < size; ++at) {
        auto changed = room;
        changed.at(at) = static_cast<char>(changed.at(at) ^ 0x10);
        std::string_view bytes{changed.data(), size};
        EXPECT_FALSE(take_entry(bytes)) << at;
    }
    std::string_view bytes{room.data(), size};
    auto const again = take_entry(bytes);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->tags, entry.tags);
    EXPECT_EQ(again->request_id, "id");
    EXPECT_EQ(again->propensity, 0.25);
    EXPECT_TRUE(bytes.empty());
}

} // namespace
} // namespace wayfinder::control
