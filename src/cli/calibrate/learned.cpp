#include "cli/calibrate/learned.hpp"

#include "config/editing/routing_text.hpp"
#include "config/editing/text_quoting.hpp"

#include <wayfinder/skill/learn.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace wayfinder::cli {
namespace {

using nlohmann::ordered_json;
using prompts_list = std::vector<calibrate::labelled_prompt>;

/// The labels, sorted by the mean default score of their prompts.
std::vector<std::string> by_mean_score(prompts_list const& prompts, progress_listener const& on_progress)
{
    std::map<std::string, std::pair<double, double>> sums;
    std::size_t scored = 0;
    for (auto const& each : prompts) {
        auto& [score, count] = sums[each.label];
        score += skill::explain(each.text).score;
        count += 1;
        tell(on_progress, ++scored, prompts.size());
    }
    std::vector<std::pair<double, std::string>> means;
    means.reserve(sums.size());
    for (auto const& [label, sum] : sums) means.emplace_back(sum.first / sum.second, label);
    std::sort(means.begin(), means.end());
    std::vector<std::string> models;
    models.reserve(means.size());
    for (auto& [mean, label] : means) models.push_back(std::move(label));
    return models;
}

/// The weight of a label: an answer of a model that was chosen with probability 0.1 counts as ten. At most
/// 20, so that a few labels do not outweigh all others (truncated inverse propensity weights, Ionides 2008).
double weight_of(calibrate::labelled_prompt const& labelled)
{
    constexpr double most = 20.0;
    return std::min(1.0 / labelled.propensity, most);
}

/// For each model except the cheapest, the weighted share of prompts labelled for it or a dearer one.
std::vector<double> shares_of(std::vector<std::size_t> const& ranks,
                              std::vector<skill::example> const& examples, std::size_t models)
{
    std::vector<double> shares;
    double all = 0;
    for (auto const& each : examples) all += each.weight;
    for (std::size_t rank = 1; rank < models; ++rank) {
        double above = 0;
        for (std::size_t i = 0; i < ranks.size(); ++i)
            if (ranks[i] >= rank) above += examples[i].weight;
        shares.push_back(above / all);
    }
    return shares;
}

/// The effective sample size (Kish): the number of labels if no request was explored, fewer otherwise.
double effective_number(std::vector<skill::example> const& examples)
{
    double sum = 0;
    double squares = 0;
    for (auto const& each : examples) {
        sum += each.weight;
        squares += each.weight * each.weight;
    }
    return sum * sum / squares;
}

std::string with_digits(char const* format, double value)
{
    char text[32];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string report_of(skill::learned_weights const& learned, learning_result const& taught)
{
    return ordered_json{{"labels", learned.examples},     {"effective_labels", taught.effective},
                        {"models", taught.models},        {"dear_shares", taught.dear_shares},
                        {"evidence_t", learned.evidence}, {"blend", learned.blend}}
        .dump();
}

std::string remark_of(skill::learned_weights const& learned)
{
    auto text = "What was learned " + std::string{learned.evidence > 0 ? "agrees" : "disagrees"} +
                " with labels that it was not shown (t = " + with_digits("%.2f", learned.evidence) +
                "), so " + with_digits("%.0f", 100 * learned.blend) + " % of it is taken.";
    if (learned.evidence < 2) text += " Below t = 2 that may be chance: more labels would tell.";
    return text;
}

/// The refusal of labels for fewer than two models.
refusal one_sided(learning_result const& taught)
{
    std::string message = "labels of at least 2 models are needed";
    for (std::size_t i = 0; i < taught.models.size(); ++i)
        if (taught.labels[i] > 0)
            message += ", all " + std::to_string(taught.labels[i]) + " are for " +
                       config::in_quotes(taught.models[i]) + "; add prompts for a second model";
    return failure_of(std::move(message));
}

/// The index of each prompt's label among the models. Sets the number of labels per model.
std::variant<std::vector<std::size_t>, refusal> ranked(prompts_list const& prompts, learning_result& made)
{
    std::vector<std::size_t> ranks;
    made.labels.assign(made.models.size(), 0);
    for (auto const& each : prompts) {
        auto const rank = calibrate::label_named(made.models, each.label);
        if (rank == made.models.size())
            return misuse("--models does not name " + config::in_quotes(each.label) +
                          ", which is a label of the data set; name all of them");
        ranks.push_back(rank);
        ++made.labels[rank];
    }
    auto const taken = std::count_if(made.labels.begin(), made.labels.end(), [](auto n) { return n > 0; });
    if (taken < 2) return one_sided(made);
    return ranks;
}

} // namespace

std::size_t learning_result::count() const
{
    return std::accumulate(labels.begin(), labels.end(), std::size_t{0});
}

std::variant<learning_result, refusal> teach(prompts_list const& prompts, std::vector<std::string> models,
                                             progress_bar& bar)
{
    learning_result made;
    made.models = models.empty() ? by_mean_score(prompts, bar.part("scoring")) : std::move(models);
    auto const placed = ranked(prompts, made);
    if (auto const* wrong = std::get_if<refusal>(&placed)) return *wrong;
    auto const& ranks = std::get<0>(placed);
    std::vector<skill::example> examples;
    for (std::size_t i = 0; i < prompts.size(); ++i)
        examples.push_back({prompts[i].text,
                            static_cast<double>(ranks[i]) / static_cast<double>(made.models.size() - 1),
                            weight_of(prompts[i])});
    made.dear_shares = shares_of(ranks, examples, made.models.size());
    made.effective = effective_number(examples);
    if (made.effective < 0.999 * static_cast<double>(examples.size()))
        made.remarks.push_back("Labels of explored requests are weighed by how unlikely their model was: " +
                               std::to_string(examples.size()) + " labels tell as much as " +
                               with_digits("%.0f", made.effective) + " of equal weight.");
    if (examples.size() < skill::fewest_examples) return made;
    auto learned = skill::learn(examples, bar.part("learning"));
    made.remarks.push_back(remark_of(learned));
    auto report = report_of(learned, made);
    made.file = skill::artifact{std::move(learned), std::move(report)};
    return made;
}

std::string fragment_of(learning_result const& taught, std::string_view learned)
{
    skill::policy policy;
    policy.models = taught.models;
    policy.dear_shares = taught.dear_shares;
    auto text = config::routing_toml({std::move(policy), {}, {}});
    if (!learned.empty()) text += "learned = " + config::toml_string(std::string{learned}) + '\n';
    return text;
}

std::string scarcity_of(learning_result const& taught)
{
    return std::to_string(taught.count()) + " labels are fewer than " +
           std::to_string(skill::fewest_examples) + ": words learned from them would be noise, so ";
}

std::vector<std::string> idle_options(calibrate_options const& asked)
{
    calibrate_options const unsaid;
    std::vector<std::string> notes;
    auto const note = [&](bool given, char const* flag) {
        if (given)
            notes.push_back(std::string{flag} +
                            " has no effect: words and the skill score's own weights are learned, and the "
                            "cuts are shares of the traffic.");
    };
    note(!asked.weights.empty(), "--weights");
    note(asked.objective != unsaid.objective, "--objective");
    note(asked.target_savings.has_value(), "--target-savings");
    note(asked.l2 != unsaid.l2, "--l2");
    note(asked.iterations != unsaid.iterations, "--iterations");
    note(!asked.plot.empty(), "--plot");
    return notes;
}

} // namespace wayfinder::cli
