// The savings report as returned by its endpoint.
#pragma once

#include "control/savings/savings.hpp"

#include <string>
#include <string_view>

namespace wayfinder::control {

/// The reference's members and ours, as JSON. Amounts are exact decimal numbers with up to nine places, which
/// a binary floating-point number could not always represent. `price_table_version` is that of the current
/// configuration.
std::string savings_json(savings_report const& report, std::string_view price_table_version);

} // namespace wayfinder::control
