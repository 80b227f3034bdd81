#include "gateway/operator/keys.hpp"

#include "config/values/number.hpp"
#include "gateway/operator/budget_json.hpp"
#include "gateway/query.hpp"
#include "gateway/rejection.hpp"
#include "gateway/reply.hpp"
#include "wire/json/dump.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <unordered_map>

namespace wayfinder::gateway {
namespace {

using config::budget_window;
using config::virtual_key;
using nlohmann::ordered_json;
using wall_clock = std::chrono::system_clock;

enum class key_order : unsigned char { id, spent, budget, used };

struct key_query {
    std::string search; ///< in lower case
    key_order by{};
    std::size_t page{1};
    std::size_t per_page{50};
};

/// The accounts' data on one key.
struct key_row {
    virtual_key const* key{};
    control::applied_limit const* held{};
    config::nano_dollars month{};
    double budget_used{-1}; ///< share; below 0 without a budget
    std::optional<wall_clock::time_point> used;
    std::size_t in_flight{};
};

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::optional<key_order> order_named(std::string_view text)
{
    if (text.empty() || text == "id") return key_order::id;
    if (text == "spent") return key_order::spent;
    if (text == "budget") return key_order::budget;
    if (text == "used") return key_order::used;
    return std::nullopt;
}

std::optional<std::size_t> count_in(std::string_view query, std::string_view name, std::size_t usual,
                                    double most)
{
    auto const given = query_parameter(query, name);
    if (!given) return usual;
    auto const number = config::parse_number(*given);
    if (!number || std::floor(*number) != *number) return std::nullopt;
    return static_cast<std::size_t>(std::clamp(*number, 1.0, most));
}

std::variant<key_query, rejection> read_query(std::string_view query)
{
    auto const refuse = [](std::string_view name, std::string message) {
        return rejection{400, invalid_request, std::move(message), "bad_query", name};
    };
    key_query asked;
    asked.search = lower(query_parameter(query, "search").value_or(""));
    auto const by = order_named(query_parameter(query, "sort").value_or(""));
    auto const page = count_in(query, "page", 1, 1e9);
    auto const size = count_in(query, "per_page", 50, 200);
    if (!by) return refuse("sort", "sort must be id, spent, budget or used.");
    if (!page) return refuse("page", "page must be a whole number.");
    if (!size) return refuse("per_page", "per_page must be a whole number.");
    asked.by = *by;
    asked.page = *page;
    asked.per_page = *size;
    return asked;
}

bool is_meant(virtual_key const& key, std::string const& search)
{
    auto const holds = [&](std::string const& text) { return lower(text).find(search) != text.npos; };
    return search.empty() || holds(key.id) || std::any_of(key.tags.begin(), key.tags.end(), holds);
}

/// Since the start from the accounts; before that as far as the recent requests reach.
using last_uses = std::unordered_map<std::string, wall_clock::time_point>;

last_uses remembered_uses(control::recent_ring const& recent)
{
    last_uses uses;
    for (auto const& each : recent.all()) uses.try_emplace(each.key, each.at); // the newest comes first
    return uses;
}

key_row row_of(virtual_key const& key, request_context const& context, control::governor const& accounts,
               last_uses const& before, control::moment now)
{
    key_row row{&key, &context.callers->of(key).of_key(), {}, -1, {}, {}};
    auto const seen = accounts.balance_of(*row.held->holder, budget_window::month, now.today);
    row.month = seen.spent;
    row.in_flight = seen.in_flight;
    if (seen.last_admitted)
        row.used = wall_clock::now() -
                   std::chrono::duration_cast<wall_clock::duration>(now.now - *seen.last_admitted);
    else if (auto const found = before.find(key.id); found != before.end())
        row.used = found->second;
    if (auto const* budget = row.held->budget; budget != nullptr) {
        auto const spent = accounts.balance_of(*row.held->holder, budget->window, now.today).spent;
        row.budget_used =
            budget->limit == 0 ? 1.0 : config::in_dollars(spent) / config::in_dollars(budget->limit);
    }
    return row;
}

void sort_rows(std::vector<key_row>& rows, key_order by)
{
    auto const descending = [&](auto const& value_of) {
        std::stable_sort(rows.begin(), rows.end(),
                         [&](key_row const& a, key_row const& b) { return value_of(b) < value_of(a); });
    };
    if (by == key_order::spent) descending([](key_row const& row) { return row.month; });
    if (by == key_order::budget) descending([](key_row const& row) { return row.budget_used; });
    if (by == key_order::used) descending([](key_row const& row) { return row.used; });
    if (by == key_order::id)
        std::sort(rows.begin(), rows.end(),
                  [](key_row const& a, key_row const& b) { return a.key->id < b.key->id; });
}

std::string_view state_of(virtual_key const& key)
{
    if (key.disabled) return "disabled";
    return key.expires && *key.expires <= wall_clock::now() ? "expired" : "active";
}

ordered_json time_or_null(std::optional<wall_clock::time_point> const& when)
{
    if (!when) return nullptr;
    return std::chrono::duration<double>(when->time_since_epoch()).count();
}

ordered_json shown(key_row const& row, control::governor const& accounts, control::budget_date today)
{
    auto const spent = [&](budget_window window) {
        return config::in_dollars(accounts.balance_of(*row.held->holder, window, today).spent);
    };
    auto const& key = *row.key;
    return {{"id", key.id},
            {"state", state_of(key)},
            {"tags", key.tags},
            {"models", key.models},
            {"expires", time_or_null(key.expires)},
            {"spent",
             {{"day", spent(budget_window::day)},
              {"month", config::in_dollars(row.month)},
              {"all", spent(budget_window::all)}}},
            {"budget", budget_json(*row.held, accounts, today)},
            {"rate_limit", rate_json(row.held->rate)},
            {"in_flight", row.in_flight},
            {"last_used", time_or_null(row.used)}};
}

std::string report(key_query const& asked, request_context const& context, control_plane const& shared)
{
    auto const& keys = context.settings().keys;
    auto const now = context.moment();
    auto const before = remembered_uses(shared.recent);
    std::vector<key_row> rows;
    for (auto const& key : keys)
        if (is_meant(key, asked.search)) rows.push_back(row_of(key, context, shared.accounts, before, now));
    sort_rows(rows, asked.by);
    auto list = ordered_json::array();
    auto const first = std::min(rows.size(), (asked.page - 1) * asked.per_page);
    auto const last = std::min(rows.size(), first + asked.per_page);
    for (std::size_t i = first; i < last; ++i) list.push_back(shown(rows[i], shared.accounts, now.today));
    return wire::json::dump({{"total", keys.size()},
                             {"matching", rows.size()},
                             {"page", asked.page},
                             {"per_page", asked.per_page},
                             {"keys", std::move(list)}});
}

} // namespace

net::asio::awaitable<void> show_keys(request_context& context, services const& provided)
{
    auto asked = read_query(context.incoming.query());
    if (auto* why = std::get_if<rejection>(&asked)) {
        co_await send(context, std::move(*why));
        co_return;
    }
    auto body = report(std::get<key_query>(asked), context, provided.shared);
    co_await reply_json(context, std::move(body));
}

} // namespace wayfinder::gateway
