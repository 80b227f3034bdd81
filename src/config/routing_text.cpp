#include "config/routing_text.hpp"

#include "config/number.hpp"
#include "config/text_quoting.hpp"

#include <map>
#include <string_view>
#include <vector>

namespace wayfinder::config {

namespace {

/// The reference's form, a float in every reader's eyes: `3.0`, `0.08`, `1e-05`.
std::string float_text(double value)
{
    auto text = number_text(value);
    if (text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

template <class List, class Text>
std::string list_text(List const& items, Text const& text_of)
{
    std::string text{"["};
    for (auto const& item : items) {
        if (text.size() > 1) text += ", ";
        text += text_of(item);
    }
    return text += ']';
}

std::string weights_text(weights const& by)
{
    std::map<std::string_view, double> changed;
    for (auto const each : all_features)
        if (by[each] != weights{}[each]) changed.emplace(name(each), by[each]);
    if (changed.empty()) return {};
    std::string items;
    for (auto const& [feature, value] : changed)
        items.append(items.empty() ? "" : ", ").append(feature).append(" = ").append(float_text(value));
    return "[routing]\nweights = { " + items + " }\n";
}

std::string lexicon_text(lexicon const& terms)
{
    std::string text;
    if (terms.has_custom_reasoning_terms())
        text += "reasoning_terms = " + list_text(terms.reasoning_terms(), toml_string) + '\n';
    if (terms.has_custom_constraint_terms())
        text += "constraint_terms = " + list_text(terms.constraint_terms(), toml_string) + '\n';
    return text.empty() ? text : "[routing.lexicon]\n" + text;
}

std::string tier_text(tier const& rung)
{
    auto text = "[[routing.tiers]]\nmin_score = " + float_text(rung.min_score) +
                "\nmodel = " + toml_string(rung.model) + '\n';
    if (rung.cost) text += "cost = " + float_text(*rung.cost) + '\n';
    return text;
}

std::string classifier_text(classifier_policy const& classifier)
{
    auto text = "[routing.classifier]\nmodels = " + list_text(classifier.models, toml_string) +
                "\nintercepts = " + list_text(classifier.intercepts, float_text) +
                "\n\n[routing.classifier.weights]\n";
    for (auto const each : all_features)
        if (auto const& by_model = classifier.weights[index_of(each)]; !by_model.empty())
            text.append(name(each)).append(" = ").append(list_text(by_model, float_text)).append("\n");
    return text;
}

void append_block(std::string& text, std::string const& block)
{
    if (!text.empty() && !block.empty()) text += '\n';
    text += block;
}

} // namespace

std::string routing_toml(router const& routing)
{
    std::string text;
    append_block(text, weights_text(routing.weights));
    append_block(text, lexicon_text(routing.lexicon));
    if (auto const* classifier = std::get_if<classifier_policy>(&routing.policy))
        append_block(text, classifier_text(*classifier));
    else
        for (auto const& rung : std::get<tiers_policy>(routing.policy).tiers)
            append_block(text, tier_text(rung));
    return text;
}

} // namespace wayfinder::config
