#include "control/ledger/store.hpp"

#include "control/ledger/schema.hpp"

#include <algorithm>
#include <sqlite3.h>

namespace wayfinder::control {
namespace {

constexpr std::size_t rows_a_step = 500;

/// Performs each step in turn until one fails.
template <class... Steps>
int first_failure(Steps... steps)
{
    int code = SQLITE_OK;
    static_cast<void>((((code = steps()) == SQLITE_OK) && ...));
    return code;
}

std::string moved_text(sqlite::database const& database)
{
    return database.subject() + " has been moved or removed while it was in use; put it back, or restart the "
                                "gateway";
}

void add_spend(spend_record& record, ledger_total const& total, local_day const& today)
{
    auto const spent = total.sums.realized;
    record.all = sum(record.all, spent);
    if (month_of(total.day) == today.month) record.month = sum(record.month, spent);
    if (total.day == today.number) record.day = sum(record.day, spent);
}

spend_record& record_of(spend_book& book, ledger_total const& total)
{
    if (total.dimension == dimension::model) return book.everything;
    return (total.dimension == dimension::key ? book.keys : book.tags)[total.name];
}

} // namespace

ledger_store::opened ledger_store::open(std::filesystem::path const& file, calendar const& days)
{
    std::string problem;
    auto database = sqlite::database::open(file, sqlite::access::create, problem);
    if (database) problem = prepare_for_writing(database);
    if (!problem.empty()) return problem;
    return std::unique_ptr<ledger_store>{new ledger_store{std::move(database), days}};
}

ledger_store::ledger_store(sqlite::database database, calendar const& days)
    : database_{std::move(database)},
      days_{days},
      requests_{database_},
      totals_{database_},
      note_{database_, "INSERT OR REPLACE INTO notes(name, value) VALUES (?, ?)"}
{
    database_.watch_log(log_pages_);
}

std::string ledger_store::problem_of(int code) const
{
    return code == SQLITE_OK ? std::string{} : database_.problem(code);
}

std::string ledger_store::write(std::span<ledger_entry const* const> entries, spool_mark const* from)
{
    if (database_.moved()) return moved_text(database_);
    sqlite::transaction whole{database_};
    auto const mark = [&] {
        return from == nullptr ? SQLITE_OK
                               : note_.run(from->name, static_cast<std::int64_t>(from->generation));
    };
    return problem_of(first_failure([&] { return whole.code(); }, [&] { return write_rows(entries); }, mark,
                                    [&] { return whole.commit(); }));
}

std::string ledger_store::write(spooled const& batch)
{
    std::vector<ledger_entry const*> entries;
    for (auto const& each : batch.entries) entries.push_back(&each);
    return write(entries, &batch.mark);
}

std::optional<std::uint64_t> ledger_store::written_of(std::string const& spool)
{
    std::int64_t found{};
    sqlite::statement query{database_, "SELECT value FROM notes WHERE name = ?"};
    auto const code = query.each([&](auto const& row) { found = row.integer(0); }, spool);
    if (code != SQLITE_OK) return std::nullopt;
    return static_cast<std::uint64_t>(found);
}

/// If it fails, a note remains that nothing reads.
void ledger_store::forget_spool(std::string const& spool)
{
    sqlite::statement clear{database_, "DELETE FROM notes WHERE name = ?"};
    clear.run(spool);
}

int ledger_store::write_rows(std::span<ledger_entry const* const> entries)
{
    for (auto const* entry : entries)
        if (auto const code = requests_.add(*entry, day_of(*entry, days_)); code != SQLITE_OK) return code;
    for (auto const& [where, sums] : totals_of(entries, days_))
        if (auto const code = totals_.add(where, sums); code != SQLITE_OK) return code;
    return SQLITE_OK;
}

int ledger_store::set_note(std::string_view name, std::string_view value)
{
    return note_.run(name, value);
}

std::string ledger_store::probe()
{
    if (database_.moved()) return moved_text(database_);
    // The space freed in the file by the deleted note is room for the next rows.
    sqlite::statement fill{database_,
                           "INSERT OR REPLACE INTO notes(name, value) VALUES ('probe', zeroblob(65536))"};
    sqlite::statement clear{database_, "DELETE FROM notes WHERE name = 'probe'"};
    return problem_of(first_failure([&] { return fill.run(); }, [&] { return clear.run(); }));
}

std::string ledger_store::prune(instant now, std::chrono::days retention, bool& more)
{
    more = false;
    constexpr std::chrono::days for_ever{100'000}; // close to the clock's range
    int code = requests_.prune(now - std::min(retention, for_ever), rows_a_step);
    auto const deleted = sqlite3_changes(database_.get());
    if (code != SQLITE_OK) return problem_of(code);
    auto const oldest = totals_.oldest_day(code);
    bool const fold =
        code == SQLITE_OK && oldest != long_ago && oldest <= days_.day_of(now).number - days_kept;
    if (fold) {
        sqlite::transaction whole{database_};
        code = first_failure([&] { return whole.code(); }, [&] { return totals_.fold(oldest); },
                             [&] { return whole.commit(); });
    }
    more = fold || deleted == static_cast<int>(rows_a_step);
    return problem_of(code);
}

bool ledger_store::may_import(std::string_view note)
{
    std::int64_t found = 1;
    sqlite::statement query{database_, "SELECT EXISTS(SELECT 1 FROM notes WHERE name = ?) OR "
                                       "EXISTS(SELECT 1 FROM totals) OR EXISTS(SELECT 1 FROM requests)"};
    auto const code = query.each([&](auto const& row) { found = row.integer(0); }, note);
    return code == SQLITE_OK && found == 0;
}

std::string ledger_store::import(std::span<ledger_total const> totals, std::string_view note, bool& done)
{
    done = false;
    sqlite::transaction whole{database_};
    if (whole.code() != SQLITE_OK) return problem_of(whole.code());
    if (!may_import(note)) return {};
    int code = set_note(note, "");
    for (auto const& total : totals)
        if (code == SQLITE_OK)
            code = totals_.add({total.day, total.dimension, total.name, total.unit}, total.sums);
    if (code == SQLITE_OK) code = whole.commit();
    done = code == SQLITE_OK;
    return problem_of(code);
}

std::string ledger_store::spent(instant now, spend_book& book) const
{
    auto const today = days_.day_of(now);
    book.today = today.number;
    return problem_of(each_total(database_, long_ago, [&](ledger_total const& total) {
        if (total.unit == unit::usd) add_spend(record_of(book, total), total, today);
    }));
}

spend_book ledger_store::spent_by(std::span<ledger_entry const> entries, instant now) const
{
    auto const today = days_.day_of(now);
    spend_book book;
    book.today = today.number;
    std::vector<ledger_entry const*> all;
    for (auto const& each : entries) all.push_back(&each);
    for (auto const& [where, sums] : totals_of(all, days_)) {
        ledger_total const total{where.day, where.dimension, std::string{where.name}, where.unit, sums};
        if (total.unit == unit::usd) add_spend(record_of(book, total), total, today);
    }
    return book;
}

std::string ledger_store::recent(std::size_t most, std::vector<ledger_entry>& found) const
{
    return problem_of(recent_requests(database_, most, found));
}

} // namespace wayfinder::control
