#include "cli/calibrate/outcome.hpp"

#include <wayfinder/explain.hpp>

#include <nlohmann/json.hpp>

namespace wayfinder::cli {
namespace {

using nlohmann::ordered_json;

ordered_json figures_json(calibrate::figures const& of, calibration_outcome const& outcome)
{
    ordered_json share = ordered_json::object();
    for (auto const label : outcome.fit.order)
        share[outcome.request.data.labels[label]] = round_to_ten_thousandths(of.share[label]);
    return {{"accuracy", round_to_ten_thousandths(of.accuracy)},
            {"good_enough", round_to_ten_thousandths(of.sufficient)},
            {"saved", round_to_ten_thousandths(of.saved)},
            {"share", std::move(share)}};
}

ordered_json labels_json(calibration_outcome const& outcome)
{
    auto const& data = outcome.request.data;
    auto const counts = calibrate::count_labels(data);
    ordered_json labels = ordered_json::array();
    for (auto const label : outcome.fit.order)
        labels.push_back({{"name", data.labels[label]},
                          {"samples", counts[label]},
                          {"distinct", data.distinct[label]},
                          {"cost", outcome.fit.prices.by_label[label]}});
    return labels;
}

ordered_json verdict_json(calibration_outcome const& outcome)
{
    auto const& worth = outcome.worth;
    ordered_json verdict{{"outcome", name(worth.outcome)},
                         {"best_baseline", name(worth.baselines[worth.best].which)}};
    if (auto const& test = worth.against_best) {
        verdict["only_fit_right"] = test->first_only;
        verdict["only_baseline_right"] = test->second_only;
        verdict["p_value"] = test->p_value;
        verdict["labels_needed"] = test->needed;
    }
    return verdict;
}

} // namespace

ordered_json outcome_json(calibration_outcome const& outcome)
{
    auto const& worth = outcome.worth;
    auto held_out = figures_json(worth.held_out, outcome);
    held_out["accuracy_interval"] = {round_to_ten_thousandths(worth.accuracy.low),
                                     round_to_ten_thousandths(worth.accuracy.high)};
    ordered_json baselines = ordered_json::object();
    for (auto const& each : worth.baselines)
        baselines[std::string{name(each.which)}] = figures_json(each.held_out, outcome);
    return {{"summary", summary_json(outcome)},
            {"toml", outcome.toml},
            {"labels", labels_json(outcome)},
            {"priced", outcome.fit.prices.known},
            {"folds", worth.folds},
            {"training", figures_json(worth.training, outcome)},
            {"cross_validated", std::move(held_out)},
            {"baselines", std::move(baselines)},
            {"verdict", verdict_json(outcome)},
            {"remarks", remarks(outcome)}};
}

} // namespace wayfinder::cli
