// What has been spent, as budgets need it at start.
#pragma once

#include "config/money.hpp"

#include <functional>
#include <map>
#include <string>

namespace wayfinder::control {

/// In the present day and month of the gateway's time zone, and ever.
struct spend_record {
    config::nano_dollars day{};
    config::nano_dollars month{};
    config::nano_dollars all{};

    friend bool operator==(spend_record const&, spend_record const&) = default;
};

/// Whoever is not in it has spent nothing.
struct spend_book {
    using by_name = std::map<std::string, spend_record, std::less<>>;

    int today{}; ///< the day that the records are of, as calendar counts it
    spend_record everything;
    by_name keys;
    by_name tags;
};

} // namespace wayfinder::control
