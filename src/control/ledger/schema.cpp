#include "control/ledger/schema.hpp"

#include "control/ledger/sums.hpp"

#include <sqlite3.h>

namespace wayfinder::control {
namespace {

constexpr int application = 0x77'66'72'6C; // "wfrl", in the file's header, for `file` and the gateway

/// The instant of a request is its key, so that rows are in time order without an index.
constexpr auto request_table = R"(
CREATE TABLE requests(
  at INTEGER PRIMARY KEY, -- nanoseconds since 1970, moved on by one where two fell on the same
  day INTEGER NOT NULL,   -- days since 1970-01-01 in the gateway's time zone
  request_id TEXT NOT NULL, key TEXT NOT NULL, tags TEXT NOT NULL, -- tags: a JSON array
  chosen TEXT NOT NULL, served TEXT NOT NULL, score REAL, mode TEXT NOT NULL,
  propensity REAL NOT NULL DEFAULT 1, -- how likely the chosen model was
  status INTEGER NOT NULL, outcome TEXT NOT NULL, streamed INTEGER NOT NULL,
  prompt_tokens INTEGER NOT NULL, cached_prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL,
  usage TEXT NOT NULL,
  unit TEXT NOT NULL, realized INTEGER NOT NULL, baseline INTEGER NOT NULL, cache_saved INTEGER NOT NULL,
  total_us INTEGER NOT NULL, first_byte_us INTEGER NOT NULL))";

constexpr auto note_table = "CREATE TABLE notes(name TEXT PRIMARY KEY, value) WITHOUT ROWID";

/// A new file needs no flush to disk: a power failure leaves it empty or complete.
constexpr auto nothing_to_lose = "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY";

/// When a commit returns, the system has it: it survives even a sudden end of the process, and is flushed to
/// disk only now and then.
constexpr auto ways_of_writing = "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; "
                                 "PRAGMA journal_size_limit = 134217728";

std::string totals_table()
{
    return "CREATE TABLE totals(day INTEGER, dimension TEXT, name TEXT, unit TEXT, " +
           listed(sum_columns,
                  [](auto const& column) { return std::string{column.name} + " INTEGER NOT NULL"; }) +
           ", PRIMARY KEY(day, dimension, name, unit)) WITHOUT ROWID";
}

struct header {
    std::int64_t application{};
    std::int64_t version{};
    std::int64_t tables{};
};

int read_header(sqlite::database const& connection, header& found)
{
    sqlite::statement query{connection, "SELECT application_id, user_version, (SELECT count(*) FROM "
                                        "sqlite_schema) FROM pragma_application_id, pragma_user_version"};
    return query.each([&](auto const& row) { found = {row.integer(0), row.integer(1), row.integer(2)}; });
}

std::string unfit(sqlite::database const& connection, header const& found)
{
    if (found.application != application)
        return connection.subject() + " is not a ledger of wayfinder-router; give the gateway another file";
    if (found.version > ledger_schema)
        return connection.subject() + " was written by a newer wayfinder-router: its schema is " +
               std::to_string(found.version) + ", this one supports " + std::to_string(ledger_schema) +
               "; run the newer one, or give this one another file";
    return {};
}

int create(sqlite::database& connection)
{
    sqlite::transaction whole{connection};
    auto code = whole.code();
    for (auto const& sql : {std::string{request_table}, totals_table(), std::string{note_table},
                            "PRAGMA application_id = " + std::to_string(application),
                            "PRAGMA user_version = " + std::to_string(ledger_schema)})
        if (code == SQLITE_OK) code = connection.execute(sql);
    return code == SQLITE_OK ? whole.commit() : code;
}

/// Works beside a predecessor, too: rows that it inserts get the default.
int upgrade(sqlite::database& connection)
{
    sqlite::transaction whole{connection};
    auto code = whole.code();
    header now; // another process may have upgraded it first
    if (code == SQLITE_OK) code = read_header(connection, now);
    if (code == SQLITE_OK && now.version == ledger_schema) return whole.commit();
    for (auto const& sql : {std::string{"ALTER TABLE requests ADD COLUMN propensity REAL NOT NULL DEFAULT 1"},
                            "PRAGMA user_version = " + std::to_string(ledger_schema)})
        if (code == SQLITE_OK) code = connection.execute(sql);
    return code == SQLITE_OK ? whole.commit() : code;
}

std::string write_ahead(sqlite::database& connection)
{
    std::string mode;
    sqlite::statement journal{connection, "PRAGMA journal_mode = WAL"};
    if (auto const code = journal.each([&](auto const& row) { mode = row.text(0); }); code != SQLITE_OK)
        return connection.problem(code);
    if (mode == "wal") return {};
    return connection.subject() + ": its file system does not support a write-ahead log; give the gateway a "
                                  "file on a local disk";
}

} // namespace

std::string prepare_for_writing(sqlite::database& connection)
{
    header found;
    if (auto const code = read_header(connection, found); code != SQLITE_OK) return connection.problem(code);
    bool const empty = found.application == 0 && found.version == 0 && found.tables == 0;
    if (auto problem = empty ? std::string{} : unfit(connection, found); !problem.empty()) return problem;
    int code = empty ? connection.execute(nothing_to_lose) : SQLITE_OK;
    if (code == SQLITE_OK)
        if (auto problem = write_ahead(connection); !problem.empty()) return problem;
    if (code == SQLITE_OK && empty) code = create(connection);
    if (code == SQLITE_OK && !empty && found.version < ledger_schema) code = upgrade(connection);
    if (code == SQLITE_OK) code = connection.execute(ways_of_writing);
    return code == SQLITE_OK ? std::string{} : connection.problem(code);
}

std::string check_for_reading(sqlite::database& connection)
{
    header found;
    auto const code = read_header(connection, found);
    return code == SQLITE_OK ? unfit(connection, found) : connection.problem(code);
}

} // namespace wayfinder::control
