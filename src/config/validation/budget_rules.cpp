#include "config/validation/budget_rules.hpp"

#include "config/governance.hpp"
#include "config/validation/remedy.hpp"

#include <algorithm>
#include <array>

namespace wayfinder::config {

namespace {

/// Whether the gateway, or any key or tag, has one.
bool has_budget(toml::table const& gateway)
{
    if (gateway.contains("budget")) return true;
    auto const in_any_of = [&](std::string_view name) {
        auto const* bearers = table_at(gateway, name);
        return bearers != nullptr && std::any_of(bearers->begin(), bearers->end(), [](auto const& item) {
                   auto const* bearer = item.second.as_table();
                   return bearer != nullptr && bearer->contains("budget");
               });
    };
    return in_any_of("keys") || in_any_of("tags");
}

/// Whether its answers are charged by the token.
bool charges_for_output(toml::table const& model)
{
    auto const* price = table_at(model, "price");
    auto const* rate = price == nullptr ? model.get("cost_per_1k") : price->get("output");
    return rate != nullptr && as_number(*rate).value_or(0) > 0;
}

void note_what_budgets_miss(entry const& item, toml::table const& model, report& findings)
{
    auto const path = dotted("gateway.models", item.name());
    if (!model.contains("price") && !model.contains("cost_per_1k"))
        findings.notice(item.where(), '\'' + path + "' has no price: no budget counts what it spends");
    else if (charges_for_output(model) && !model.contains("max_output_tokens"))
        findings.notice(
            item.where(),
            '\'' + path +
                "' has no max_output_tokens: where a client sets no limit, budgets assume at most " +
                std::to_string(assumed_output_tokens) + " tokens per answer");
}

} // namespace

void check_rate_limit(toml::table const& parent, std::string const& path, report& findings)
{
    constexpr std::array<std::string_view, 3> limits{"rpm", "tpm", "max_in_flight"};
    auto const item = entry_at(parent, "rate_limit");
    auto const* table = item ? item->value->as_table() : nullptr;
    if (table == nullptr) return;
    auto const is_meant = [table](std::string_view name) {
        return table->contains(name) || is_misspelt_in(*table, "gateway.rate_limit", name);
    };
    if (std::none_of(limits.begin(), limits.end(), is_meant))
        findings.error(item->where(),
                       '\'' + path +
                           ".rate_limit' must set at least one of 'rpm', 'tpm' and 'max_in_flight'");
}

void check_prices(toml::table const& gateway, report& findings)
{
    auto const* models = table_at(gateway, "models");
    if (models == nullptr) return;
    auto const budgeted = has_budget(gateway);
    for (auto const& item : in_file_order(*models)) {
        auto const* model = item.value->as_table();
        if (model == nullptr) continue;
        if (auto const blend = entry_at(*model, "cost_per_1k"); blend && model->contains("price"))
            findings.error(blend->where(), '\'' + dotted("gateway.models", item.name()) +
                                               "' has both a cost_per_1k and a price; remove one");
        if (budgeted) note_what_budgets_miss(item, *model, findings);
    }
}

} // namespace wayfinder::config
