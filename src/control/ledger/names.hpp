// Enumerators as spelled in the database.
#pragma once

#include <string_view>

namespace wayfinder::control {

/// The value with this name(); the first one if there is none. The values must be numbered from 0.
template <class Enumeration>
Enumeration named(std::string_view text)
{
    for (int each = 0;; ++each) {
        auto const value = static_cast<Enumeration>(each);
        if (name(value) == text) return value;
        if (name(value).empty()) return {};
    }
}

} // namespace wayfinder::control
