#include "cli/calibrate/outcome.hpp"

#include <wayfinder/calibrate/dataset.hpp>

#include <cmath>
#include <cstdio>

namespace wayfinder::cli {
namespace {

using calibrate::baseline;
using calibrate::figures;

/// The width in terminal columns. A UTF-8 continuation byte has no width.
std::size_t width(std::string_view text)
{
    std::size_t count = 0;
    for (char const c : text) count += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0U : 1U;
    return count;
}

std::string padded(std::string text, std::size_t to)
{
    auto const used = width(text);
    return used < to ? text.append(to - used, ' ') : text;
}

std::string shares(figures const& of, calibration_outcome const& outcome)
{
    std::string text;
    for (auto const label : outcome.fit.order)
        text.append(text.empty() ? "" : ", ")
            .append(outcome.request.data.labels[label])
            .append(" ")
            .append(percent(of.share[label]));
    return text;
}

struct row {
    std::string rule;
    figures of;
};

std::string head(calibration_outcome const& outcome)
{
    auto const& data = outcome.request.data;
    auto const counts = calibrate::count_labels(data);
    std::string labels;
    for (auto const label : outcome.fit.order)
        labels.append(labels.empty() ? "" : ", ")
            .append(std::to_string(counts[label]))
            .append(" ")
            .append(data.labels[label]);
    return std::to_string(data.samples.size()) + " prompts: " + labels +
           ".\nOn prompts that a rule was not fitted to (" + std::to_string(outcome.worth.folds) +
           "-fold cross-validation):\n\n";
}

} // namespace

std::string percent(double share)
{
    char text[32];
    bool const nothing = std::abs(share) < 0.0005; // no -0.0 %
    std::snprintf(text, sizeof text, "%.1f %%", nothing ? 0.0 : share * 100);
    return text;
}

std::string title(baseline which, calibration_outcome const& outcome)
{
    auto const& labels = outcome.request.data.labels;
    auto const& prices = outcome.fit.prices;
    switch (which) {
    case baseline::always_cheapest:
        return "always " + labels[prices.cheapest()];
    case baseline::always_dearest:
        return "always " + labels[prices.dearest()];
    case baseline::random:
        return "random, same shares";
    case baseline::word_count:
        break;
    }
    return "cuts on word count alone";
}

std::string figures_table(calibration_outcome const& outcome)
{
    std::vector<row> rows{{"this fit", outcome.worth.held_out},
                          {"  on the prompts it saw", outcome.worth.training}};
    for (auto const& each : outcome.worth.baselines)
        rows.push_back({title(each.which, outcome), each.held_out});
    std::size_t widest = 0;
    for (auto const& each : rows) widest = std::max(widest, width(each.rule));

    auto text = head(outcome) + padded("rule", widest) + "  accuracy  good enough    saved  sent to\n";
    for (auto const& [rule, of] : rows) {
        char numbers[64];
        std::snprintf(numbers, sizeof numbers, "  %8s  %11s  %7s  ", percent(of.accuracy).c_str(),
                      percent(of.sufficient).c_str(), percent(of.saved).c_str());
        text += padded(rule, widest) + numbers + shares(of, outcome) + '\n';
    }
    return text;
}

} // namespace wayfinder::cli
