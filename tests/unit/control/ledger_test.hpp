// A ledger in its own directory, and queries on it from outside.
#pragma once

#include "control/ledger.hpp"
#include "control/ledger/sqlite.hpp"
#include "support/temporary_directory.hpp"
#include "support/timing.hpp"

#include <gtest/gtest.h>

#include <future>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace wayfinder::control {

using testing::eventually;
using testing::temporary_directory;
using system_time = std::chrono::system_clock;

/// An answered request that cost a thousandth of a dollar and would have cost three.
inline ledger_entry sample_entry(std::string id = "a")
{
    ledger_entry entry;
    entry.at = system_time::now();
    entry.request_id = std::move(id);
    entry.chosen = entry.served = "local";
    entry.mode = "scored";
    entry.status = 200;
    entry.tokens = {100, 40, 20};
    entry.source = wire::usage_source::reported;
    entry.realized = 1'000'000;
    entry.baseline = 3'000'000;
    return entry;
}

/// Columns of the first row of a query on a separate connection, as text; the reason if there is none.
inline std::vector<std::string> look_up(std::filesystem::path const& file, std::string const& sql,
                                        int columns = 1)
{
    std::string problem;
    auto const connection = sqlite::database::open(file, sqlite::access::read, problem);
    if (!connection) return {problem};
    std::vector<std::string> found;
    sqlite::statement query{connection, sql};
    auto const code = query.each([&](auto const& row) {
        for (int column = 0; found.size() < static_cast<std::size_t>(columns); ++column)
            found.emplace_back(row.text(column));
    });
    return code == 0 ? found : std::vector{connection.problem(code)};
}

inline std::int64_t number(std::filesystem::path const& file, std::string const& sql)
{
    auto const found = look_up(file, sql);
    return found.empty() || found[0].empty() ? 0 : std::stoll(found[0]);
}

/// Empty if it is done.
inline std::string execute(std::filesystem::path const& file, std::string const& sql)
{
    std::string problem;
    auto connection = sqlite::database::open(file, sqlite::access::create, problem);
    if (!connection) return problem;
    auto const code = connection.execute(sql);
    return code == 0 ? std::string{} : connection.problem(code);
}

class ledger_test : public ::testing::Test {
protected:
    [[nodiscard]] std::filesystem::path file() const { return directory_.path() / "ledger.db"; }

    ledger_settings settings()
    {
        ledger_settings all;
        all.place.file = file();
        all.patience = {};
        all.tell = [this](std::string const& line) {
            std::lock_guard const lock{mutex_};
            told_ += line + "\n";
        };
        return all;
    }
    [[nodiscard]] std::string told() const
    {
        std::lock_guard const lock{mutex_};
        return told_;
    }

    opened_ledger open() { return open(settings()); }
    static opened_ledger open(ledger_settings how)
    {
        auto opened = ledger::open(std::move(how));
        auto const* problem = std::get_if<std::string>(&opened);
        EXPECT_EQ(problem, nullptr) << *problem;
        return problem == nullptr ? std::move(std::get<opened_ledger>(opened)) : opened_ledger{};
    }
    static std::string refusal(ledger_settings how)
    {
        auto opened = ledger::open(std::move(how));
        auto const* problem = std::get_if<std::string>(&opened);
        return problem == nullptr ? "opened" : *problem;
    }

    /// Waits for the commit; returns the problem, if any.
    static std::string record(ledger& books, ledger_entry entry)
    {
        std::promise<std::string> said;
        books.record(std::move(entry), [&](std::string const& problem) { said.set_value(problem); });
        return said.get_future().get();
    }

    static savings_report report(ledger& books, savings_period period = savings_period::all)
    {
        std::promise<std::variant<savings_report, std::string>> said;
        books.report(period, [&](auto found) { said.set_value(std::move(found)); });
        auto found = said.get_future().get();
        auto const* problem = std::get_if<std::string>(&found);
        EXPECT_EQ(problem, nullptr) << *problem;
        return problem == nullptr ? std::get<savings_report>(found) : savings_report{};
    }

    temporary_directory directory_;

private:
    mutable std::mutex mutex_;
    std::string told_;
};

} // namespace wayfinder::control
