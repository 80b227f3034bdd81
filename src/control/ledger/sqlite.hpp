// The part of SQLite's C interface that the ledger needs. Result codes are SQLite's; nothing throws.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace wayfinder::control::sqlite {

enum class access : unsigned char {
    read,   ///< of an existing file
    write,  ///< to an existing file
    create, ///< to a file that may not exist; a new one is readable by its owner only
};

/// A connection, for one thread at a time.
class database {
public:
    /// How long to wait for other programs that write to the same file.
    static constexpr int busy_milliseconds = 2'000;

    /// Returns a closed one on failure; `problem` then says why.
    static database open(std::filesystem::path const& file, access how, std::string& problem);

    explicit operator bool() const { return connection_ != nullptr; }
    [[nodiscard]] sqlite3* get() const { return connection_.get(); }

    /// For statements without values and without rows of interest.
    int execute(char const* sql);
    int execute(std::string const& sql) { return execute(sql.c_str()); }

    /// Its name in messages.
    [[nodiscard]] std::string subject() const { return "the ledger " + file_.string(); }

    /// What is wrong, in words for the operator: the file, what happened to it, and what to do.
    [[nodiscard]] std::string problem(int code) const;

    /// From now on, `pages` is the length of the write-ahead log after each commit. Only checkpoint() copies
    /// it into the database any more.
    void watch_log(int& pages);
    /// As far as readers allow; other connections can commit meanwhile. Flushes to disk.
    int checkpoint();

    /// True if the file has been moved or removed since it was opened.
    [[nodiscard]] bool moved() const;

private:
    struct closing {
        void operator()(sqlite3* connection) const;
    };

    std::filesystem::path file_;
    std::unique_ptr<sqlite3, closing> connection_;
};

/// Prepared once, run often. An error in preparing it is reported when it is run.
class statement {
public:
    statement(database const& of, std::string const& sql);

    /// Runs it to completion. SQLITE_OK, or the error.
    template <class... Values>
    int run(Values const&... values)
    {
        bind_all(values...);
        while (next()) {
        }
        return finish();
    }

    /// Calls `visit(*this)` for each row. SQLITE_OK, or the error.
    template <class Visit, class... Values>
    int each(Visit visit, Values const&... values)
    {
        bind_all(values...);
        while (next()) visit(*this);
        return finish();
    }

    /// A column of the current row, counted from 0. Text is valid until the next row.
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] std::string_view text(int column) const;

private:
    struct finalizing {
        void operator()(sqlite3_stmt* prepared) const;
    };

    template <class... Values>
    void bind_all(Values const&... values)
    {
        int at = 0;
        (bind(++at, values), ...);
    }
    /// Text is not copied; it must live until the statement has run.
    void bind(int at, std::string_view value);
    void bind(int at, std::int64_t value);
    void bind(int at, double value);

    bool next();
    int finish();

    int prepared_as_{};
    std::unique_ptr<sqlite3_stmt, finalizing> prepared_;
};

/// All or nothing: rolled back unless committed.
class transaction {
public:
    explicit transaction(database& of);
    ~transaction();
    transaction(transaction const&) = delete;
    transaction& operator=(transaction const&) = delete;

    /// The result of beginning it.
    [[nodiscard]] int code() const { return code_; }
    int commit();

private:
    database& database_;
    int code_;
};

} // namespace wayfinder::control::sqlite
