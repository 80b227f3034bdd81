#include "config/schema/sections.hpp"
#include "config/validation/text_checks.hpp"

#include <wayfinder/feature.hpp>
#include <wayfinder/lexicon.hpp>
#include <wayfinder/score.hpp>

namespace wayfinder::config {

namespace {

constexpr std::size_t most_terms = 2000;

std::string built_in(std::size_t count)
{
    return std::to_string(count) + " built-in words";
}

std::vector<key_spec> weight_keys()
{
    constexpr std::array<std::string_view, feature_count> meanings{
        "words; full weight at 400 or more",
        "Markdown headings; full weight at 8 or more",
        "deepest heading level; full weight at 4 or more",
        "list items; full weight at 15 or more",
        "links; full weight at 10 or more",
        "fenced code blocks; full weight at 4 or more",
        "table rows; full weight at 12 or more",
        "words of `reasoning_terms`; full weight at 2 or more",
        "mathematical symbols and TeX commands; full weight at 6 or more",
        "words of `constraint_terms`; full weight at 3 or more",
        "question marks; full weight at 3 or more",
    };
    std::vector<key_spec> keys;
    for (auto const each : all_features)
        keys.push_back({.section = "routing.weights",
                        .name = name(each),
                        .type = value_type::number,
                        .rule = at_least(0),
                        .fallback = number_text(weights{}[each]),
                        .meaning = meanings[index_of(each)]});
    return keys;
}

std::vector<key_spec> classifier_weight_keys()
{
    std::vector<key_spec> keys;
    for (auto const each : all_features)
        keys.push_back({.section = "routing.classifier.weights",
                        .name = name(each),
                        .type = value_type::numbers,
                        .rule = {.phrase = "a list of numbers, one per model"},
                        .fallback = "a list of zeros",
                        .meaning = "what a saturated count of this feature adds, per model"});
    return keys;
}

std::vector<key_spec> routing_tables()
{
    return {
        {.name = "routing",
         .type = value_type::table,
         .meaning = "How a model is chosen for a prompt. `policy` decides if it is \"skill\", else "
                    "`classifier`, else `tiers`, else `threshold`."},
        {.section = "routing",
         .name = "threshold",
         .type = value_type::number,
         .rule = {.min = 0, .max = 1},
         .fallback = "0.5",
         .meaning =
             "scores of at least this go to the model `cloud`, lower ones to `local`; "
             "`WAYFINDER_ROUTER_THRESHOLD` overrides it. Policy `skill`: the quantile of the shipped table, "
             "or of a learned one, from which the more expensive model answers, whatever the traffic"},
        {.section = "routing",
         .name = "weights",
         .type = value_type::table,
         .meaning = "How much each feature of a prompt counts in the score."},
        {.section = "routing",
         .name = "lexicon",
         .type = value_type::table,
         .meaning = "The words that are counted. A list replaces its built-in counterpart; the other stays."},
        {.section = "routing",
         .name = "tiers",
         .type = value_type::tables,
         .rule = {.min_items = 1},
         .meaning = "A ladder of models: the highest tier whose `min_score` is reached answers. "
                    "The lowest must start at 0."},
        {.section = "routing",
         .name = "classifier",
         .type = value_type::table,
         .meaning = "One linear function of the features per model; the highest value wins."},
    };
}

std::vector<key_spec> routing_values()
{
    rule const terms{
        .check = check_term, .phrase = "a list of at most 2000 non-empty strings", .max_items = most_terms};
    return {
        {.section = "routing.lexicon",
         .name = "reasoning_terms",
         .type = value_type::strings,
         .rule = terms,
         .fallback = built_in(lexicon::default_reasoning_terms.size()),
         .meaning = "words that suggest reasoning, compared in lower case"},
        {.section = "routing.lexicon",
         .name = "constraint_terms",
         .type = value_type::strings,
         .rule = terms,
         .fallback = built_in(lexicon::default_constraint_terms.size()),
         .meaning = "words that suggest constraints, compared in lower case"},
        {.section = "routing.tiers",
         .name = "min_score",
         .type = value_type::number,
         .rule = {.min = 0, .max = 1},
         .meaning = "lowest score of this tier; must differ between tiers",
         .required = true},
        {.section = "routing.tiers",
         .name = "model",
         .rule = {.check = check_model_name},
         .meaning = "a name under `[gateway.models]`",
         .required = true},
        {.section = "routing.tiers",
         .name = "cost",
         .type = value_type::number,
         .rule = at_least(0),
         .meaning = "relative cost, for reports only"},
        {.section = "routing.classifier",
         .name = "models",
         .type = value_type::strings,
         .rule = {.check = check_model_name,
                  .phrase = "a list of at least 2 different names",
                  .min_items = 2},
         .meaning = "names under `[gateway.models]`",
         .required = true},
        {.section = "routing.classifier",
         .name = "intercepts",
         .type = value_type::numbers,
         .rule = {.phrase = "a list of numbers, one per model"},
         .meaning = "constant term of each model's function",
         .required = true},
        {.section = "routing.classifier",
         .name = "weights",
         .type = value_type::table,
         .meaning = "What each feature adds to each model's value.",
         .required = true},
    };
}

} // namespace

std::vector<key_spec> routing_keys()
{
    auto keys = routing_tables();
    for (auto const& part : {skill_keys(), doubt_keys(), weight_keys(), routing_values(),
                             classifier_weight_keys(), session_keys()})
        keys.insert(keys.end(), part.begin(), part.end());
    return keys;
}

} // namespace wayfinder::config
