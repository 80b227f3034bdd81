// Prices of a configuration's models, and the cost of answers.
#pragma once

#include "config/snapshot.hpp"
#include "control/ledger_entry.hpp"
#include "wire/usage.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace wayfinder::gateway {

/// The amounts of one answer, all in one unit.
struct bill {
    control::unit unit{};
    config::nano_dollars cost{};     ///< on the model that answered
    config::nano_dollars baseline{}; ///< on the most expensive model that was allowed
};

/// Models are identified by their index in the file. If no model has a price, all are on the reference's
/// ladder of relative units; if only some have one, the others are unpriced: unknown, neither expensive nor
/// free.
class price_list {
public:
    explicit price_list(config::snapshot const& config);

    [[nodiscard]] control::unit unit_of(std::size_t model) const;
    [[nodiscard]] bill bill_for(std::size_t served, wire::token_counts const& tokens,
                                std::vector<bool> const& allowed) const;

    /// In dollars; none if the model has no price.
    [[nodiscard]] std::optional<config::nano_dollars> cost_of(std::size_t model,
                                                              wire::token_counts const& tokens) const;

    /// Identifies this list in reports: 12 hexadecimal digits that change with any price.
    [[nodiscard]] std::string const& version() const { return version_; }
    [[nodiscard]] bool in_dollars() const { return in_dollars_; }

private:
    std::vector<std::optional<config::price>> prices_; ///< in dollars, or all of them relative
    bool in_dollars_{};
    std::string version_;
};

} // namespace wayfinder::gateway
