#include "cli/recalibrate/objection.hpp"

#include "config/editing/text_quoting.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace wayfinder::cli {
namespace {

using config::in_quotes;

/// A configured model that is routed to now but would not be any longer.
std::optional<std::string> lost_model(deployed const& now, policy const& fitted)
{
    auto const kept = models_of(fitted);
    for (auto const each : models_of(now.config.routing.policy))
        if (std::find(kept.begin(), kept.end(), each) == kept.end() &&
            now.config.gateway.find(each) != nullptr)
            return std::string{each};
    return std::nullopt;
}

bool is_worse(calibrate::policy_comparison const& found, calibrate::objective goal)
{
    bool const less_accurate = found.fitted.accuracy < found.current.accuracy;
    // With an objective that trades accuracy for money, less accuracy is acceptable if more is saved.
    return less_accurate &&
           (goal == calibrate::objective::accuracy || found.fitted.saved <= found.current.saved);
}

using name_list = std::vector<std::string_view>;

/// The first two models of a ladder that come in the opposite order in `order`.
std::optional<std::pair<std::string, std::string>> reversed(name_list const& ladder, name_list const& order)
{
    auto const place = [&](std::string_view model) { return std::find(order.begin(), order.end(), model); };
    for (std::size_t high = 1; high < ladder.size(); ++high)
        for (std::size_t low = 0; low < high; ++low)
            if (place(ladder[high]) < place(ladder[low]) && place(ladder[low]) != order.end())
                return std::pair{std::string{ladder[low]}, std::string{ladder[high]}};
    return std::nullopt;
}

/// The labels from cheap to dear; empty if their prices are not known.
name_list by_price(calibration_outcome const& outcome)
{
    name_list order;
    auto const& prices = outcome.fit.prices;
    if (prices.known)
        for (auto const label : prices.ascending) order.emplace_back(outcome.request.data.labels[label]);
    return order;
}

/// The objection to a ladder in the opposite order; empty: none. `prefer-local` and failover depend on which
/// end is the cheap one, so swapped labels must not reverse it unnoticed.
std::string turned_around(deployed const& now, calibration_outcome const& outcome)
{
    if (!std::holds_alternative<tiers_policy>(outcome.fit.policy)) return {};
    auto const ladder = models_of(outcome.fit.policy);
    auto const& current = now.config.routing.policy;
    bool const has_ladder = std::holds_alternative<tiers_policy>(current);
    auto const pair = reversed(ladder, has_ladder ? models_of(current) : by_price(outcome));
    if (!pair) return {};
    return "the ladder would have " + in_quotes(pair->first) + " below " + in_quotes(pair->second) +
           ", the other way round than " + (has_ladder ? "what is in force" : "their prices") +
           " (swapped labels?)";
}

} // namespace

std::string objection(deployed const& now, calibration_outcome const& outcome,
                      calibrate::policy_comparison const& found)
{
    if (is_worse(found, outcome.request.options.goal)) return "the fit does worse than what is in force";
    if (auto const lost = lost_model(now, outcome.fit.policy))
        return "nothing would go to " + in_quotes(*lost) + " any more";
    return turned_around(now, outcome);
}

} // namespace wayfinder::cli
