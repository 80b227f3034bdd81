#include "config/precedence.hpp"
#include "config/reading/reader.hpp"

#include <algorithm>
#include <utility>

namespace wayfinder::config {

namespace {

double number_at(toml::table const& table, std::string_view name, double otherwise)
{
    auto const* value = table.get(name);
    return value == nullptr ? otherwise : as_number(*value).value_or(otherwise);
}

std::vector<double> numbers_of(toml::array const& list)
{
    std::vector<double> numbers;
    for (auto const& item : list) numbers.push_back(as_number(item).value_or(0.0));
    return numbers;
}

std::vector<std::string> texts_of(toml::array const& list)
{
    std::vector<std::string> texts;
    for (auto const& item : list) texts.push_back(item.value_or(std::string{}));
    return texts;
}

weights read_weights(toml::table const& routing)
{
    weights result;
    if (auto const* table = table_at(routing, "weights"))
        for (auto const each : all_features) result[each] = number_at(*table, name(each), result[each]);
    return result;
}

lexicon read_lexicon(toml::table const& routing)
{
    lexicon result;
    auto const* table = table_at(routing, "lexicon");
    if (table == nullptr) return result;
    if (auto const* terms = array_at(*table, "reasoning_terms")) result.set_reasoning_terms(texts_of(*terms));
    if (auto const* terms = array_at(*table, "constraint_terms"))
        result.set_constraint_terms(texts_of(*terms));
    return result;
}

classifier_policy read_classifier(toml::table const& classifier)
{
    classifier_policy result;
    if (auto const* models = array_at(classifier, "models")) result.models = texts_of(*models);
    if (auto const* intercepts = array_at(classifier, "intercepts"))
        result.intercepts = numbers_of(*intercepts);
    if (auto const* table = table_at(classifier, "weights"))
        for (auto const each : all_features)
            if (auto const* by_model = array_at(*table, name(each)))
                result.weights[index_of(each)] = numbers_of(*by_model);
    return result;
}

tiers_policy read_tiers(toml::array const& list)
{
    tiers_policy result;
    for (auto const& item : list) {
        auto const& table = *item.as_table();
        auto& rung = result.tiers.emplace_back();
        rung.min_score = number_at(table, "min_score", 0.0);
        rung.model = text_at(table, "model").value_or("");
        if (auto const* cost = table.get("cost")) rung.cost = as_number(*cost);
    }
    std::stable_sort(result.tiers.begin(), result.tiers.end(),
                     [](tier const& a, tier const& b) { return a.min_score < b.min_score; });
    return result;
}

} // namespace

router read_routing(toml::table const& document, learned_file_contents learned,
                    std::optional<double> threshold)
{
    router result;
    toml::table const nothing;
    auto const* table = table_at(document, "routing");
    auto const& routing = table == nullptr ? nothing : *table;
    result.weights = read_weights(routing);
    result.lexicon = read_lexicon(routing);
    if (routes_by_skill(routing)) {
        result.policy = read_skill(routing, std::move(learned), threshold);
    } else if (auto const* classifier = table_at(routing, "classifier")) {
        result.policy = read_classifier(*classifier);
    } else if (auto const* tiers = array_at(routing, "tiers")) {
        result.policy = read_tiers(*tiers);
    } else {
        constexpr double default_threshold = 0.5;
        result.policy = binary(threshold.value_or(number_at(routing, "threshold", default_threshold)));
    }
    return result;
}

quantiles read_quantiles(toml::table const& document, std::filesystem::path const& directory)
{
    quantiles result;
    auto const* routing = table_at(document, "routing");
    if (routing == nullptr) return result;
    result.per_key = text_at(*routing, "quantiles") == "key";
    if (auto const file = text_at(*routing, "quantiles_file")) result.file = directory / *file;
    return result;
}

} // namespace wayfinder::config
