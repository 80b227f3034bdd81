#include "cli/calibrate/learned.hpp"

#include "cli/calibrate/lists.hpp"
#include "cli/cli.hpp"
#include "cli/file_replacement.hpp"
#include "config/learned_file.hpp"
#include "config/routing_text.hpp"
#include "config/text_quoting.hpp"

#include <wayfinder/skill/learn.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

namespace wayfinder::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using prompts_list = std::vector<calibrate::labelled_prompt>;

/// Labels by the mean default score of their prompts.
std::vector<std::string> by_mean_score(prompts_list const& prompts, progress_listener const& told)
{
    std::map<std::string, std::pair<double, double>> sums;
    std::size_t scored = 0;
    for (auto const& each : prompts) {
        auto& [score, count] = sums[each.label];
        score += skill::explain(each.text).score;
        count += 1;
        tell(told, ++scored, prompts.size());
    }
    std::vector<std::pair<double, std::string>> means;
    for (auto const& [label, sum] : sums) means.emplace_back(sum.first / sum.second, label);
    std::sort(means.begin(), means.end());
    std::vector<std::string> models;
    for (auto& [mean, label] : means) models.push_back(std::move(label));
    return models;
}

/// What a label stands for: an answer that had one chance in ten stands for ten. No more than 20, so that a
/// handful of them does not drown all others (truncated inverse propensity weights, Ionides 2008).
double weight_of(calibrate::labelled_prompt const& labelled)
{
    constexpr double most = 20.0;
    return std::min(1.0 / labelled.propensity, most);
}

/// The share of prompts whose label is at or above each model but the cheapest.
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

/// How many labels of equal weight tell as much (Kish): all of them where nothing was explored.
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

std::string report_of(skill::lesson const& learned, teaching const& taught, double effective)
{
    return ordered_json{{"labels", learned.examples},     {"effective_labels", effective},
                        {"models", taught.models},        {"dear_shares", taught.dear_shares},
                        {"evidence_t", learned.evidence}, {"blend", learned.blend}}
        .dump();
}

std::string remark_of(skill::lesson const& learned)
{
    auto text = "What was learned " + std::string{learned.evidence > 0 ? "agrees" : "disagrees"} +
                " with labels that it was not shown (t = " + with_digits("%.2f", learned.evidence) +
                "), so " + with_digits("%.0f", 100 * learned.blend) + " % of it is taken.";
    if (learned.evidence < 2) text += " Below t = 2 that may be chance: more labels would tell.";
    return text;
}

void print(teaching const& taught)
{
    for (auto const& each : taught.remarks) std::cerr << "- " << each << '\n';
}

refusal misuse(std::string message)
{
    return {{std::move(message)}, usage};
}

/// Where the learned file goes: beside the fragment, else beside the configuration, else here.
fs::path place_of(calibrate_options const& options)
{
    fs::path const beside = !options.out.empty() ? options.out : options.config;
    return beside.parent_path() / learned_name;
}

std::vector<std::string> models_asked(calibrate_options const& options, std::optional<refusal>& wrong)
{
    if (!options.models.empty()) return split_list(options.models);
    if (options.costs.empty()) return {};
    std::string part;
    auto costs = split_numbers(options.costs, part);
    if (!costs) {
        wrong = misuse("--costs: " + config::in_quotes(part) + " is not MODEL=NUMBER, such as local=0.2");
        return {};
    }
    std::stable_sort(costs->begin(), costs->end(),
                     [](auto const& a, auto const& b) { return a.second < b.second; });
    std::vector<std::string> models;
    for (auto const& [model, cost] : *costs) models.emplace_back(model);
    return models;
}

bool holds(fs::path const& file, std::string_view text)
{
    std::ifstream in{file, std::ios::binary};
    return in && std::string{std::istreambuf_iterator<char>{in}, {}} == text;
}

/// A learned file that the configuration does not name is not read.
void advise(fs::path const& configuration, std::optional<std::string> const& named)
{
    if (!named)
        std::cerr << "put learned = " << config::toml_string(learned_name) << " under [routing] in "
                  << configuration.string() << " to route by it\n";
}

std::variant<teaching, refusal> teach_as_asked(calibrate_options const& options)
{
    std::optional<refusal> wrong;
    auto models = models_asked(options, wrong);
    prompts_list prompts;
    progress_bar bar{!options.json};
    if (!wrong) wrong = read_prompts(options.dataset, prompts, bar);
    if (wrong) return std::move(*wrong);
    return teach(prompts, std::move(models), bar);
}

} // namespace

std::variant<teaching, refusal> teach(prompts_list const& prompts, std::vector<std::string> models,
                                      progress_bar& bar)
{
    teaching made;
    made.models = models.empty() ? by_mean_score(prompts, bar.part("scoring")) : std::move(models);
    if (made.models.size() < 2) return refusal{{"labels of at least 2 models are needed"}, failed};
    std::vector<std::size_t> ranks;
    std::vector<skill::example> examples;
    for (auto const& each : prompts) {
        auto const rank = calibrate::label_named(made.models, each.label);
        if (rank == made.models.size())
            return misuse("the label " + config::in_quotes(each.label) + " is none of the models");
        ranks.push_back(rank);
        examples.push_back({each.text,
                            static_cast<double>(rank) / static_cast<double>(made.models.size() - 1),
                            weight_of(each)});
    }
    made.dear_shares = shares_of(ranks, examples, made.models.size());
    auto const effective = effective_number(examples);
    if (effective < 0.999 * static_cast<double>(examples.size()))
        made.remarks.push_back("Labels of explored requests are weighed by how unlikely their model was: " +
                               std::to_string(examples.size()) + " labels tell as much as " +
                               with_digits("%.0f", effective) + " of equal weight.");
    if (examples.size() < skill::fewest_examples) {
        made.remarks.push_back(std::to_string(examples.size()) + " labels are fewer than " +
                               std::to_string(skill::fewest_examples) +
                               ": words learned from them would be noise, so only the cut is fitted, to the "
                               "share of prompts that were labelled for the dearer model.");
        return made;
    }
    auto learned = skill::learn(examples, bar.part("learning"));
    made.remarks.push_back(remark_of(learned));
    auto report = report_of(learned, made, effective);
    made.file = skill::artifact{std::move(learned), std::move(report)};
    return made;
}

std::string fragment_of(teaching const& taught, std::string const& learned)
{
    skill::policy policy;
    policy.models = taught.models;
    policy.dear_shares = taught.dear_shares;
    auto text = config::routing_toml({std::move(policy), {}, {}});
    if (taught.file) text += "learned = " + config::toml_string(learned) + '\n';
    return text;
}

int calibrate_learned(calibrate_options const& options)
{
    auto const taught = teach_as_asked(options);
    if (auto const* failure = std::get_if<refusal>(&taught)) return refuse(*failure);
    auto const& made = std::get<teaching>(taught);

    auto const file = place_of(options);
    if (made.file)
        if (auto const problem = replace_file(file, skill::written(*made.file)); !problem.empty())
            return refuse({{problem}, failed});
    auto const fragment = fragment_of(made, learned_name);
    if (options.out.empty()) {
        std::cout << fragment;
    } else if (std::ofstream out{options.out, std::ios::binary | std::ios::trunc}; !(out << fragment)) {
        return refuse({{"cannot write " + options.out}, failed});
    }
    print(made);
    if (made.file) std::cerr << "wrote " << file.string() << '\n';
    if (!options.out.empty()) std::cerr << "wrote " << options.out << '\n';
    return ok;
}

int relearn(fs::path const& configuration, std::string_view document, std::vector<std::string> models,
            prompts_list const& prompts, recalibrate_options const& options)
{
    auto const taught = [&] {
        progress_bar bar;
        return teach(prompts, std::move(models), bar);
    }();
    if (auto const* failure = std::get_if<refusal>(&taught)) return refuse(*failure);
    auto const& made = std::get<teaching>(taught);
    print(made);
    if (!made.file) {
        std::cerr << "nothing was written\n";
        return ok;
    }
    auto const named = config::learned_name_in(document);
    auto const file = configuration.parent_path() / named.value_or(learned_name);
    auto const text = skill::written(*made.file);
    if (holds(file, text)) {
        std::cerr << file.string() << " has learned this already: unchanged, nothing was written\n";
        advise(configuration, named);
        return ok;
    }
    if (made.file->what.evidence <= 0 && !options.force)
        return refuse(
            {{"the labels bear nothing beyond the default; nothing was written (--force writes it)"},
             failed});
    if (options.dry_run) {
        std::cerr << "would write " << file.string() << '\n';
        return ok;
    }
    if (auto const problem = replace_file(file, text); !problem.empty()) return refuse({{problem}, failed});
    std::cerr << "wrote " << file.string() << '\n';
    advise(configuration, named);
    return ok;
}

} // namespace wayfinder::cli
