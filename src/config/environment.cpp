#include "config/environment.hpp"

#include "config/editing/text_quoting.hpp"
#include "config/schema/sections.hpp"
#include "config/values/number.hpp"

#include <cmath>

namespace wayfinder::config {

namespace {

constexpr char const* threshold_variable = "WAYFINDER_ROUTER_THRESHOLD";
constexpr char const* timeout_variable = "WAYFINDER_ROUTER_TIMEOUT";

/// Set and not empty: an empty variable counts as unset.
std::optional<std::string> value_of(environment const& env, std::string const& variable)
{
    auto value = env ? env(variable) : std::nullopt;
    return value && !value->empty() ? value : std::nullopt;
}

} // namespace

std::optional<double> threshold_override(environment const& env, std::string_view rival, report& findings)
{
    auto const text = value_of(env, threshold_variable);
    if (!text) return std::nullopt;
    if (!rival.empty()) {
        findings.environment_notice(std::string{threshold_variable} +
                                    " has no effect: " + std::string{rival});
        return std::nullopt;
    }
    auto const number = parse_number(*text);
    if (number && *number >= 0 && *number <= 1) return number;
    findings.environment_error(std::string{threshold_variable} + " must be a number from 0 to 1, found " +
                               in_quotes(*text) + "; correct it or unset it");
    return std::nullopt;
}

std::optional<std::chrono::milliseconds> patience_override(environment const& env, report& findings)
{
    auto const text = value_of(env, timeout_variable);
    if (!text) return std::nullopt;
    auto const bounds = positive_seconds();
    auto const number = parse_number(*text);
    if (number && *number >= bounds.min && *number <= bounds.max) return milliseconds_of(*number);
    findings.environment_notice(
        std::string{timeout_variable} + " is ignored: it must be a number of seconds from " +
        number_text(bounds.min) + " to " + number_text(bounds.max) + ", found " + in_quotes(*text));
    return std::nullopt;
}

std::chrono::milliseconds milliseconds_of(double seconds)
{
    return std::chrono::milliseconds{std::llround(seconds * 1000.0)};
}

} // namespace wayfinder::config
