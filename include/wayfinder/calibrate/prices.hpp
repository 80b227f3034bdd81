// The price of a prompt on each model, given or assumed.
#pragma once

#include <wayfinder/calibrate/dataset.hpp>
#include <wayfinder/calibrate/failure.hpp>
#include <wayfinder/detail/decimal_rounding.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace wayfinder::calibrate {

/// A model's price. The unit is arbitrary but the same for all models.
struct named_cost {
    std::string model;
    double cost{};
};

struct price_list {
    std::vector<double> by_label;
    std::vector<std::size_t> ascending; ///< labels; equal prices keep the order of the fit
    bool known{};                       ///< false: relative prices

    [[nodiscard]] std::size_t cheapest() const noexcept { return ascending.front(); }
    [[nodiscard]] std::size_t dearest() const noexcept { return ascending.back(); }
};

/// From 0.2 to 1.0 in equal steps, three decimals: the reference's substitute for unknown prices.
[[nodiscard]] inline double relative_price(std::size_t rank, std::size_t count) noexcept
{
    if (count < 2) return 1.0;
    double const share = static_cast<double>(rank) / static_cast<double>(count - 1);
    return wayfinder::detail::round_decimals<3>(0.2 + 0.8 * share);
}

[[nodiscard]] inline price_list relative_prices(std::vector<std::size_t> const& order)
{
    price_list list{std::vector<double>(order.size()), order, false};
    for (std::size_t rank = 0; rank < order.size(); ++rank)
        list.by_label[order[rank]] = relative_price(rank, order.size());
    return list;
}

/// Prices for every label. Costs of other models are ignored, but must be valid.
[[nodiscard]] inline result<price_list> told_prices(std::vector<named_cost> const& costs,
                                                    std::vector<std::string> const& labels,
                                                    std::vector<std::size_t> const& order)
{
    price_list list{std::vector<double>(labels.size()), order, true};
    for (auto const& [model, cost] : costs)
        if (!std::isfinite(cost) || cost < 0) return failure{problem::cost_invalid, model, cost};
    for (std::size_t label = 0; label < labels.size(); ++label) {
        auto const found = std::find_if(costs.begin(), costs.end(),
                                        [&](named_cost const& each) { return each.model == labels[label]; });
        if (found == costs.end()) return failure{problem::cost_missing, labels[label]};
        list.by_label[label] = found->cost;
    }
    std::stable_sort(list.ascending.begin(), list.ascending.end(),
                     [&](std::size_t a, std::size_t b) { return list.by_label[a] < list.by_label[b]; });
    if (list.by_label[list.dearest()] == 0) return failure{problem::cost_zero, labels[list.dearest()]};
    return list;
}

} // namespace wayfinder::calibrate
