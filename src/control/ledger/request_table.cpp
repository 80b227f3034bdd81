#include "control/ledger/request_table.hpp"

#include "control/ledger/names.hpp"
#include "control/ledger/sums.hpp"
#include "wire/json/text.hpp"

#include <nlohmann/json.hpp>
#include <sqlite3.h>

namespace wayfinder::control {
namespace {

using std::chrono::system_clock;

constexpr auto insert_sql = R"(
INSERT INTO requests(at, day, request_id, key, tags, chosen, served, score, mode, propensity, status, outcome,
  streamed, prompt_tokens, cached_prompt_tokens, completion_tokens, usage,
  unit, realized, baseline, cache_saved, total_us, first_byte_us)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";

constexpr auto prune_sql =
    "DELETE FROM requests WHERE at IN (SELECT at FROM requests WHERE at < ? ORDER BY at LIMIT ?)";

constexpr auto recent_sql = R"(
SELECT at, request_id, key, tags, chosen, served, score, mode, propensity, status, outcome,
  streamed, prompt_tokens, cached_prompt_tokens, completion_tokens, usage,
  unit, realized, baseline, cache_saved, total_us, first_byte_us
FROM requests WHERE outcome NOT IN ('hedge_loser', 'superseded') ORDER BY at DESC LIMIT ?)";

std::int64_t nanoseconds_of(system_clock::time_point at)
{
    return std::chrono::nanoseconds{at.time_since_epoch()}.count();
}

std::string tags_text(std::vector<std::string> const& tags)
{
    std::string text = "[";
    for (auto const& tag : tags) {
        if (text.size() > 1) text += ',';
        wire::json::append_quoted(text, tag);
    }
    return text + "]";
}

/// Empty for an array that something else has made unreadable.
std::vector<std::string> tags_of(std::string_view text)
{
    std::vector<std::string> tags;
    for (auto const& tag : nlohmann::json::parse(text, nullptr, false))
        if (tag.is_string()) tags.push_back(tag.get<std::string>());
    return tags;
}

/// Reads the columns of a row, one after the other.
class reading {
public:
    explicit reading(sqlite::statement const& row) : row_{row} {}

    std::int64_t integer() { return row_.integer(at_++); }
    std::uint64_t count() { return static_cast<std::uint64_t>(integer()); }
    double real() { return row_.real(at_++); }
    std::string_view view() { return row_.text(at_++); }
    std::string text() { return std::string{view()}; }

private:
    sqlite::statement const& row_;
    int at_{};
};

ledger_entry entry_of(sqlite::statement const& row)
{
    reading next{row};
    // The elements of a braced list are evaluated in order.
    return {.at = system_clock::time_point{std::chrono::nanoseconds{next.integer()}},
            .request_id = next.text(),
            .key = next.text(),
            .tags = tags_of(next.view()),
            .chosen = next.text(),
            .served = next.text(),
            .score = next.real(),
            .mode = next.text(),
            .propensity = next.real(),
            .status = static_cast<unsigned>(next.integer()),
            .outcome = named<outcome>(next.view()),
            .streamed = next.integer() != 0,
            .tokens = {.prompt = next.count(), .cached_prompt = next.count(), .completion = next.count()},
            .source = named<wire::usage_source>(next.view()),
            .unit = named<unit>(next.view()),
            .realized = next.integer(),
            .baseline = next.integer(),
            .cache_saved = next.integer(),
            .total = std::chrono::microseconds{next.integer()},
            .first_byte = std::chrono::microseconds{next.integer()}};
}

} // namespace

request_table::request_table(sqlite::database const& database)
    : insert_{database, insert_sql}, prune_{database, prune_sql}
{}

int request_table::add(ledger_entry const& entry, int day)
{
    auto const tags = tags_text(entry.tags);
    auto const at = nanoseconds_of(entry.at);
    given_ = at == asked_ ? given_ + 1 : at;
    asked_ = at;
    auto code = insert(given_, entry, tags, day);
    while (code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID)
        code = insert(++given_, entry, tags, day);
    return code;
}

int request_table::insert(std::int64_t at, ledger_entry const& entry, std::string_view tags, int day)
{
    return insert_.run(at, std::int64_t{day}, entry.request_id, entry.key, tags, entry.chosen, entry.served,
                       entry.score, entry.mode, entry.propensity, std::int64_t{entry.status},
                       name(entry.outcome), std::int64_t{entry.streamed}, whole(entry.tokens.prompt),
                       whole(entry.tokens.cached_prompt), whole(entry.tokens.completion), name(entry.source),
                       name(entry.unit), entry.realized, entry.baseline, entry.cache_saved,
                       std::int64_t{entry.total.count()}, std::int64_t{entry.first_byte.count()});
}

int request_table::prune(system_clock::time_point when, std::size_t most)
{
    return prune_.run(nanoseconds_of(when), whole(most));
}

int recent_requests(sqlite::database const& database, std::size_t most, std::vector<ledger_entry>& found)
{
    sqlite::statement query{database, recent_sql};
    return query.each([&](auto const& row) { found.push_back(entry_of(row)); }, whole(most));
}

} // namespace wayfinder::control
