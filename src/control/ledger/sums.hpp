// Sums over many requests.
#pragma once

#include "control/ledger_entry.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace wayfinder::control {

/// Exact if it fits; else the largest or smallest number.
inline std::int64_t sum(std::int64_t left, std::int64_t right)
{
    std::int64_t result{};
    if (!__builtin_add_overflow(left, right, &result)) return result;
    return left < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}

/// A count as the ledger can store it.
inline std::int64_t whole(std::uint64_t count)
{
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(count < most ? count : most);
}

struct ledger_sums {
    std::int64_t requests{};  ///< of every outcome; the loser of a hedged call does not count
    std::int64_t cached{};    ///< of them, those answered from the cache
    std::int64_t estimated{}; ///< by the source of their usage; failed ones count in none
    std::int64_t zero{};
    std::int64_t missing{};
    std::int64_t failed{};
    std::int64_t prompt_tokens{};
    std::int64_t cached_prompt_tokens{};
    std::int64_t completion_tokens{};
    std::int64_t realized{}; ///< this and the following: 1e-9 of the unit that the sums are kept in
    std::int64_t baseline{};
    std::int64_t cache_saved{};

    ledger_sums& operator+=(ledger_sums const& more);
    friend bool operator==(ledger_sums const&, ledger_sums const&) = default;
};

/// The sums by column name.
struct sum_column {
    std::string_view name;
    std::int64_t ledger_sums::*value;
};

inline constexpr std::array<sum_column, 12> sum_columns{{
    {"requests", &ledger_sums::requests},
    {"cached", &ledger_sums::cached},
    {"estimated", &ledger_sums::estimated},
    {"zero", &ledger_sums::zero},
    {"missing", &ledger_sums::missing},
    {"failed", &ledger_sums::failed},
    {"prompt_tokens", &ledger_sums::prompt_tokens},
    {"cached_prompt_tokens", &ledger_sums::cached_prompt_tokens},
    {"completion_tokens", &ledger_sums::completion_tokens},
    {"realized", &ledger_sums::realized},
    {"baseline", &ledger_sums::baseline},
    {"cache_saved", &ledger_sums::cache_saved},
}};

ledger_sums sums_of(ledger_entry const& entry);

/// What requests are summed by. Each request is in the total of one model, of its key if it has one, and of
/// each of its tags; the totals of all models add up to the overall total.
enum class dimension : unsigned char {
    model, ///< the one that answered
    key,
    tag,
};

constexpr std::string_view name(dimension what)
{
    switch (what) {
    case dimension::model:
        return "model";
    case dimension::key:
        return "key";
    case dimension::tag:
        return "tag";
    }
    return "";
}

/// One row of sums.
struct ledger_total {
    int day{};
    control::dimension dimension{};
    std::string name;
    control::unit unit{};
    ledger_sums sums;
};

/// The day under which everything older than the kept days is summed. Days before 1970 count here.
inline constexpr int long_ago = 0;

} // namespace wayfinder::control
