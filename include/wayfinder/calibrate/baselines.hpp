// Rules that need little or no calibration. A fit is only useful if it beats them.
#pragma once

#include <wayfinder/calibrate/cross_validation.hpp>
#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/calibrate/evaluation.hpp>
#include <wayfinder/calibrate/failure.hpp>
#include <wayfinder/calibrate/fit.hpp>
#include <wayfinder/progress.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace wayfinder::calibrate {

enum class baseline : unsigned char {
    always_cheapest,
    always_dearest,
    random,     ///< at random, with the fit's shares
    word_count, ///< cuts fitted on the number of words instead of the score
};

inline constexpr std::array<baseline, 4> all_baselines{baseline::always_cheapest, baseline::always_dearest,
                                                       baseline::random, baseline::word_count};

[[nodiscard]] constexpr std::string_view name(baseline which) noexcept
{
    constexpr std::array<std::string_view, 4> names{"always_cheapest", "always_dearest", "random",
                                                    "word_count"};
    return names[static_cast<std::size_t>(which)];
}

struct baseline_result {
    baseline which{};
    figures held_out;
    decisions made{}; ///< empty for `random`, whose figures are expected values
};

/// Held-out decisions by word count, for the same objective. If the fit is a classifier, the word count gets
/// tiers, or a threshold if there are two labels and no given order.
[[nodiscard]] inline result<decisions> word_count_decisions(dataset const& data, options chosen,
                                                            progress_listener const& on_progress)
{
    if (chosen.how == mode::classifier && data.labels.size() == 2 && chosen.order.empty())
        chosen.how = mode::threshold;
    else if (chosen.how == mode::classifier)
        chosen.how = mode::tiers;
    auto const decide = [&](dataset const& training, dataset const& held_out) -> result<decisions> {
        auto const values = graded_by_words(training);
        auto made =
            within_reach(chosen, [&](options const& with) { return fit_ladder(values, training, with); });
        if (auto* wrong = std::get_if<failure>(&made)) return std::move(*wrong);
        decisions chosen_labels;
        for (auto const& each : graded_by_words(held_out))
            chosen_labels.push_back(std::get<fit>(made).cuts.choose(each.value));
        return chosen_labels;
    };
    return cross_validate(data, decide, on_progress);
}

/// The expected figures of a random choice with these shares.
[[nodiscard]] inline figures expected_by_lot(figures const& like, dataset const& data,
                                             price_list const& prices)
{
    auto const counts = count_labels(data);
    figures expected{0.0, 0.0, like.saved, like.share};
    double at_most = 0.0; // share of samples for which the models so far, from the cheapest, are sufficient
    for (std::size_t const label : prices.ascending) {
        double const prior = static_cast<double>(counts[label]) / static_cast<double>(data.samples.size());
        at_most += prior;
        expected.accuracy += like.share[label] * prior;
        expected.sufficient += like.share[label] * at_most;
    }
    return expected;
}

/// A step of `on_progress` is one fold.
[[nodiscard]] inline result<std::vector<baseline_result>>
assess_baselines(dataset const& data, options const& chosen, price_list const& prices, figures const& fitted,
                 progress_listener const& on_progress)
{
    std::vector<baseline_result> all;
    auto const add = [&](baseline which, decisions made) {
        auto held_out = figures_of(made, data, prices);
        all.push_back({which, std::move(held_out), std::move(made)});
    };
    std::size_t const count = data.samples.size();
    add(baseline::always_cheapest, decisions(count, prices.cheapest()));
    add(baseline::always_dearest, decisions(count, prices.dearest()));
    all.push_back({baseline::random, expected_by_lot(fitted, data, prices)});
    auto by_words = word_count_decisions(data, chosen, on_progress);
    if (auto* wrong = std::get_if<failure>(&by_words)) return std::move(*wrong);
    add(baseline::word_count, std::get<decisions>(std::move(by_words)));
    return all;
}

} // namespace wayfinder::calibrate
