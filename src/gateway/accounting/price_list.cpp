#include "gateway/accounting/price_list.hpp"

#include "config/values/sha256_text.hpp"
#include "control/prices.hpp"
#include "gateway/accounting/cost_estimate.hpp"
#include "wire/sha256.hpp"

#include <algorithm>
#include <cmath>

namespace wayfinder::gateway {
namespace {

/// Converts units per 1000 tokens of any kind to a price per million.
config::price blend(double per_thousand)
{
    auto const rate = static_cast<config::nano_dollars>(
        std::llround(per_thousand * 1000 * static_cast<double>(config::dollar)));
    return {rate, rate, rate, 0};
}

} // namespace

price_list::price_list(config::snapshot const& config)
{
    auto const& models = config.gateway.models;
    in_dollars_ = std::any_of(models.begin(), models.end(), [](auto const& each) { return each.price; });
    std::string listed;
    for (auto const& model : models) {
        auto const price =
            in_dollars_ ? model.price : std::optional{blend(relative_price(config, model.name))};
        prices_.push_back(price);
        listed += model.name + '\n';
        if (!price) continue;
        for (auto const each : {price->input, price->output, price->cached_input, price->per_call})
            listed += std::to_string(each) + '\n';
    }
    version_ = config::to_text(wire::sha256_of(listed)).substr(0, 12);
}

control::unit price_list::unit_of(std::size_t model) const
{
    if (!in_dollars_) return control::unit::relative;
    return prices_[model] ? control::unit::usd : control::unit::unpriced;
}

bill price_list::bill_for(std::size_t served, wire::token_counts const& tokens,
                          std::vector<bool> const& allowed) const
{
    bill made{unit_of(served), 0, 0};
    if (made.unit == control::unit::unpriced) return made;
    made.cost = control::cost_of(*prices_[served], tokens);
    made.baseline = made.cost;
    for (std::size_t i = 0; i < prices_.size(); ++i)
        if (allowed[i] && prices_[i])
            made.baseline = std::max(made.baseline, control::cost_of(*prices_[i], tokens));
    return made;
}

std::optional<config::nano_dollars> price_list::cost_of(std::size_t model,
                                                        wire::token_counts const& tokens) const
{
    if (!in_dollars_ || !prices_[model]) return std::nullopt;
    return control::cost_of(*prices_[model], tokens);
}

} // namespace wayfinder::gateway
