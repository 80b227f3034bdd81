#include "cli/calibrate/outcome.hpp"

#include <wayfinder/calibrate/evaluation.hpp>
#include <wayfinder/explain.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>

namespace wayfinder::cli {
namespace {

using calibrate::mode;
using calibrate::objective;
using nlohmann::ordered_json;

/// Python's representation of a string: single quotes, unless the text contains some and no double quotes.
/// Labels contain no control characters.
std::string python_string(std::string const& text)
{
    bool const has_single = text.find('\'') != std::string::npos;
    char const quote = has_single && text.find('"') == std::string::npos ? '"' : '\'';
    std::string shown{quote};
    for (char const c : text) {
        if (c == quote || c == '\\') shown += '\\';
        shown += c;
    }
    return shown += quote;
}

std::string python_value(ordered_json const& value, bool in_list)
{
    if (value.is_null()) return "None";
    if (value.is_string())
        return in_list ? python_string(value.get<std::string>()) : value.get<std::string>();
    if (!value.is_array()) return value.dump();
    std::string items;
    for (auto const& each : value) items.append(items.empty() ? "" : ", ").append(python_value(each, true));
    return '[' + items + ']';
}

void add_trade_off(ordered_json& summary, calibration_outcome const& outcome,
                   calibrate::decisions const& made)
{
    auto const& fit = outcome.fit;
    auto const& options = outcome.request.options;
    auto const found = calibrate::outcome_of(made, outcome.request.data, fit.order);
    auto const& price = fit.prices.by_label;
    calibrate::arm_costs const costs{price[fit.order[0]], price[fit.order[1]], fit.prices.known};
    if (options.goal == objective::knee)
        summary["quality_recovered"] = round_to_ten_thousandths(found.recall());
    summary["cost_savings"] = round_to_ten_thousandths(found.savings(costs));
    if (options.goal == objective::cost_quality)
        summary["target_savings"] = round_to_ten_thousandths(options.target_savings.value_or(0.0));
}

} // namespace

ordered_json summary_json(calibration_outcome const& outcome)
{
    auto const& [request, fit, worth, toml] = outcome;
    auto const& options = request.options;
    auto const made = calibrate::decide_all(fit.policy, options.weights, request.data);
    ordered_json summary{{"mode", name(options.how)}};
    if (options.goal != objective::accuracy) summary["objective"] = name(options.goal);
    bool const without_cuts = fit.cuts.only.has_value();
    if (options.how == mode::threshold)
        summary["threshold"] = without_cuts ? ordered_json{} : ordered_json(fit.cuts.cuts.front());
    for (auto const label : fit.order) summary["models"].push_back(request.data.labels[label]);
    if (options.how == mode::tiers)
        summary["breakpoints"] = without_cuts ? ordered_json::array() : ordered_json(fit.cuts.cuts);
    if (options.how == mode::classifier) summary["iterations"] = fit.iterations;
    summary["accuracy"] =
        round_to_ten_thousandths(calibrate::figures_of(made, request.data, fit.prices).accuracy);
    if (options.goal != objective::accuracy) add_trade_off(summary, outcome, made);
    summary["samples"] = request.data.samples.size();
    return summary;
}

std::string summary_line(ordered_json const& summary)
{
    std::string line;
    for (auto const& [key, value] : summary.items())
        line.append(line.empty() ? "" : ", ").append(key).append("=").append(python_value(value, false));
    return line;
}

} // namespace wayfinder::cli
