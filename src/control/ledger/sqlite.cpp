#include "control/ledger/sqlite.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <system_error>
#include <unistd.h>

namespace wayfinder::control::sqlite {
namespace {

namespace fs = std::filesystem;

/// SQLite would create it readable by everyone. Its other files inherit the permissions of this one.
void create_for_owner_only(fs::path const& file)
{
    constexpr mode_t owner_only = 0600;
    auto const created = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_EXCL, owner_only);
    if (created >= 0) ::close(created);
}

char const* remedy_of(int code)
{
    switch (code & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return "; restore it from a backup, or move it away to start a new one (sqlite3 FILE .recover saves "
               "what it can)";
    case SQLITE_FULL:
        return "; free some space, and writing resumes automatically";
    case SQLITE_BUSY:
        return "; another program holds its write lock";
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return "; the gateway must be allowed to write to the file and to its directory";
    default:
        return "";
    }
}

} // namespace

database database::open(fs::path const& file, access how, std::string& problem)
{
    database opened;
    opened.file_ = file;
    if (how == access::create) create_for_owner_only(file);
    auto const flags = how == access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    sqlite3* connection{};
    auto const code = sqlite3_open_v2(file.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    opened.connection_.reset(connection);
    if (code == SQLITE_OK) {
        sqlite3_extended_result_codes(connection, 1);
        sqlite3_busy_timeout(connection, busy_milliseconds);
        return opened;
    }
    problem = opened.problem(code);
    opened.connection_.reset();
    return opened;
}

int database::execute(char const* sql)
{
    return sqlite3_exec(get(), sql, nullptr, nullptr, nullptr);
}

std::string database::problem(int code) const
{
    auto const kind = code & 0xFF;
    auto text = subject() + ": " + sqlite3_errstr(code);
    if (kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN)
        if (auto const reason = sqlite3_system_errno(get()); reason != 0)
            text += " (" + std::error_code{reason, std::generic_category()}.message() + ")";
    return text + remedy_of(code);
}

void database::watch_log(int& pages)
{
    auto const note = [](void* where, sqlite3*, char const*, int now) {
        *static_cast<int*>(where) = now;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(get(), note, &pages);
}

int database::checkpoint()
{
    return sqlite3_wal_checkpoint_v2(get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

bool database::moved() const
{
    int moved = 0;
    return sqlite3_file_control(get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0;
}

void database::closing::operator()(sqlite3* connection) const
{
    sqlite3_close_v2(connection);
}

statement::statement(database const& of, std::string const& sql)
{
    sqlite3_stmt* prepared{};
    prepared_as_ = sqlite3_prepare_v3(of.get(), sql.c_str(), static_cast<int>(sql.size()) + 1,
                                      SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    prepared_.reset(prepared);
}

void statement::bind(int at, std::string_view value)
{
    constexpr auto not_null = "";
    sqlite3_bind_text64(prepared_.get(), at, value.empty() ? not_null : value.data(), value.size(),
                        SQLITE_STATIC, SQLITE_UTF8);
}

void statement::bind(int at, std::int64_t value)
{
    sqlite3_bind_int64(prepared_.get(), at, value);
}

void statement::bind(int at, double value)
{
    sqlite3_bind_double(prepared_.get(), at, value);
}

bool statement::next()
{
    return prepared_ != nullptr && sqlite3_step(prepared_.get()) == SQLITE_ROW;
}

int statement::finish()
{
    return prepared_ == nullptr ? prepared_as_ : sqlite3_reset(prepared_.get());
}

std::int64_t statement::integer(int column) const
{
    return sqlite3_column_int64(prepared_.get(), column);
}

double statement::real(int column) const
{
    return sqlite3_column_double(prepared_.get(), column);
}

std::string_view statement::text(int column) const
{
    auto const* const bytes =
        static_cast<char const*>(static_cast<void const*>(sqlite3_column_text(prepared_.get(), column)));
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(prepared_.get(), column));
    return bytes == nullptr ? std::string_view{} : std::string_view{bytes, size};
}

void statement::finalizing::operator()(sqlite3_stmt* prepared) const
{
    sqlite3_finalize(prepared);
}

transaction::transaction(database& of) : database_{of}, code_{of.execute("BEGIN IMMEDIATE")} {}

transaction::~transaction()
{
    if (sqlite3_get_autocommit(database_.get()) == 0) database_.execute("ROLLBACK");
}

int transaction::commit()
{
    return database_.execute("COMMIT");
}

} // namespace wayfinder::control::sqlite
