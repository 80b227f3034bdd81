// What a team configures around routing: prices, limits, budgets, keys, cache, ledger, operator access.
#pragma once

#include "config/values/money.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

/// Output tokens that budgets assume when neither the client nor `max_output_tokens` sets a limit.
inline constexpr std::uint64_t assumed_output_tokens = 4096;

/// A SHA-256 as bytes. The file has it in hexadecimal.
using sha256 = std::array<unsigned char, 32>;

/// `[gateway.rate_limit]`, and the same table of a key or tag. Absent values are unlimited.
struct rate_limit {
    std::optional<std::uint64_t> rpm{}; ///< requests in any `window`
    std::optional<std::uint64_t> tpm{}; ///< tokens in any `window`
    std::chrono::milliseconds window{60'000};
    std::optional<std::size_t> max_in_flight{};
};

/// The period that a limit covers, in the gateway's time zone.
enum class budget_window : unsigned char { day, month, all };

inline constexpr std::array all_budget_windows{budget_window::day, budget_window::month, budget_window::all};

/// As the file spells it.
constexpr std::string_view name(budget_window window)
{
    constexpr std::array<std::string_view, 3> names{"day", "month", "all"};
    return names[static_cast<std::size_t>(window)];
}

/// What happens to a request that does not fit the budget.
enum class breach : unsigned char {
    degrade, ///< it goes to the cheapest priced model that it may use, as far as the budget covers that
    block,   ///< it is refused
};

inline constexpr std::array all_breaches{breach::degrade, breach::block};

/// As the file spells it.
constexpr std::string_view name(breach on_breach)
{
    return on_breach == breach::degrade ? "degrade" : "block";
}

/// `[gateway.budget]`, and the same table of a key or tag.
struct budget {
    nano_dollars limit{};
    budget_window window{budget_window::day};
    breach on_breach{breach::degrade};
};

/// `[gateway.keys.<id>]`
struct virtual_key {
    std::string id;
    std::vector<sha256> hashes;      ///< of the tokens that are this key: one, or two during rotation
    std::vector<std::string> tags;   ///< no duplicates
    std::vector<std::string> models; ///< names, and patterns with `*` and `?`; empty is every model
    std::optional<std::chrono::system_clock::time_point> expires{};
    bool disabled{};
    std::optional<config::budget> budget{};
    std::optional<config::rate_limit> rate_limit{};
};

/// `[gateway.tags.<name>]`: the shared limits of the keys that have the tag.
struct tag {
    std::string name;
    std::optional<config::budget> budget{};
    std::optional<config::rate_limit> rate_limit{};
};

/// `[gateway.cache]`
struct cache {
    bool enabled{};
    std::chrono::milliseconds ttl{300'000}; ///< 0: until space is needed
    std::size_t max_entries{1024};
    std::size_t max_bytes{64U << 20U}; ///< of memory, overhead included
    bool shared{};                     ///< a key may get an answer that another key requested
    bool strict{};                     ///< cache only requests with `"temperature": 0`
};

/// What happens to requests while the ledger cannot be written.
enum class ledger_failure : unsigned char {
    refuse, ///< they are refused: no answer goes out that is not in the ledger
    serve,  ///< they are served; their cost is kept in memory and written once the ledger is writable again
};

inline constexpr std::array all_ledger_failures{ledger_failure::refuse, ledger_failure::serve};

/// As the file spells it.
constexpr std::string_view name(ledger_failure on_failure)
{
    return on_failure == ledger_failure::refuse ? "refuse" : "serve";
}

/// `[gateway.ledger]`
struct ledger {
    std::filesystem::path file{"wayfinder-ledger.db"}; ///< in the working directory
    std::chrono::days retention{90};                   ///< of per-request rows; daily sums are kept
};

/// `[gateway.admin]`: who may see the operator endpoints.
struct admin {
    std::optional<sha256> token_hash{};
    std::string listen;            ///< `host:port` of a listener for these endpoints only; empty: none
    std::vector<std::string> open; ///< names of the public ones, from `admin_pages`
};

inline constexpr std::array<std::string_view, 3> admin_pages{"metrics", "savings", "router"};

} // namespace wayfinder::config
