#include "config/reading/governance_reader.hpp"
#include "config/reading/read_into.hpp"
#include "config/values/number.hpp"

namespace wayfinder::config {

namespace {

constexpr int nano = 9; ///< decimal places from dollars to nano-dollars

/// The dollars under a name, times a power of ten.
nano_dollars money_at(toml::table const& table, std::string_view name, int places, nano_dollars otherwise)
{
    auto const* node = table.get(name);
    auto const dollars = node == nullptr ? std::nullopt : as_number(*node);
    return dollars ? times_power_of_ten(*dollars, places) : otherwise;
}

} // namespace

std::optional<price> read_price(toml::table const& model)
{
    if (auto const* table = table_at(model, "price")) {
        auto const input = money_at(*table, "input", nano, 0);
        return price{.input = input,
                     .output = money_at(*table, "output", nano, 0),
                     .cached_input = money_at(*table, "cached_input", nano, input),
                     .per_call = money_at(*table, "per_call", nano, 0)};
    }
    if (!model.contains("cost_per_1k")) return std::nullopt;
    constexpr int thousand = 3; // thousands in a million
    auto const blend = money_at(model, "cost_per_1k", nano + thousand, 0);
    return price{.input = blend, .output = blend, .cached_input = blend};
}

std::optional<budget> read_budget(toml::table const& parent)
{
    auto const* table = table_at(parent, "budget");
    if (table == nullptr) return std::nullopt;
    budget result;
    result.limit = money_at(*table, "limit", nano, 0);
    read_into(result.window, all_budget_windows, *table, "window");
    read_into(result.on_breach, all_breaches, *table, "on_breach");
    return result;
}

std::optional<rate_limit> read_rate_limit(toml::table const& parent)
{
    auto const* table = table_at(parent, "rate_limit");
    if (table == nullptr) return std::nullopt;
    rate_limit result;
    read_into(result.rpm, *table, "rpm");
    read_into(result.tpm, *table, "tpm");
    read_into(result.window, *table, "window");
    read_into(result.max_in_flight, *table, "max_in_flight");
    return result;
}

} // namespace wayfinder::config
