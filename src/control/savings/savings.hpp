// What routing and the cache have saved, from the ledger's sums.
#pragma once

#include "control/ledger_entry.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wayfinder::control {

/// Whole days in the gateway's time zone, including today.
enum class savings_period : unsigned char { today, week, month, all };

/// "today", "7d", "30d" or "all"; nullopt for anything else.
std::optional<savings_period> savings_period_of(std::string_view text);

/// 1, 7 or 30; nullopt for all.
std::optional<int> days_of(savings_period period);

/// Sums over requests that got an answer. Amounts are 1e-9 of the report's unit and include only those in
/// that unit; the counts include all.
struct savings_line {
    std::int64_t requests{};
    std::int64_t tokens{}; ///< prompt and completion
    std::int64_t cache_hits{};
    std::int64_t realized{};
    std::int64_t baseline{};
    std::int64_t saved_by_cache{};

    /// baseline - realized; negative if more expensive models answered than necessary.
    [[nodiscard]] std::int64_t saved() const;
    [[nodiscard]] std::int64_t saved_by_routing() const;

    friend bool operator==(savings_line const&, savings_line const&) = default;
};

struct savings_report {
    using lines = std::map<std::string, savings_line>;

    savings_period period{savings_period::all};
    /// usd, unless all amounts of the period are relative.
    control::unit unit{control::unit::usd};
    savings_line all;
    std::int64_t estimated_requests{};
    std::int64_t unpriced_requests{}; ///< those of `all` whose amounts are unknown or in the other unit
    std::int64_t failed_requests{};   ///< those that got no answer; not in `all`

    lines by_route; ///< the model that answered. These, like those by day, add up to `all`.
    lines by_key;
    lines by_tag;
    lines by_day; ///< "2026-07-31"; "older" is what the ledger no longer has by day

    /// Share of the baseline, in tenths of a percent, rounded half away from zero; 0 if there is no baseline.
    [[nodiscard]] std::int64_t saved_per_mille() const;
};

/// Reads a ledger's file over its own connection, even while it is written. A text says why it cannot.
std::variant<savings_report, std::string> read_savings(std::filesystem::path const& ledger,
                                                       savings_period period, int today);

} // namespace wayfinder::control
