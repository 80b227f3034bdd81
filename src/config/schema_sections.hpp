// The parts of schema(), one file each, and the rules that they share.
#pragma once

#include "config/number.hpp"
#include "config/schema.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace wayfinder::config {

std::vector<key_spec> routing_keys();
std::vector<key_spec> gateway_keys();
std::vector<key_spec> model_keys();
std::vector<key_spec> access_keys(); ///< what the reference has for keys, budgets and rates

/// Nothing that the gateway waits for may take longer than a day, in seconds.
inline constexpr double longest_wait = 86'400;

/// A duration in seconds; snapshots count milliseconds, hence the least positive one.
inline rule seconds_from(double least)
{
    return {.min = least, .max = longest_wait, .unit = "seconds"};
}
inline rule positive_seconds()
{
    return seconds_from(0.001);
}

inline rule at_least(double least)
{
    return {.min = least};
}
inline rule above(double bound)
{
    return {.min = bound, .above_min = true};
}

/// A default from snapshot.hpp, as the file would write it.
inline std::string seconds_text(std::chrono::milliseconds value)
{
    return number_text(static_cast<double>(value.count()) / 1000.0);
}

} // namespace wayfinder::config
