// What expires, and what never does.
#include "ledger_test.hpp"

namespace wayfinder::control {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

class ledger_retention : public ledger_test {
protected:
    void write(ledger_entry entry, days ago)
    {
        entry.at = now_ - ago;
        ledger_entry const* const one = &entry;
        EXPECT_EQ(store().write({&one, 1}), "");
    }

    /// To the end; returns the number of steps.
    int prune(days retention)
    {
        int steps = 0;
        for (bool more = true; more; ++steps) EXPECT_EQ(store().prune(now_, retention, more), "");
        return steps;
    }

    ledger_store& store()
    {
        if (!store_) store_ = std::get<0>(ledger_store::open(file(), calendar_));
        return *store_;
    }

    [[nodiscard]] std::int64_t rows() const { return number(file(), "SELECT count(*) FROM requests"); }

    system_time::time_point const now_ = system_time::time_point{} + days{20'000} + 12h;
    calendar calendar_{"Europe/Berlin"};
    std::unique_ptr<ledger_store> store_;
};

TEST_F(ledger_retention, rows_go_when_they_are_too_old_and_their_sums_stay)
{
    for (int ago = 0; ago < 10; ++ago) write(sample_entry(), days{ago});
    prune(days{3});
    EXPECT_EQ(rows(), 4); // the fourth is 3 days old to the instant
    EXPECT_EQ(number(file(), "SELECT sum(requests) FROM totals WHERE dimension = 'model'"), 10);
    prune(days{0});
    EXPECT_EQ(rows(), 1);
}

TEST_F(ledger_retention, goes_in_small_steps)
{
    auto const entry = sample_entry();
    for (int count = 0; count < 1'200; ++count) write(entry, days{5});
    write(entry, days{0});
    EXPECT_EQ(prune(days{1}), 3);
    EXPECT_EQ(rows(), 1);
}

TEST_F(ledger_retention, a_retention_beyond_the_clock_keeps_all)
{
    write(sample_entry(), days{19'999});
    prune(days::max());
    EXPECT_EQ(rows(), 1);
}

TEST_F(ledger_retention, days_beyond_400_are_summed_up_for_ever)
{
    auto entry = sample_entry();
    entry.key = "team";
    entry.tags = {"x"};
    for (auto const ago : {0, 399, 400, 401, 5'000}) write(entry, days{ago});
    EXPECT_EQ(number(file(), "SELECT count(DISTINCT day) FROM totals"), 5);
    prune(days{90});
    EXPECT_EQ(number(file(), "SELECT count(DISTINCT day) FROM totals"), 3);
    EXPECT_EQ(number(file(), "SELECT requests FROM totals WHERE day = 0 AND dimension = 'key'"), 3);
    EXPECT_EQ(number(file(), "SELECT min(day) FROM totals WHERE day > 0"), 20'000 - 399);
    spend_book book;
    EXPECT_EQ(store().spent(now_, book), "");
    EXPECT_EQ(book.everything, (spend_record{1'000'000, 1'000'000, 5'000'000}));
    EXPECT_EQ(book.keys, (spend_book::by_name{{"team", {1'000'000, 1'000'000, 5'000'000}}}));
    write(entry, days{6'000}); // and what joins them later
    prune(days{90});
    EXPECT_EQ(number(file(), "SELECT baseline FROM totals WHERE day = 0 AND dimension = 'tag'"), 12'000'000);
    auto const all = read_savings(file(), savings_period::all, 20'000);
    ASSERT_TRUE(std::holds_alternative<savings_report>(all));
    EXPECT_EQ(std::get<savings_report>(all).by_day.at("older").requests, 4);
    EXPECT_EQ(std::get<savings_report>(all).all.requests, 6);
}

TEST_F(ledger_retention, happens_at_start_and_without_traffic)
{
    {
        auto entry = sample_entry();
        entry.at -= days{10};
        auto const opened = open();
        record(*opened.books, entry);
        record(*opened.books, sample_entry());
    }
    auto how = settings();
    how.place.retention = days{7};
    auto const opened = open(how);
    EXPECT_TRUE(eventually([&] { return rows() == 1; }));
}

/// Sums that do not fit in 64 bits saturate, and the ledger continues.
TEST_F(ledger_retention, absurd_amounts_do_no_harm)
{
    auto entry = sample_entry();
    entry.realized = std::numeric_limits<std::int64_t>::max();
    entry.tokens.prompt = std::numeric_limits<std::uint64_t>::max();
    entry.score = std::numeric_limits<double>::quiet_NaN();
    for (int count = 0; count < 3; ++count) write(entry, days{0});
    spend_book book;
    EXPECT_EQ(store().spent(now_, book), "");
    EXPECT_EQ(book.everything.all, std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(rows(), 3);
}

} // namespace
} // namespace wayfinder::control
