#include "gateway/accounting/cost_estimate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace wayfinder::gateway {
namespace {

using price_table = std::map<std::string, double, std::less<>>;

double rounded(double value, double scale)
{
    return std::round(value * scale) / scale;
}

/// `cost_per_1k` of the models, then `cost` of the tiers for models without one.
price_table configured_prices(config::snapshot const& config)
{
    price_table prices;
    for (auto const& model : config.gateway.models)
        if (model.cost_per_1k) prices.emplace(model.name, *model.cost_per_1k);
    if (auto const* ladder = std::get_if<tiers_policy>(&config.routing.policy))
        for (auto const& tier : ladder->tiers)
            if (tier.cost) prices.emplace(tier.model, *tier.cost);
    return prices;
}

price_table relative_prices(config::snapshot const& config)
{
    auto const names = models_of(config.routing.policy);
    price_table prices;
    auto const steps = std::max<std::size_t>(names.size(), 2) - 1;
    for (std::size_t i = 0; i < names.size(); ++i)
        prices.emplace(names[i],
                       rounded(0.2 + 0.8 * static_cast<double>(i) / static_cast<double>(steps), 1e3));
    return prices;
}

} // namespace

double relative_price(config::snapshot const& config, std::string_view model)
{
    auto const prices = relative_prices(config);
    auto const found = prices.find(model);
    return found == prices.end() ? 1.0 : found->second;
}

cost_estimate estimate_cost(config::snapshot const& config, std::string_view model, std::uint64_t words)
{
    auto prices = configured_prices(config);
    bool const priced = !prices.empty();
    if (!priced) prices = relative_prices(config);

    double dearest = 0.0;
    for (auto const& [name, price] : prices) dearest = std::max(dearest, price);
    auto const found = prices.find(model);
    double const price = found == prices.end() ? dearest : found->second;
    double const thousands = static_cast<double>(words) / 1000.0;

    cost_estimate estimate;
    estimate.per_call = rounded(thousands * price, 1e6);
    estimate.baseline = rounded(thousands * dearest, 1e6);
    estimate.saved = rounded(estimate.baseline - estimate.per_call, 1e6);
    estimate.unit = priced ? "$ / 1k words" : "relative units / 1k words";
    estimate.estimated = !priced;
    return estimate;
}

} // namespace wayfinder::gateway
