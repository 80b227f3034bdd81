#include "config/validation/routing_rules.hpp"

#include "config/precedence.hpp"
#include "config/validation/suggestion.hpp"
#include "config/values/number.hpp"

#include <wayfinder/score.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace wayfinder::config {

namespace {

struct cut {
    double score;
    place where;
    std::size_t index; ///< in file order
};

std::string path_of(cut const& tier)
{
    return "'routing.tiers[" + std::to_string(tier.index) + "].min_score'";
}

/// In ascending order of score. Empty if one of them is invalid: the order cannot be judged then.
std::vector<cut> sorted_cuts(toml::array const& tiers)
{
    std::vector<cut> cuts;
    for (std::size_t i = 0; i < tiers.size(); ++i) {
        auto const* table = tiers[i].as_table();
        auto const* value = table == nullptr ? nullptr : table->get("min_score");
        auto const score = value == nullptr ? std::nullopt : as_number(*value);
        if (!score || *score < 0 || *score > 1) return {};
        cuts.push_back({*score, place_of(*value), i});
    }
    std::stable_sort(cuts.begin(), cuts.end(), [](cut const& a, cut const& b) { return a.score < b.score; });
    return cuts;
}

void check_tiers(toml::array const& tiers, report& findings)
{
    auto const cuts = sorted_cuts(tiers);
    if (cuts.empty()) return;
    if (auto const& lowest = cuts.front(); lowest.score != 0)
        findings.error(lowest.where, path_of(lowest) + " must be 0, since this tier is the lowest, found " +
                                         number_text(lowest.score));
    for (std::size_t i = 1; i < cuts.size(); ++i) {
        if (cuts[i].score != cuts[i - 1].score) continue;
        findings.error(cuts[i].where, path_of(cuts[i]) +
                                          " must differ from that of every other tier, found " +
                                          number_text(cuts[i].score) + " as on line " +
                                          std::to_string(cuts[i - 1].where.line));
    }
}

void check_length(entry const& list, std::string const& path, std::size_t models, report& findings)
{
    auto const* numbers = list.value->as_array();
    if (numbers == nullptr || numbers->size() == models) return;
    findings.error(list.value_where(), '\'' + path + "' must be a list of " + std::to_string(models) +
                                           " numbers, one per model, found " +
                                           std::to_string(numbers->size()));
}

void check_classifier(toml::table const& classifier, report& findings)
{
    auto const* models = array_at(classifier, "models");
    if (models == nullptr || models->size() < 2) return;
    std::set<std::string_view> seen;
    for (auto const& model : *models) {
        auto const name = model.value_exact<std::string_view>();
        if (name && !seen.insert(*name).second)
            findings.error(place_of(model), "'routing.classifier.models' must be distinct names, found " +
                                                in_quotes(*name) + " twice");
    }
    if (auto const intercepts = entry_at(classifier, "intercepts"))
        check_length(*intercepts, "routing.classifier.intercepts", models->size(), findings);
    auto const* weights = table_at(classifier, "weights");
    if (weights == nullptr) return;
    for (auto const& item : in_file_order(*weights))
        check_length(item, dotted("routing.classifier.weights", item.name()), models->size(), findings);
}

void check_weights(entry const& configured, report& findings)
{
    auto const* table = configured.value->as_table();
    if (table == nullptr) return;
    weights sum;
    for (auto const each : all_features) {
        auto const* value = table->get(name(each));
        auto const weight = value == nullptr ? std::nullopt : as_number(*value);
        if (weight && *weight >= 0) sum[each] = *weight;
    }
    if (!std::isfinite(total(sum)))
        findings.error(configured.value_where(),
                       "'routing.weights' must be smaller: their sum is not finite");
}

/// A model that [routing] may choose.
struct routed {
    std::string name;
    place where;
};

std::vector<routed> routed_models(toml::table const& routing)
{
    std::vector<routed> names;
    auto const deciding = deciding_key(routing);
    auto const add = [&](toml::node const* value) {
        if (value != nullptr && value->is_string())
            names.push_back({value->as_string()->get(), place_of(*value)});
    };
    if (deciding == "policy") {
        auto const where = entry_at(routing, deciding)->where();
        for (auto& model : skill_models(routing)) names.push_back({std::move(model), where});
    } else if (deciding == "classifier") {
        auto const* classifier = table_at(routing, deciding);
        auto const* models = classifier == nullptr ? nullptr : array_at(*classifier, "models");
        if (models != nullptr)
            for (auto const& model : *models) add(&model);
    } else if (deciding == "tiers") {
        if (auto const* tiers = array_at(routing, deciding))
            for (auto const& tier : *tiers)
                if (auto const* table = tier.as_table()) add(table->get("model"));
    } else {
        auto const threshold = entry_at(routing, deciding);
        auto const where = threshold ? threshold->where() : place{};
        for (auto const& rung : binary(0.5).tiers) names.push_back({rung.model, where});
    }
    return names;
}

/// How to fix a route to a model that does not exist.
std::string cure(std::string const& name, toml::table const& models, bool by_threshold)
{
    std::vector<std::string_view> known;
    for (auto const& each : models) known.push_back(each.first.str());
    if (auto const meant = nearest(name, known)) return "; did you mean " + in_quotes(*meant) + '?';
    return by_threshold
               ? "; a threshold routes to \"local\" and \"cloud\" only, use [[routing.tiers]] for other names"
               : "";
}

} // namespace

learned_file_contents check_routing(toml::table const& document, std::filesystem::path const& directory,
                                    report& findings)
{
    auto const* routing = table_at(document, "routing");
    if (routing == nullptr) return nullptr;
    auto const deciding = deciding_key(*routing);
    auto learned = check_skill(*routing, directory, findings);
    if (deciding == "classifier") {
        if (auto const* classifier = table_at(*routing, deciding)) check_classifier(*classifier, findings);
    } else if (deciding == "tiers") {
        if (auto const* tiers = array_at(*routing, deciding)) check_tiers(*tiers, findings);
    }
    if (auto const weights = entry_at(*routing, "weights")) check_weights(*weights, findings);
    return learned;
}

void check_routed_models(toml::table const& document, report& findings)
{
    auto const* gateway = table_at(document, "gateway");
    auto const* models = gateway == nullptr ? nullptr : table_at(*gateway, "models");
    if (models == nullptr || models->empty()) return;
    toml::table const defaults;
    auto const* const given = table_at(document, "routing");
    auto const& routing = given == nullptr ? defaults : *given;
    bool const by_threshold = deciding_key(routing) == "threshold";
    std::set<std::string> reported;
    for (auto const& [name, where] : routed_models(routing)) {
        if (models->contains(name) || !reported.insert(name).second) continue;
        findings.dead_end(where, "routing may choose the model " + in_quotes(name) + ", but there is no [" +
                                     dotted("gateway.models", name) +
                                     "]: requests routed to it are refused with 500" +
                                     cure(name, *models, by_threshold));
    }
}

void check_session_prices(toml::table const& document, report& findings)
{
    auto const* routing = table_at(document, "routing");
    auto const* sessions = routing == nullptr ? nullptr : table_at(*routing, "sessions");
    auto const* gateway = table_at(document, "gateway");
    auto const* models = gateway == nullptr ? nullptr : table_at(*gateway, "models");
    if (sessions == nullptr || models == nullptr || !(*sessions)["enabled"].value_or(false)) return;
    std::set<std::string> reported;
    for (auto const& [name, where] : routed_models(*routing)) {
        auto const* model = table_at(*models, name);
        if (model == nullptr || model->contains("price") || model->contains("cost_per_1k")) continue;
        if (!reported.insert(name).second) continue;
        findings.notice(entry_at(*sessions, "enabled")->where(),
                        "'routing.sessions' weighs prices, but the model " + in_quotes(name) +
                            " has none: conversations do not move to or from it because of their score; for "
                            "a free model set price = { input = 0, output = 0 }");
    }
}

} // namespace wayfinder::config
