// Past spending, as budgets need it at start.
#pragma once

#include "config/values/money.hpp"

#include <functional>
#include <map>
#include <string>

namespace wayfinder::control {

/// In the current day and month of the gateway's time zone, and in total.
struct spend_record {
    config::nano_dollars day{};
    config::nano_dollars month{};
    config::nano_dollars all{};

    friend bool operator==(spend_record const&, spend_record const&) = default;
};

/// A name that is not in it has spent nothing.
struct spend_book {
    using by_name = std::map<std::string, spend_record, std::less<>>;

    int today{}; ///< the day of the records, numbered as in calendar
    spend_record everything;
    by_name keys;
    by_name tags;
};

} // namespace wayfinder::control
