// Values of an enumeration as the database spells them.
#pragma once

#include <string_view>

namespace wayfinder::control {

/// The value whose name() this is; the first one when there is none. The values are numbered from 0.
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
