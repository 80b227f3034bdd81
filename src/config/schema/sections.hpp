// The parts of schema(), one file each, and the rules that they share.
#pragma once

#include "config/schema/schema.hpp"
#include "config/values/number.hpp"

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

std::vector<key_spec> routing_keys();
std::vector<key_spec> skill_keys(); ///< also of [routing]
std::vector<key_spec> doubt_keys(); ///< what policy `skill` does when it is unsure, or explores
std::vector<key_spec> session_keys();
std::vector<key_spec> gateway_keys();
std::vector<key_spec> delivery_keys(); ///< what happens when an upstream fails
std::vector<key_spec> model_keys();
std::vector<key_spec> endpoint_keys(); ///< of models with several endpoints
std::vector<key_spec> budget_keys();   ///< budgets and rate limits
std::vector<key_spec> virtual_key_keys();
std::vector<key_spec> store_keys(); ///< of the cache and the ledger
std::vector<key_spec> admin_keys();
std::vector<key_spec> listening_keys();
std::vector<key_spec> logging_keys(); ///< of both logs
std::vector<key_spec> trace_keys();

/// A key that models and their endpoints share: how the upstream is called. Both accept the same values;
/// default and meaning differ.
key_spec access_key(std::string_view section, std::string_view name, std::string fallback,
                    std::string_view meaning);

inline constexpr double kib = 1024;
inline constexpr double mib = 1024 * kib;
inline constexpr double gib = 1024 * mib;

/// No wait of the gateway may exceed a day, in seconds.
inline constexpr double longest_wait = 86'400;

/// Nothing is kept or counted for more than a year, in seconds.
inline constexpr double longest_kept = 31'536'000;

/// A duration in seconds; snapshots count milliseconds, hence the smallest positive one.
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

/// The names of an enumeration in the file.
template <class enumeration, std::size_t count>
std::vector<std::string_view> names_of(std::array<enumeration, count> const& all)
{
    std::vector<std::string_view> names;
    for (auto const each : all) names.push_back(name(each));
    return names;
}

/// A default from snapshot.hpp, as the file would write it.
inline std::string seconds_text(std::chrono::milliseconds value)
{
    return number_text(static_cast<double>(value.count()) / 1000.0);
}

} // namespace wayfinder::config
