#include "cli/recalibrate/objection.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace wayfinder::cli {
namespace {

/// A configured model that is routed to now and would not be any more.
std::optional<std::string> lost_model(deployed const& now, policy const& fitted)
{
    auto const kept = models_of(fitted);
    for (auto const each : models_of(now.config.routing.policy))
        if (std::find(kept.begin(), kept.end(), each) == kept.end() &&
            now.config.gateway.find(each) != nullptr)
            return std::string{each};
    return std::nullopt;
}

bool is_worse(calibrate::contest const& found, calibrate::objective goal)
{
    bool const less_accurate = found.fitted.accuracy < found.current.accuracy;
    // An objective that trades accuracy for money must at least save some.
    return less_accurate &&
           (goal == calibrate::objective::accuracy || found.fitted.saved <= found.current.saved);
}

} // namespace

std::string objection(deployed const& now, calibration_outcome const& outcome,
                      calibrate::contest const& found)
{
    if (is_worse(found, outcome.request.options.goal)) return "the fit does worse than what is in force";
    if (auto const lost = lost_model(now, outcome.fit.policy))
        return "nothing would go to '" + *lost + "' any more";
    return {};
}

} // namespace wayfinder::cli
