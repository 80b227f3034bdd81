#include "control/savings/savings.hpp"

#include "control/ledger/schema.hpp"
#include "control/ledger/totals_table.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <sqlite3.h>

namespace wayfinder::control {
namespace {

struct named_period {
    std::string_view name;
    savings_period period;
    int days; // 0: all
};

constexpr std::array<named_period, 4> periods{{{"today", savings_period::today, 1},
                                               {"7d", savings_period::week, 7},
                                               {"30d", savings_period::month, 30},
                                               {"all", savings_period::all, 0}}};

std::int64_t difference(std::int64_t left, std::int64_t right)
{
    std::int64_t result{};
    if (!__builtin_sub_overflow(left, right, &result)) return result;
    return left < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}

savings_line line_of(ledger_total const& total, unit wanted)
{
    auto const& sums = total.sums;
    savings_line line{.requests = sums.requests - sums.failed,
                      .tokens = sum(sums.prompt_tokens, sums.completion_tokens),
                      .cache_hits = sums.cached};
    if (total.unit != wanted) return line;
    line.realized = sums.realized;
    line.baseline = sums.baseline;
    line.saved_by_cache = sums.cache_saved;
    return line;
}

void add(savings_line& to, savings_line const& more)
{
    for (auto const part : {&savings_line::requests, &savings_line::tokens, &savings_line::cache_hits,
                            &savings_line::realized, &savings_line::baseline, &savings_line::saved_by_cache})
        to.*part = sum(to.*part, more.*part);
}

void add(savings_report& report, ledger_total const& total)
{
    auto const line = line_of(total, report.unit);
    bool const something = line != savings_line{}; // a model with only failures has no line
    if (total.dimension == dimension::key && something) add(report.by_key[total.name], line);
    if (total.dimension == dimension::tag && something) add(report.by_tag[total.name], line);
    if (total.dimension != dimension::model) return;
    if (something) {
        add(report.by_route[total.name], line);
        add(report.by_day[total.day == long_ago ? "older" : day_text(total.day)], line);
    }
    add(report.all, line);
    report.estimated_requests = sum(report.estimated_requests, total.sums.estimated);
    report.failed_requests = sum(report.failed_requests, total.sums.failed);
    if (total.unit != report.unit) report.unpriced_requests = sum(report.unpriced_requests, line.requests);
}

int find_unit(sqlite::database const& ledger, int first, unit& found)
{
    sqlite::statement query{ledger, "SELECT max(unit = 'relative') > max(unit = 'usd') FROM totals "
                                    "WHERE day >= ?"};
    return query.each([&](auto const& row) { found = row.integer(0) != 0 ? unit::relative : unit::usd; },
                      std::int64_t{first});
}

int read(sqlite::database& ledger, int first, savings_report& report)
{
    auto code = ledger.execute("BEGIN"); // so that all reads see the same moment
    if (code == SQLITE_OK) code = find_unit(ledger, first, report.unit);
    if (code != SQLITE_OK) return code;
    return each_total(ledger, first, [&](auto const& total) { add(report, total); });
}

} // namespace

std::optional<savings_period> savings_period_of(std::string_view text)
{
    for (auto const& each : periods)
        if (each.name == text) return each.period;
    return std::nullopt;
}

std::optional<int> days_of(savings_period period)
{
    for (auto const& each : periods)
        if (each.period == period && each.days != 0) return each.days;
    return std::nullopt;
}

std::int64_t savings_line::saved() const
{
    return difference(baseline, realized);
}

std::int64_t savings_line::saved_by_routing() const
{
    return difference(saved(), saved_by_cache);
}

std::int64_t savings_report::saved_per_mille() const
{
    __extension__ using wide = __int128;
    if (all.baseline <= 0) return 0;
    wide const twice = static_cast<wide>(all.saved()) * 2000;
    wide const base = all.baseline;
    wide const most = 10'000'000'000; // a share beyond this is meaningless
    return static_cast<std::int64_t>(
        std::clamp((twice + (twice < 0 ? -base : base)) / (2 * base), -most, most));
}

std::variant<savings_report, std::string> read_savings(std::filesystem::path const& ledger,
                                                       savings_period period, int today)
{
    std::string problem;
    auto connection = sqlite::database::open(ledger, sqlite::access::read, problem);
    if (connection) problem = check_for_reading(connection);
    if (!problem.empty()) return problem;
    savings_report report;
    report.period = period;
    auto const days = days_of(period);
    auto const code = read(connection, days ? today - *days + 1 : long_ago, report);
    if (code != SQLITE_OK) return connection.problem(code);
    return report;
}

} // namespace wayfinder::control
