#include "cli/calibrate/request.hpp"

#include "cli/calibrate/lists.hpp"
#include "cli/cli.hpp"
#include "config/text_quoting.hpp"
#include "wire/labelled_prompts.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <utility>

namespace wayfinder::cli {
namespace {

using calibrate::mode;
using calibrate::objective;
using config::in_quotes;

refusal misuse(std::string message)
{
    return {{std::move(message)}, usage};
}

std::optional<refusal> read_weights(std::string const& text, weights& by)
{
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

std::optional<refusal> read_costs(std::string const& text, calibration_request& request)
{
    std::string wrong;
    auto const given = split_numbers(text, wrong);
    if (!given) return misuse("--costs: " + in_quotes(wrong) + " is not MODEL=NUMBER, such as local=0.2");
    std::set<std::string_view> seen;
    for (auto const& [model, cost] : *given) {
        if (cost < 0) return misuse("--costs: the price of " + in_quotes(model) + " must be 0 or more");
        if (!seen.insert(model).second)
            return misuse("--costs: " + in_quotes(model) + " has two prices; keep one");
        request.options.costs.push_back({model, cost});
    }
    return std::nullopt;
}

/// Everything but the data.
std::optional<refusal> read_options(calibrate_options const& asked, calibration_request& request)
{
    auto& options = request.options;
    auto const how = calibrate::mode_named(asked.mode);
    if (!how) return misuse("--mode must be threshold, tiers or classifier, not " + in_quotes(asked.mode));
    auto const goal = calibrate::objective_named(asked.objective);
    if (!goal)
        return misuse("--objective must be accuracy, knee or cost-quality, not " +
                      in_quotes(asked.objective));
    options.how = *how;
    options.goal = *goal;
    options.target_savings = asked.target_savings;
    options.newton = {asked.l2, asked.iterations};

    auto& notes = request.notes;
    if (!asked.weights.empty()) {
        auto by = options.weights;
        if (auto wrong = read_weights(asked.weights, by)) return wrong;
        if (*how == mode::classifier)
            notes.emplace_back("--weights has no effect: a classifier learns weights of its own.");
        else
            options.weights = by;
    }
    if (!asked.costs.empty())
        if (auto wrong = read_costs(asked.costs, request)) return wrong;
    if (!asked.models.empty()) {
        if (*how == mode::threshold)
            notes.emplace_back("--models has no effect: a threshold puts the label with the lower scores, or "
                               "with knee and cost-quality the cheaper one, below the cut.");
        else
            options.order = split_list(asked.models);
    }
    if (asked.target_savings && *goal != objective::cost_quality)
        notes.emplace_back("--target-savings has no effect without --objective cost-quality.");
    return std::nullopt;
}

/// The terms and weights of a configuration, so that what is fitted decides the same at run time.
std::optional<refusal> read_configuration(std::string const& file, router& like)
{
    if (file.empty()) return std::nullopt;
    auto const loaded = load_configuration(std::filesystem::path{file}, environment_variable);
    if (loaded.config) {
        like = loaded.config->routing;
        return std::nullopt;
    }
    refusal wrong{{}, failed};
    for (auto const& each : loaded.errors) wrong.messages.push_back(each.to_string());
    return wrong;
}

bool same_file(std::string const& a, std::string const& b)
{
    std::error_code failed;
    return a == b || (std::filesystem::equivalent(a, b, failed) && !failed);
}

/// Writing over what was read, or one result over the other, loses data.
std::optional<refusal> check_outputs(calibrate_options const& asked)
{
    for (auto const& [flag, file] : {std::pair{"--out", asked.out}, std::pair{"--plot", asked.plot}}) {
        if (file.empty()) continue;
        if (same_file(file, asked.dataset))
            return misuse(std::string{flag} + " would overwrite the data set " + asked.dataset +
                          "; name another file");
        if (!asked.config.empty() && same_file(file, asked.config))
            return misuse(std::string{flag} + " would overwrite all of " + asked.config +
                          "; write the fragment to another file and put it in the place of [routing]");
    }
    if (!asked.out.empty() && same_file(asked.out, asked.plot))
        return misuse("--out and --plot name the same file");
    return std::nullopt;
}

} // namespace

std::optional<refusal> read_prompts(std::string const& name, std::vector<calibrate::labelled_prompt>& prompts,
                                    progress_bar& bar, extent how_far)
{
    std::error_code ignored;
    std::ifstream file{name, std::ios::binary};
    if (!file || std::filesystem::is_directory(name, ignored)) return misuse("cannot read " + name);
    std::string lines{std::istreambuf_iterator<char>{file}, {}};
    if (file.bad()) return misuse("cannot read " + name);
    if (how_far == extent::whole_lines) lines.erase(lines.rfind('\n') + 1);

    auto read = wire::read_labelled_prompts(lines, bar.part("reading labels"));
    refusal wrong{{}, failed};
    for (auto const& each : read.problems)
        wrong.messages.push_back(name + ':' + std::to_string(each.line) + ": " + each.message);
    if (!wrong.messages.empty()) return wrong;
    prompts.insert(prompts.end(), std::move_iterator{read.prompts.begin()},
                   std::move_iterator{read.prompts.end()});
    return std::nullopt;
}

std::variant<calibration_request, refusal>
make_request(calibrate_options const& asked, std::vector<calibrate::labelled_prompt> const& prompts,
             router const& like, progress_bar& bar)
{
    calibration_request request;
    request.lexicon = like.lexicon;
    request.options.weights = like.weights;
    if (auto wrong = read_options(asked, request)) return std::move(*wrong);
    request.data = calibrate::count_features(prompts, request.lexicon, bar.part("counting features"));
    for (auto const& [model, cost] : request.options.costs)
        if (calibrate::label_named(request.data.labels, model) == request.data.labels.size())
            request.notes.push_back("--costs names " + in_quotes(model) +
                                    ", which is no label of the data set.");
    return request;
}

std::variant<calibration_request, refusal> read_request(calibrate_options const& asked, progress_bar& bar)
{
    router like;
    std::vector<calibrate::labelled_prompt> prompts;
    if (auto wrong = check_outputs(asked)) return std::move(*wrong);
    if (auto wrong = read_configuration(asked.config, like)) return std::move(*wrong);
    if (calibration_request checked; auto wrong = read_options(asked, checked)) return std::move(*wrong);
    if (auto wrong = read_prompts(asked.dataset, prompts, bar)) return std::move(*wrong);
    if (prompts.empty())
        return refusal{
            {asked.dataset + ": no labelled prompts; a line is {\"text\": \"...\", \"label\": \"...\"}"},
            failed};
    return make_request(asked, prompts, like, bar);
}

int refuse(refusal const& wrong)
{
    for (auto const& each : wrong.messages) std::cerr << program << ": " << each << '\n';
    return wrong.code;
}

} // namespace wayfinder::cli
