// Detects data on which the score is inverted.
#pragma once

#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/calibrate/fit.hpp>
#include <wayfinder/calibrate/prices.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace wayfinder::calibrate {

/// Prompts of the cheaper model score at least as high, on average, as those of the more expensive one.
struct inversion {
    std::size_t cheaper{};
    std::size_t dearer{};
    double cheaper_mean{};
    double dearer_mean{};
};

/// The first neighbours in cost order whose mean scores do not ascend. The order is that of the given prices,
/// else the given order, else that implied by the names `local` and `cloud`; without any of these, no
/// inversion can be detected.
[[nodiscard]] inline std::optional<inversion> find_inversion(dataset const& data, options const& chosen,
                                                             price_list const& prices)
{
    std::vector<std::size_t> ascending;
    auto const local = label_named(data.labels, "local");
    auto const cloud = label_named(data.labels, "cloud");
    if (prices.known)
        ascending = prices.ascending;
    else if (!chosen.order.empty() && chosen.how != mode::threshold)
        for (auto const& each : chosen.order) ascending.push_back(label_named(data.labels, each));
    else if (local < data.labels.size() && cloud < data.labels.size())
        ascending = {local, cloud};

    auto const means = mean_values(graded_by_score(data, chosen.weights), data.labels.size());
    for (std::size_t at = 1; at < ascending.size(); ++at) {
        std::size_t const low = ascending[at - 1];
        std::size_t const high = ascending[at];
        bool const same_price = prices.known && prices.by_label[low] == prices.by_label[high];
        if (!same_price && means[low] >= means[high]) return inversion{low, high, means[low], means[high]};
    }
    return std::nullopt;
}

} // namespace wayfinder::calibrate
