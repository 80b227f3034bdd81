// The savings report as its endpoint answers it.
#pragma once

#include "control/savings.hpp"

#include <string>
#include <string_view>

namespace wayfinder::control {

/// The reference's members and ours, as JSON. Amounts are exact decimal numbers of the unit, to the last of
/// their nine places, which a binary floating-point number would not always be. `price_table_version` is of
/// the present configuration.
std::string savings_json(savings_report const& report, std::string_view price_table_version);

} // namespace wayfinder::control
