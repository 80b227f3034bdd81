#include "cli/calibrate/option_lists.hpp"

#include "cli/calibrate/lists.hpp"
#include "config/editing/text_quoting.hpp"

#include <set>
#include <string_view>
#include <utility>

namespace wayfinder::cli {

using config::in_quotes;

std::optional<refusal> read_weights(std::string const& text, weights& by)
{
    if (text.empty()) return std::nullopt;
    std::string wrong;
    auto const given = split_numbers(text, wrong);
    if (!given)
        return misuse("--weights: " + in_quotes(wrong) + " is not FEATURE=NUMBER, such as word_count=3");
    for (auto const& [name, value] : *given) {
        auto const which = feature_named(name);
        if (!which) {
            std::string known;
            for (auto const each : all_features)
                known.append(known.empty() ? "" : ", ").append(wayfinder::name(each));
            return misuse("--weights: no feature is called " + in_quotes(name) + "; the features are " +
                          known);
        }
        if (value < 0)
            return misuse("--weights: " + in_quotes(name) + " must be 0 or more; 0 leaves the feature out");
        by[*which] = value;
    }
    return std::nullopt;
}

std::optional<refusal> read_costs(std::string const& text, std::vector<calibrate::named_cost>& costs)
{
    if (text.empty()) return std::nullopt;
    std::string wrong;
    auto const given = split_numbers(text, wrong);
    if (!given) return misuse("--costs: " + in_quotes(wrong) + " is not MODEL=NUMBER, such as local=0.2");
    std::set<std::string_view> seen;
    for (auto const& [model, cost] : *given) {
        if (cost < 0) return misuse("--costs: the price of " + in_quotes(model) + " must be 0 or more");
        if (!seen.insert(model).second)
            return misuse("--costs: " + in_quotes(model) + " has two prices; keep one");
        costs.push_back({model, cost});
    }
    return std::nullopt;
}

std::optional<refusal> read_models(std::string const& text, std::vector<std::string>& models)
{
    if (text.empty()) return std::nullopt;
    auto given = split_list(text);
    std::set<std::string_view> seen;
    for (auto const& each : given) {
        if (each.empty()) return misuse("--models has an empty name in " + in_quotes(text) + "; take it out");
        if (!seen.insert(each).second)
            return misuse("--models names " + in_quotes(each) + " twice; keep one");
    }
    if (given.size() < 2) return misuse("--models must name at least 2 models, from cheap to dear");
    models = std::move(given);
    return std::nullopt;
}

} // namespace wayfinder::cli
