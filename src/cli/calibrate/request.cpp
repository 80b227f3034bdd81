#include "cli/calibrate/request.hpp"

#include "cli/calibrate/destinations.hpp"
#include "cli/calibrate/option_lists.hpp"
#include "cli/cli.hpp"
#include "config/editing/text_quoting.hpp"
#include "wire/labelled_prompts.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace wayfinder::cli {
namespace {

using calibrate::mode;
using calibrate::objective;
using config::in_quotes;

/// Reads everything except the data.
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
    if (auto wrong = read_costs(asked.costs, options.costs)) return wrong;
    if (!asked.models.empty()) {
        if (*how == mode::threshold)
            notes.emplace_back("--models has no effect: a threshold puts the label with the lower scores, or "
                               "with knee and cost-quality the cheaper one, below the cut.");
        else if (auto wrong = read_models(asked.models, options.order))
            return wrong;
    }
    if (asked.target_savings && *goal != objective::cost_quality)
        notes.emplace_back("--target-savings has no effect without --objective cost-quality.");
    return std::nullopt;
}

/// Reads a whole file.
std::optional<refusal> read_text(std::string const& name, std::string& text)
{
    std::error_code ignored;
    std::ifstream file{name, std::ios::binary};
    if (!file || std::filesystem::is_directory(name, ignored)) return misuse("cannot read " + name);
    text.assign(std::istreambuf_iterator<char>{file}, {});
    if (file.bad()) return misuse("cannot read " + name);
    return std::nullopt;
}

std::optional<refusal> read_lines(std::string const& name, std::string_view lines,
                                  std::vector<calibrate::labelled_prompt>& prompts, progress_bar& bar)
{
    auto read = wire::read_labelled_prompts(lines, bar.part("reading labels"));
    refusal wrong{{}, failed};
    for (auto const& each : read.problems)
        wrong.messages.push_back(name + ':' + std::to_string(each.line) + ": " + each.message);
    if (!wrong.messages.empty()) return wrong;
    prompts.insert(prompts.end(), std::move_iterator{read.prompts.begin()},
                   std::move_iterator{read.prompts.end()});
    return std::nullopt;
}

/// Whether the text after the last line feed is an incomplete line: an incomplete JSON object is never valid
/// JSON.
bool is_torn(std::string_view tail)
{
    auto const read = wire::read_labelled_prompts(tail);
    return !read.problems.empty() && !nlohmann::json::accept(tail);
}

} // namespace

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

std::optional<refusal> read_dataset(std::string const& name, std::vector<calibrate::labelled_prompt>& prompts,
                                    progress_bar& bar)
{
    std::string text;
    if (auto wrong = read_text(name, text)) return wrong;
    if (auto wrong = read_lines(name, text, prompts, bar)) return wrong;
    if (!prompts.empty()) return std::nullopt;
    return failure_of(name + R"(: no labelled prompts; a line is {"text": "...", "label": "..."})");
}

std::optional<refusal> read_log_file(std::string const& name,
                                     std::vector<calibrate::labelled_prompt>& prompts, progress_bar& bar,
                                     std::vector<std::string>& torn)
{
    std::string text;
    if (auto wrong = read_text(name, text)) return wrong;
    auto const tail = text.rfind('\n') + 1;
    if (is_torn(std::string_view{text}.substr(tail))) {
        text.erase(tail);
        torn.push_back(name);
    }
    return read_lines(name, text, prompts, bar);
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
    if (auto wrong = read_dataset(asked.dataset, prompts, bar)) return std::move(*wrong);
    return make_request(asked, prompts, like, bar);
}

} // namespace wayfinder::cli
