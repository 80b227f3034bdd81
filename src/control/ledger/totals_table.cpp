#include "control/ledger/totals_table.hpp"

#include "control/ledger/names.hpp"
#include "control/ledger/schema.hpp"

#include <algorithm>
#include <sqlite3.h>
#include <utility>

namespace wayfinder::control {
namespace {

std::string columns()
{
    return "dimension, name, unit, " +
           listed(sum_columns, [](auto const& column) { return std::string{column.name}; });
}

std::string added_up()
{
    return " ON CONFLICT DO UPDATE SET " + listed(sum_columns, [](auto const& column) {
               std::string const name{column.name};
               return name + " = " + name + " + excluded." + name;
           });
}

std::string add_sql()
{
    return "INSERT INTO totals(day, " + columns() + ") VALUES (?, ?, ?, ?, " +
           listed(sum_columns, [](auto const&) { return std::string{"?"}; }) + ")" + added_up();
}

std::string fold_sql()
{
    return "INSERT INTO totals(day, " + columns() + ") SELECT " + std::to_string(long_ago) + ", " +
           columns() + " FROM totals WHERE day = ?" + added_up();
}

template <std::size_t... Column>
int run_add(sqlite::statement& add, total_key const& where, ledger_sums const& sums,
            std::index_sequence<Column...>)
{
    return add.run(std::int64_t{where.day}, name(where.dimension), where.name, name(where.unit),
                   sums.*sum_columns[Column].value...);
}

} // namespace

int day_of(ledger_entry const& entry, calendar const& days)
{
    return std::max(long_ago, days.day_of(entry.at).number);
}

batch_totals totals_of(std::span<ledger_entry const* const> entries, calendar const& days)
{
    batch_totals totals;
    for (auto const* entry : entries) {
        auto const sums = sums_of(*entry);
        total_key key{day_of(*entry, days), dimension::model, entry->served, entry->unit};
        auto const count_under = [&](dimension what, std::string_view name) {
            key.dimension = what;
            key.name = name;
            totals[key] += sums;
        };
        count_under(dimension::model, entry->served);
        if (!entry->key.empty()) count_under(dimension::key, entry->key);
        for (auto const& tag : entry->tags) count_under(dimension::tag, tag);
    }
    return totals;
}

totals_table::totals_table(sqlite::database const& database)
    : add_{database, add_sql()},
      oldest_{database, "SELECT min(day) FROM totals WHERE day > " + std::to_string(long_ago)},
      fold_{database, fold_sql()},
      forget_{database, "DELETE FROM totals WHERE day = ?"}
{}

int totals_table::add(total_key const& where, ledger_sums const& sums)
{
    return run_add(add_, where, sums, std::make_index_sequence<sum_columns.size()>{});
}

int totals_table::oldest_day(int& code)
{
    int day = long_ago;
    code = oldest_.each([&](auto const& row) { day = static_cast<int>(row.integer(0)); });
    return day;
}

int totals_table::fold(int day)
{
    auto const code = fold_.run(std::int64_t{day});
    return code == SQLITE_OK ? forget_.run(std::int64_t{day}) : code;
}

int each_total(sqlite::database const& database, int first,
               std::function<void(ledger_total const&)> const& visit)
{
    sqlite::statement query{database,
                            "SELECT day, " + columns() + " FROM totals WHERE day >= ? ORDER BY day"};
    ledger_total total;
    return query.each(
        [&](auto const& row) {
            total.day = static_cast<int>(row.integer(0));
            total.dimension = named<dimension>(row.text(1));
            total.name = row.text(2);
            total.unit = named<unit>(row.text(3));
            int at = 4;
            for (auto const& column : sum_columns) total.sums.*column.value = row.integer(at++);
            visit(total);
        },
        std::int64_t{first});
}

} // namespace wayfinder::control
