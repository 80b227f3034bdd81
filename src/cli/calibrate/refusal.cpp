#include "cli/calibrate/request.hpp"
#include "cli/cli.hpp"
#include "config/editing/text_quoting.hpp"
#include "config/values/number.hpp"

#include <cstdio>
#include <iostream>
#include <utility>

namespace wayfinder::cli {
namespace {

using calibrate::failure;
using calibrate::problem;
using config::in_quotes;

std::string list_of(std::vector<std::string> const& names)
{
    std::string text;
    for (auto const& each : names) text.append(text.empty() ? "" : ", ").append(in_quotes(each));
    return text;
}

std::string fraction(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

std::string about_labels(failure const& failed, std::vector<std::string> const& labels)
{
    auto const found = "the data set has " + std::to_string(labels.size()) + ": " + list_of(labels);
    if (failed.what == problem::needs_two_labels)
        return "--mode threshold needs exactly two labels, " + found +
               (labels.size() > 2 ? "; use --mode tiers or classifier" : "; add prompts for a second model");
    if (failed.what == problem::needs_more_labels)
        return "at least two labels are needed, " + found + "; add prompts for a second model";
    if (failed.what == problem::too_many_labels)
        return "--mode classifier takes at most " + std::to_string(calibrate::most_classes) +
               " labels, the data set has " + std::to_string(labels.size()) +
               "; is \"label\" the name of a model?";
    return "--models must name each label once; " + in_quotes(failed.subject) +
           " is missing or unknown, and " + found;
}

std::string about_costs(failure const& failed, std::vector<std::string> const& labels)
{
    if (failed.what == problem::cost_missing)
        return "--costs has no price for " + in_quotes(failed.subject) + "; name all of " + list_of(labels);
    if (failed.what == problem::cost_zero)
        return "--costs: the most expensive model, " + in_quotes(failed.subject) +
               ", must cost more than 0, or there is nothing to save";
    return "--costs: the price of " + in_quotes(failed.subject) + " must be 0 or more";
}

std::string message_of(failure const& failed, std::vector<std::string> const& labels)
{
    switch (failed.what) {
    case problem::objective_needs_threshold:
        return "--objective knee and cost-quality need --mode threshold; other modes maximise accuracy";
    case problem::needs_two_labels:
    case problem::needs_more_labels:
    case problem::too_many_labels:
    case problem::order_differs_from_labels:
        return about_labels(failed, labels);
    case problem::cost_missing:
    case problem::cost_invalid:
    case problem::cost_zero:
        return about_costs(failed, labels);
    case problem::weight_invalid:
        return "--weights: " + in_quotes(failed.subject) + " must be a number of 0 or more";
    case problem::weights_overflow:
        return "--weights must be smaller: their sum is not finite";
    case problem::target_missing:
        return "--objective cost-quality needs --target-savings, such as 0.4 for 40 % off the cost of the "
               "most expensive model";
    case problem::target_invalid:
        return "--target-savings must be from 0 to 1, not " + config::number_text(failed.amount);
    case problem::target_out_of_reach:
        return "no cut reaches target savings; the most achievable is " + fraction(failed.amount) +
               ". Lower --target-savings";
    case problem::ridge_not_positive:
        return "--l2 must be greater than 0";
    case problem::no_iterations:
        return "--iterations must be 1 or more";
    case problem::singular:
    case problem::diverged:
        break;
    }
    return "the classifier has no stable solution on these prompts with this ridge; raise --l2, such as to "
           "0.1";
}

} // namespace

refusal misuse(std::string message)
{
    return {{std::move(message)}, usage};
}

refusal failure_of(std::string message)
{
    return {{std::move(message)}, failed};
}

refusal refusal_of(failure const& failure, calibration_request const& request)
{
    return failure_of(message_of(failure, request.data.labels));
}

int refuse(refusal const& wrong)
{
    for (auto const& each : wrong.messages) std::cerr << program << ": " << each << '\n';
    return wrong.code;
}

} // namespace wayfinder::cli
