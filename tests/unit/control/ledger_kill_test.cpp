// kill -9 at any moment: what was acknowledged is there afterwards.
#include "ledger_test.hpp"

#include <csignal>
#include <random>
#include <semaphore>
#include <set>

#include <sys/wait.h>
#include <unistd.h>

namespace wayfinder::control {
namespace {

/// Records endlessly and writes the number of each entry to the pipe once it is acknowledged.
[[noreturn]] void record_for_ever(ledger_settings how, int first, int pipe)
{
    auto opened = ledger::open(std::move(how));
    if (!std::holds_alternative<opened_ledger>(opened)) ::_exit(1);
    auto& books = *std::get<opened_ledger>(opened).books;
    std::counting_semaphore<32> room{32};
    for (int number = first;; ++number) {
        room.acquire();
        books.record(sample_entry(std::to_string(number)), [&, number](std::string const& problem) {
            if (!problem.empty() || ::write(pipe, &number, sizeof number) != sizeof number) ::_exit(2);
            room.release();
        });
    }
}

/// The numbers that a killed child has acknowledged, `enough` at least.
std::set<int> acknowledged_until_killed(ledger_settings const& how, int first, std::size_t enough)
{
    int ends[2];
    if (::pipe(ends) != 0) return {};
    auto const child = ::fork();
    if (child == 0) record_for_ever(how, first, ends[1]);
    ::close(ends[1]);
    std::set<int> numbers;
    int number{};
    while (::read(ends[0], &number, sizeof number) == sizeof number) {
        numbers.insert(number);
        if (numbers.size() == enough) ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    int status{};
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << status;
    return numbers;
}

TEST_F(ledger_test, every_acknowledged_row_survives_kill_9)
{
    constexpr int rounds = 20;
    constexpr int numbers_a_round = 1'000'000;
    std::mt19937 engine{7};
    std::set<int> acknowledged;
    for (int round = 0; round < rounds; ++round) {
        auto const enough = std::uniform_int_distribution<std::size_t>{1, 400}(engine);
        auto how = settings();
        how.patience = testing::patience;
        acknowledged.merge(acknowledged_until_killed(how, round * numbers_a_round, enough));
        how.recent = 1'000'000;
        auto const again = open(how);
        std::set<int> found;
        for (auto const& entry : again.recent) found.insert(std::stoi(entry.request_id));
        EXPECT_TRUE(std::includes(found.begin(), found.end(), acknowledged.begin(), acknowledged.end()));
        EXPECT_EQ(again.spent.everything.all,
                  static_cast<std::int64_t>(found.size()) * sample_entry().realized);
    }
    EXPECT_GT(acknowledged.size(), static_cast<std::size_t>(rounds));
    EXPECT_EQ(look_up(file(), "PRAGMA integrity_check"), std::vector<std::string>{"ok"});
}

} // namespace
} // namespace wayfinder::control
