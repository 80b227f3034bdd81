#include "golden_support.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace wayfinder::test {
namespace {

std::vector<std::string> strings(toml::array const& array)
{
    std::vector<std::string> values;
    for (auto const& node : array) values.push_back(node.value<std::string>().value());
    return values;
}

std::vector<double> numbers(toml::array const& array)
{
    std::vector<double> values;
    for (auto const& node : array) values.push_back(node.value<double>().value());
    return values;
}

tiers_policy read_tiers(toml::array const& array)
{
    tiers_policy ladder;
    for (auto const& node : array) {
        auto const& entry = *node.as_table();
        ladder.tiers.push_back({entry["min_score"].value<double>().value(),
                                entry["model"].value<std::string>().value(), entry["cost"].value<double>()});
    }
    std::stable_sort(ladder.tiers.begin(), ladder.tiers.end(),
                     [](tier const& a, tier const& b) { return a.min_score < b.min_score; });
    return ladder;
}

classifier_policy read_classifier(toml::table const& table)
{
    classifier_policy classifier;
    classifier.models = strings(*table["models"].as_array());
    classifier.intercepts = numbers(*table["intercepts"].as_array());
    for (auto const& [key, node] : *table["weights"].as_table())
        classifier.weights[index_of(feature_named(key.str()).value())] = numbers(*node.as_array());
    return classifier;
}

} // namespace

std::vector<nlohmann::ordered_json> golden_rows(std::string const& file)
{
    std::ifstream stream(std::string{WAYFINDER_GOLDEN_DIR} + "/" + file);
    if (!stream) throw std::runtime_error("cannot read golden file " + file);
    std::vector<nlohmann::ordered_json> rows;
    for (std::string line; std::getline(stream, line);) rows.push_back(nlohmann::ordered_json::parse(line));
    return rows;
}

router router_from_toml(std::string const& toml)
{
    toml::table const document = toml::parse(toml);
    auto const routing = document["routing"];
    router made;
    if (auto const* table = routing["weights"].as_table())
        for (auto const& [key, node] : *table)
            made.weights[feature_named(key.str()).value()] = node.value<double>().value();
    if (auto const* terms = routing["lexicon"]["reasoning_terms"].as_array())
        made.lexicon.set_reasoning_terms(strings(*terms));
    if (auto const* terms = routing["lexicon"]["constraint_terms"].as_array())
        made.lexicon.set_constraint_terms(strings(*terms));

    if (auto const* classifier = routing["classifier"].as_table())
        made.policy = read_classifier(*classifier);
    else if (auto const* tiers = routing["tiers"].as_array())
        made.policy = read_tiers(*tiers);
    else
        made.policy = binary(routing["threshold"].value_or(0.5));
    return made;
}

} // namespace wayfinder::test
