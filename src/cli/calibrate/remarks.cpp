#include "cli/calibrate/outcome.hpp"
#include "config/editing/text_quoting.hpp"
#include "config/values/number.hpp"

#include <wayfinder/calibrate/inversion.hpp>
#include <wayfinder/calibrate/statistics.hpp>

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace wayfinder::cli {
namespace {

using calibrate::baseline;
using calibrate::mode;
using calibrate::objective;
using calibrate::verdict;
using config::in_quotes;

std::string decimals(double value, int count)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", count, value);
    return text;
}

std::string quoted_label(calibration_outcome const& outcome, std::size_t label)
{
    return in_quotes(outcome.request.data.labels[label]);
}

/// The meaning of the columns, and the confidence interval of the first one.
std::string reading(calibration_outcome const& outcome)
{
    auto const& [low, high] = outcome.worth.accuracy;
    auto const& prices = outcome.fit.prices;
    auto text = "The fit's accuracy lies between " + percent(low) + " and " + percent(high) +
                " (95 % Wilson interval). Good enough is the model of the label or a dearer one. Saved is of "
                "the bill of always taking " +
                quoted_label(outcome, prices.dearest());
    if (prices.known) return text + '.';
    std::string assumed;
    for (auto const label : prices.ascending)
        assumed.append(assumed.empty() ? "" : ", ")
            .append(outcome.request.data.labels[label])
            .append(" ")
            .append(config::number_text(prices.by_label[label]));
    return text + " at assumed prices (" + assumed + "); tell the real ones with --costs.";
}

std::string counted_test(calibrate::paired_comparison const& found)
{
    if (found.first_only + found.second_only == 0) return "they are right on the same prompts";
    return "only the fit is right on " + std::to_string(found.first_only) + ", only that rule on " +
           std::to_string(found.second_only) + " (McNemar's test: p " +
           (found.p_value < 0.001 ? "below 0.001" : "= " + decimals(found.p_value, 3)) + ')';
}

std::string judgement(calibration_outcome const& outcome)
{
    auto const& worth = outcome.worth;
    auto const& rival = worth.baselines[worth.best];
    auto const rule = title(rival.which, outcome);
    auto const test = worth.against_best ? counted_test(*worth.against_best)
                                         : "the interval of the fit's accuracy is to be compared with " +
                                               percent(rival.held_out.accuracy);
    bool const surely_worse = worth.against_best && worth.against_best->p_value < calibrate::significance;
    switch (worth.outcome) {
    case verdict::better:
        return "The fit beats the best of these rules (" + rule + "): " + test + '.';
    case verdict::no_better:
        return std::string{"The fit is "} + (surely_worse ? "worse than" : "no better than") +
               " a plainer rule (" + rule + "): " + test + '.';
    case verdict::unproven:
        break;
    }
    auto text =
        "The fit is ahead of the best of these rules (" + rule + "), but that may be luck: " + test + '.';
    if (worth.against_best && worth.against_best->needed > outcome.request.data.samples.size())
        text += " If the lead is real, about " + std::to_string(worth.against_best->needed) +
                " labels would show it.";
    return text;
}

void add_scarcity(std::vector<std::string>& all, calibration_outcome const& outcome)
{
    auto const& data = outcome.request.data;
    auto const count = data.samples.size();
    if (outcome.worth.half_width() > calibrate::wanted_half_width)
        all.push_back(
            "Too few labels to tell: " + std::to_string(count) + " leave the accuracy uncertain by " +
            decimals(outcome.worth.half_width() * 100, 0) + " points either way; " +
            std::to_string(calibrate::trials_for(calibrate::wanted_half_width)) + " would leave 10 at most.");
    for (auto const label : outcome.fit.order)
        if (data.distinct[label] < calibrate::wanted_per_label)
            all.push_back("Too few prompts for " + quoted_label(outcome, label) +
                          " to learn from: " + std::to_string(data.distinct[label]) + " different, " +
                          std::to_string(calibrate::wanted_per_label) + " are the least.");
    auto const distinct = std::accumulate(data.distinct.begin(), data.distinct.end(), std::size_t{0});
    if (distinct < count)
        all.push_back(std::to_string(count - distinct) + " of the " + std::to_string(count) +
                      " prompts repeat another. Unless your traffic repeats itself as much, the accuracy is "
                      "flattered.");
}

void add_inversion(std::vector<std::string>& all, calibration_outcome const& outcome)
{
    auto const& request = outcome.request;
    auto const found = calibrate::find_inversion(request.data, request.options, outcome.fit.prices);
    if (!found) return;
    auto const cheaper = quoted_label(outcome, found->cheaper);
    auto const dearer = quoted_label(outcome, found->dearer);
    if (found->cheaper_mean == found->dearer_mean) {
        all.push_back("The score does not tell " + cheaper + " from " + dearer + ": both average " +
                      decimals(found->cheaper_mean, 3) + '.');
        return;
    }
    auto text = "The scores run the wrong way: prompts for " + cheaper + " average " +
                decimals(found->cheaper_mean, 3) + ", those for " + dearer + " only " +
                decimals(found->dearer_mean, 3) + '.';
    auto const& order = outcome.fit.order;
    auto const rank = [&](std::size_t label) { return std::find(order.begin(), order.end(), label); };
    if (request.options.how != mode::classifier && rank(found->cheaper) > rank(found->dearer))
        text += " So this ladder puts " + cheaper + " above " + dearer + " and sends it the complex prompts.";
    all.push_back(text + " Check the labels, or try --weights or --mode classifier.");
}

/// Adds remarks on models that the ladder leaves out.
void add_unreachable(std::vector<std::string>& all, calibration_outcome const& outcome)
{
    auto const& fit = outcome.fit;
    if (outcome.request.options.how == mode::classifier) return;
    auto const rungs = calibrate::reachable(fit.cuts);
    if (rungs.size() == 1) {
        all.push_back("Everything goes to " + quoted_label(outcome, rungs.front().label) +
                      ": no cut serves the objective better, so the ladder has this one tier.");
        return;
    }
    for (auto const label : fit.order)
        if (std::none_of(rungs.begin(), rungs.end(), [&](auto const& each) { return each.label == label; }))
            all.push_back("No score would ever choose " + quoted_label(outcome, label) +
                          ": its cut is that of the next tier. The ladder leaves it out.");
}

} // namespace

std::vector<std::string> remarks(calibration_outcome const& outcome)
{
    std::vector<std::string> all{reading(outcome), judgement(outcome)};
    add_scarcity(all, outcome);
    add_inversion(all, outcome);
    add_unreachable(all, outcome);
    auto const& request = outcome.request;
    if (!outcome.fit.settled)
        all.push_back("The classifier had not settled after " + std::to_string(outcome.fit.iterations) +
                      " iterations; raise --iterations.");
    if (request.options.goal == objective::knee && outcome.fit.prices.known)
        all.emplace_back(
            "With prices the knee maximises quality recovered plus savings, so that they matter; "
            "without, their product.");
    all.insert(all.end(), request.notes.begin(), request.notes.end());
    return all;
}

} // namespace wayfinder::cli
