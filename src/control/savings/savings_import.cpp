#include "control/savings/savings_import.hpp"

#include "control/limits/calendar.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>

namespace wayfinder::control {
namespace {

using nlohmann::json;

/// A member that is a non-negative whole number.
std::optional<std::int64_t> count(json const& object, char const* name)
{
    auto const found = object.find(name);
    if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
    return whole(found->get<std::uint64_t>());
}

/// A member that is an amount of money or relative units, in 1e-9 units.
std::optional<std::int64_t> amount(json const& object, char const* name)
{
    constexpr double nano = 1e9;
    constexpr double most = 9e9; // the most that a ledger's sums can hold
    auto const found = object.find(name);
    if (found == object.end() || !found->is_number()) return std::nullopt;
    auto const value = found->get<double>();
    return value >= 0 && value < most ? std::optional{std::llround(value * nano)} : std::nullopt;
}

/// `{n, realized, baseline, tokens}` of a day, a route or a key. The savings follow from these.
std::optional<ledger_sums> sums_in(json const& object)
{
    if (!object.is_object()) return std::nullopt;
    auto const requests = count(object, "n");
    auto const tokens = count(object, "tokens");
    auto const realized = amount(object, "realized");
    auto const baseline = amount(object, "baseline");
    if (!requests || !tokens || !realized || !baseline) return std::nullopt;
    return ledger_sums{
        .requests = *requests, .prompt_tokens = *tokens, .realized = *realized, .baseline = *baseline};
}

/// Adds a row for each member of `by_route` or `by_key`; false when one cannot be read.
bool add_each(json const& day, char const* name, ledger_total row, std::vector<ledger_total>& totals)
{
    auto const found = day.find(name);
    if (found == day.end()) return row.dimension == dimension::key; // added to the file format later
    if (!found->is_object()) return false;
    for (auto const& [key, value] : found->items()) {
        auto const sums = sums_in(value);
        if (!sums) return false;
        row.name = key;
        row.sums = *sums;
        totals.push_back(row);
    }
    return true;
}

/// The part of a day that is not in its routes. The file's amounts are sums of rounded binary fractions: a
/// difference below the millionth that they are rounded to means nothing.
std::optional<ledger_sums> beyond(ledger_sums const& day, std::vector<ledger_total> const& routes)
{
    constexpr std::int64_t millionth = 1'000;
    ledger_sums of_routes;
    for (auto const& route : routes) of_routes += route.sums;
    ledger_sums rest;
    for (auto const& column : sum_columns)
        rest.*column.value = std::max<std::int64_t>(0, day.*column.value - of_routes.*column.value);
    bool const counts = rest.requests > 0 || rest.realized >= millionth || rest.baseline >= millionth;
    return counts ? std::optional{rest} : std::nullopt;
}

/// The file says how many turns of a day have estimated usage, but not on which route.
void spread_estimates(std::int64_t estimated, std::vector<ledger_total>& routes)
{
    for (auto& route : routes) {
        route.sums.estimated = std::min(estimated, route.sums.requests);
        estimated -= route.sums.estimated;
    }
}

/// The rows of a day; none if a part of it cannot be read.
std::vector<ledger_total> rows_of(int number, json const& day, unit amounts)
{
    auto const sums = sums_in(day);
    std::vector<ledger_total> rows;
    ledger_total row{number, dimension::model, {}, amounts, {}};
    if (!sums || !add_each(day, "by_route", row, rows)) return {};
    if (auto const rest = beyond(*sums, rows))
        rows.push_back({number, row.dimension, "imported", amounts, *rest});
    spread_estimates(count(day, "estimated_n").value_or(0), rows);
    row.dimension = dimension::key;
    if (!add_each(day, "by_key", row, rows)) return {};
    return rows;
}

bool is_empty(json const& day)
{
    auto const sums = sums_in(day);
    return sums && *sums == ledger_sums{};
}

} // namespace

imported_savings read_savings_text(std::string_view text)
{
    imported_savings found;
    auto const file = json::parse(text, nullptr, false);
    auto const days = file.is_object() ? file.find("days") : file.end();
    if (!file.is_object() || days == file.end() || !days->is_object()) {
        found.complaints.emplace_back("is not a JSON object with an object 'days'");
        return found;
    }
    auto const priced = file.find("priced");
    auto const amounts = priced != file.end() && *priced == false ? unit::relative : unit::usd;
    for (auto const& [name, day] : days->items()) {
        auto const number = day_of_text(name);
        auto rows = number ? rows_of(std::max(long_ago, *number), day, amounts) : std::vector<ledger_total>{};
        if (rows.empty() && !(number && is_empty(day)))
            found.complaints.push_back("day '" + name + "' cannot be read and is skipped");
        std::move(rows.begin(), rows.end(), std::back_inserter(found.totals));
    }
    return found;
}

imported_savings read_savings_file(std::filesystem::path const& file)
{
    std::error_code error;
    if (!std::filesystem::exists(file, error)) return {};
    std::ifstream in{file, std::ios::binary};
    std::string const text{std::istreambuf_iterator<char>{in}, {}};
    auto found = read_savings_text(text);
    for (auto& complaint : found.complaints) complaint = file.string() + ": " + complaint;
    return found;
}

} // namespace wayfinder::control
