#include "cli/calibrate/outcome.hpp"
#include "config/editing/routing_text.hpp"

#include <nlohmann/json.hpp>

#include <iostream>
#include <utility>

namespace wayfinder::cli {

std::variant<calibration_outcome, refusal> run_calibration(calibration_request request, progress_bar& bar)
{
    auto fitted = calibrate::calibrate(request.data, request.options);
    if (auto const* wrong = std::get_if<calibrate::failure>(&fitted)) return refusal_of(*wrong, request);
    auto& fit = std::get<calibrate::fit>(fitted);
    auto assessed = calibrate::assess(request.data, request.options, fit, bar.part("cross-validating"));
    if (auto const* wrong = std::get_if<calibrate::failure>(&assessed)) return refusal_of(*wrong, request);

    auto toml = config::routing_toml({fit.policy, request.options.weights, request.lexicon});
    return calibration_outcome{std::move(request), std::move(fit),
                               std::get<calibrate::assessment>(std::move(assessed)), std::move(toml)};
}

void print_report(calibration_outcome const& outcome)
{
    std::cerr << summary_line(summary_json(outcome)) << "\n\n" << figures_table(outcome) << '\n';
    for (auto const& each : remarks(outcome)) std::cerr << "- " << each << '\n';
}

} // namespace wayfinder::cli
