#include "config/editing/routing_text.hpp"

#include "config/editing/text_quoting.hpp"
#include "config/skill_routing.hpp"
#include "config/values/number.hpp"

#include <map>
#include <string_view>
#include <vector>

namespace wayfinder::config {

namespace {

/// The reference's format, which every reader parses as a float: `3.0`, `0.08`, `1e-05`.
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

/// `weights = { … }`, or nothing if they are the defaults.
std::string weights_line(weights const& by)
{
    std::map<std::string_view, double> changed;
    for (auto const each : all_features)
        if (by[each] != weights{}[each]) changed.emplace(name(each), by[each]);
    if (changed.empty()) return {};
    std::string items;
    for (auto const& [feature, value] : changed)
        items.append(items.empty() ? "" : ", ").append(feature).append(" = ").append(float_text(value));
    return "weights = { " + items + " }\n";
}

/// The keys directly under [routing].
std::string skill_lines(skill::policy const& policy)
{
    auto text = "policy = \"skill\"\nmodels = " + list_text(policy.models, toml_string) + '\n';
    if (policy.fixed)
        text += "threshold = " + float_text(1.0 - policy.dear_shares.front()) + '\n';
    else
        text += "dear_share = " + list_text(policy.dear_shares, float_text) + '\n';
    if (policy.abstain_band != 0) text += "abstain_band = " + float_text(policy.abstain_band) + '\n';
    if (policy.on_abstain != skill::abstention::as_scored)
        text.append("on_abstain = ").append(toml_string(name(policy.on_abstain))) += '\n';
    if (policy.explore != 0) text += "explore = " + float_text(policy.explore) + '\n';
    return text;
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
    auto const* by_skill = std::get_if<skill::policy>(&routing.policy);
    auto const own = weights_line(routing.weights) + (by_skill == nullptr ? "" : skill_lines(*by_skill));
    append_block(text, own.empty() ? own : "[routing]\n" + own);
    append_block(text, lexicon_text(routing.lexicon));
    if (auto const* classifier = std::get_if<classifier_policy>(&routing.policy))
        append_block(text, classifier_text(*classifier));
    else if (auto const* ladder = std::get_if<tiers_policy>(&routing.policy))
        for (auto const& rung : ladder->tiers) append_block(text, tier_text(rung));
    return text;
}

} // namespace wayfinder::config
