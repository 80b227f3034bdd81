// What a team sets around the decision: prices, limits, budgets, keys, cache, ledger, who may operate.
#pragma once

#include "config/money.hpp"

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

/// What an answer is taken to be at most, for budgets, where neither the client nor `max_output_tokens` says.
inline constexpr std::uint64_t assumed_output_tokens = 4096;

/// A SHA-256, as bytes. The file has it in hexadecimal.
using sha256 = std::array<unsigned char, 32>;

/// `[gateway.rate_limit]`, and the same table of a key or tag. What is absent is not limited.
struct rate_limit {
    std::optional<std::uint64_t> rpm{}; ///< requests in any `window`
    std::optional<std::uint64_t> tpm{}; ///< tokens in any `window`
    std::chrono::milliseconds window{60'000};
    std::optional<std::size_t> max_in_flight{};
};

/// What a limit is counted over, in the time zone of the gateway.
enum class budget_window : unsigned char { day, month, all };

inline constexpr std::array all_budget_windows{budget_window::day, budget_window::month, budget_window::all};

/// As the file spells it.
constexpr std::string_view name(budget_window window)
{
    constexpr std::array<std::string_view, 3> names{"day", "month", "all"};
    return names[static_cast<std::size_t>(window)];
}

/// What becomes of a request that the budget cannot carry.
enum class breach : unsigned char {
    degrade, ///< it goes to the cheapest priced model that it may use, as far as the budget carries that
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
    std::vector<sha256> hashes;      ///< of the tokens that are this key: one, or two while it is rotated
    std::vector<std::string> tags;   ///< no duplicates
    std::vector<std::string> models; ///< names, and patterns with `*` and `?`; empty is every model
    std::optional<std::chrono::system_clock::time_point> expires{};
    bool disabled{};
    std::optional<config::budget> budget{};
    std::optional<config::rate_limit> rate_limit{};
};

/// `[gateway.tags.<name>]`: what the keys that bear the tag are held to together.
struct tag {
    std::string name;
    std::optional<config::budget> budget{};
    std::optional<config::rate_limit> rate_limit{};
};

/// `[gateway.cache]`
struct cache {
    bool enabled{};
    std::chrono::milliseconds ttl{300'000}; ///< 0: until there is no room
    std::size_t max_entries{1024};
    std::size_t max_bytes{64U << 20U}; ///< of memory, overhead included
    bool shared{};                     ///< one key may be answered with what another key asked for
    bool strict{};                     ///< only requests that say `"temperature": 0` are cached
};

/// What happens to requests while the ledger cannot be written.
enum class ledger_failure : unsigned char {
    refuse, ///< they are refused: no answer goes out that is not in the ledger
    serve,  ///< they are served; what they cost is kept in memory and written when that is possible again
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
    std::chrono::days retention{90};                   ///< of the rows of single requests; sums stay
};

/// `[gateway.admin]`: who may see the operator endpoints.
struct admin {
    std::optional<sha256> token_hash{};
    std::string listen;            ///< `host:port` of a listener for them alone; empty when there is none
    std::vector<std::string> open; ///< names of those that anybody may see, from `admin_pages`
};

inline constexpr std::array<std::string_view, 3> admin_pages{"metrics", "savings", "router"};

} // namespace wayfinder::config
