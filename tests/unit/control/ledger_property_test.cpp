// For any records: the rows, the totals and the report agree, to the nano-dollar.
#include "ledger_test.hpp"

#include <map>
#include <random>
#include <set>

namespace wayfinder::control {
namespace {

class random_entries {
public:
    explicit random_entries(unsigned seed) : engine_{seed} {}

    ledger_entry next()
    {
        ledger_entry entry;
        entry.at = now_ - std::chrono::seconds{upto(60 * 86'400)};
        entry.request_id = std::to_string(upto(1'000'000));
        if (upto(3) > 0) entry.key = "key-" + std::to_string(upto(4));
        for (auto const* tag : {"red", "green", "blue"})
            if (upto(2) > 0) entry.tags.emplace_back(tag);
        entry.chosen = entry.served = "model-" + std::to_string(upto(3));
        entry.outcome = static_cast<outcome>(upto(4));
        entry.source = static_cast<wire::usage_source>(upto(3));
        entry.unit = static_cast<unit>(upto(2));
        if (entry.outcome == outcome::failed) return entry;
        auto const prompt = static_cast<std::uint64_t>(upto(100'000));
        entry.tokens = {prompt, prompt / 2, static_cast<std::uint64_t>(upto(5'000))};
        if (entry.unit == unit::unpriced) return entry;
        entry.baseline = upto(2'000'000'000);
        if (entry.outcome == outcome::cached)
            entry.cache_saved = upto(1'000'000'000);
        else
            entry.realized = upto(2'000'000'000);
        return entry;
    }

private:
    std::int64_t upto(std::int64_t most)
    {
        return std::uniform_int_distribution<std::int64_t>{0, most}(engine_);
    }

    std::mt19937 engine_;
    system_time::time_point now_{system_time::now()};
};

/// Each total next to the sum of its rows; a difference is a row of the result.
constexpr auto differences = R"(
WITH parts AS (
  SELECT day, 'model' AS dimension, served AS name, * FROM requests
  UNION ALL SELECT day, 'key', key, * FROM requests WHERE key <> ''
  UNION ALL SELECT requests.day, 'tag', json_each.value, requests.* FROM requests, json_each(requests.tags)),
summed AS (
  SELECT day, dimension, name, unit, count(*), sum(outcome = 'cached'),
    sum(outcome <> 'failed' AND usage = 'estimated'), sum(outcome <> 'failed' AND usage = 'zero'),
    sum(outcome <> 'failed' AND usage = 'missing'), sum(outcome = 'failed'),
    sum(prompt_tokens), sum(cached_prompt_tokens), sum(completion_tokens),
    sum(realized), sum(baseline), sum(cache_saved)
  FROM parts GROUP BY 1, 2, 3, 4)
SELECT (SELECT count(*) FROM (SELECT * FROM summed EXCEPT SELECT * FROM totals)) +
       (SELECT count(*) FROM (SELECT * FROM totals EXCEPT SELECT * FROM summed)))";

struct expected_amounts {
    std::int64_t requests{}, realized{}, baseline{}, by_cache{};
};

void expect_line(savings_line const& line, expected_amounts const& expected, std::string const& name)
{
    EXPECT_EQ(line.requests, expected.requests) << name;
    EXPECT_EQ(line.realized, expected.realized) << name;
    EXPECT_EQ(line.baseline, expected.baseline) << name;
    EXPECT_EQ(line.saved_by_cache, expected.by_cache) << name;
    EXPECT_EQ(line.saved(), line.baseline - line.realized) << name;
    EXPECT_EQ(line.saved(), line.saved_by_routing() + line.saved_by_cache) << name;
}

void expect_lines(savings_report::lines const& lines, std::map<std::string, expected_amounts> const& expected)
{
    EXPECT_EQ(lines.size(), expected.size());
    for (auto const& [name, amounts] : expected)
        expect_line(lines.contains(name) ? lines.at(name) : savings_line{}, amounts, name);
}

class expected_report {
public:
    void add(ledger_entry const& entry, calendar const& days)
    {
        if (entry.outcome == outcome::failed) return;
        auto const into = [&](expected_amounts& line) {
            ++line.requests;
            if (entry.unit != unit::usd) return;
            line.realized += entry.realized;
            line.baseline += entry.baseline;
            line.by_cache += entry.cache_saved;
        };
        into(all);
        into(by_route[entry.served]);
        into(by_day[day_text(days.day_of(entry.at).number)]);
        if (!entry.key.empty()) into(by_key[entry.key]);
        for (auto const& tag : entry.tags) into(by_tag[tag]);
    }

    expected_amounts all;
    std::map<std::string, expected_amounts> by_route, by_key, by_tag, by_day;
};

TEST_F(ledger_test, rows_totals_and_report_agree)
{
    for (unsigned seed = 1; seed <= 4; ++seed) {
        SCOPED_TRACE(seed);
        auto how = settings();
        how.place.file = directory_.path() / (std::to_string(seed) + ".db");
        how.time_zone = "America/New_York";
        calendar const days{how.time_zone};
        expected_report expected;
        random_entries entries{seed};
        auto const opened = open(how);
        std::promise<void> last;
        constexpr int count = 500;
        for (int number = 1; number <= count; ++number) {
            auto entry = entries.next();
            expected.add(entry, days);
            opened.books->record(std::move(entry), [&, number](std::string const& problem) {
                EXPECT_EQ(problem, "");
                if (number == count) last.set_value();
            });
        }
        last.get_future().wait();
        EXPECT_EQ(number(how.place.file, differences), 0);
        auto const found = report(*opened.books);
        expect_line(found.all, expected.all, "all");
        expect_lines(found.by_route, expected.by_route);
        expect_lines(found.by_key, expected.by_key);
        expect_lines(found.by_tag, expected.by_tag);
        expect_lines(found.by_day, expected.by_day);
    }
}

} // namespace
} // namespace wayfinder::control
