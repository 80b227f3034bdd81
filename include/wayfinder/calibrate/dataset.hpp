// The input of a calibration: prompts as feature counts, each labelled with the model that should answer it.
#pragma once

#include <wayfinder/features.hpp>
#include <wayfinder/progress.hpp>
#include <wayfinder/score.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wayfinder::calibrate {

/// A prompt and the model that should answer it.
struct labelled_prompt {
    std::string text;
    std::string label;
    double propensity{1.0}; ///< probability with which the model that answered was chosen, before the label
                            ///< was known

    friend bool operator==(labelled_prompt const&, labelled_prompt const&) = default;
};

struct sample {
    features counts;
    std::size_t label{}; ///< index into `dataset::labels`
};

/// Everywhere else, a label is an index into `labels`.
struct dataset {
    std::vector<std::string> labels;   ///< distinct, sorted by name
    std::vector<sample> samples;       ///< in prompt order
    std::vector<std::size_t> distinct; ///< by label: number of distinct prompts
};

/// A sample reduced to the one number that a ladder uses.
struct graded {
    double value{};
    std::size_t label{};
};

/// Index of a label, or `labels.size()` if it is unknown.
[[nodiscard]] inline std::size_t label_named(std::vector<std::string> const& labels, std::string_view name)
{
    auto const found = std::find(labels.begin(), labels.end(), name);
    return static_cast<std::size_t>(found - labels.begin());
}

/// Counts the features of every prompt with these terms. A step of `on_progress` is one prompt.
[[nodiscard]] inline dataset count_features(std::span<labelled_prompt const> prompts, lexicon const& terms,
                                            progress_listener const& on_progress = {})
{
    dataset data;
    for (auto const& each : prompts) data.labels.push_back(each.label);
    std::sort(data.labels.begin(), data.labels.end());
    data.labels.erase(std::unique(data.labels.begin(), data.labels.end()), data.labels.end());

    std::vector<std::pair<std::size_t, std::string_view>> seen;
    for (auto const& each : prompts) {
        auto const label = label_named(data.labels, each.label);
        data.samples.push_back({extract_features(each.text, terms), label});
        seen.emplace_back(label, each.text);
        tell(on_progress, seen.size(), prompts.size());
    }
    std::sort(seen.begin(), seen.end());
    seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
    data.distinct.assign(data.labels.size(), 0);
    for (auto const& each : seen) ++data.distinct[each.first];
    return data;
}

[[nodiscard]] inline std::vector<std::size_t> count_labels(dataset const& data)
{
    std::vector<std::size_t> counts(data.labels.size(), 0);
    for (auto const& each : data.samples) ++counts[each.label];
    return counts;
}

[[nodiscard]] inline std::vector<graded> graded_by_score(dataset const& data, weights const& by)
{
    std::vector<graded> values;
    values.reserve(data.samples.size());
    for (auto const& each : data.samples) values.push_back({score(each.counts, by), each.label});
    return values;
}

[[nodiscard]] inline std::vector<graded> graded_by_words(dataset const& data)
{
    std::vector<graded> values;
    values.reserve(data.samples.size());
    for (auto const& each : data.samples)
        values.push_back({static_cast<double>(each.counts[feature::word_count]), each.label});
    return values;
}

/// By label; 0 for labels without samples.
[[nodiscard]] inline std::vector<double> mean_values(std::span<graded const> values, std::size_t label_count)
{
    std::vector<double> means(label_count, 0.0);
    std::vector<std::size_t> counts(label_count, 0);
    for (auto const& each : values) {
        means[each.label] += each.value;
        ++counts[each.label];
    }
    for (std::size_t label = 0; label < label_count; ++label)
        if (counts[label] > 0) means[label] /= static_cast<double>(counts[label]);
    return means;
}

/// Labels by ascending mean value, ties by name. This order defines which model is "higher" if neither prices
/// nor the caller do.
[[nodiscard]] inline std::vector<std::size_t> order_by_mean(std::span<graded const> values,
                                                            std::size_t label_count)
{
    auto const means = mean_values(values, label_count);
    std::vector<std::size_t> order(label_count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return means[a] < means[b]; });
    return order;
}

} // namespace wayfinder::calibrate
