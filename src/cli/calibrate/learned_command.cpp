#include "cli/calibrate/destinations.hpp"
#include "cli/calibrate/learned.hpp"
#include "cli/calibrate/option_lists.hpp"
#include "cli/cli.hpp"
#include "cli/file_replacement.hpp"
#include "config/editing/text_quoting.hpp"
#include "config/learned_file.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <utility>

namespace wayfinder::cli {
namespace {

namespace fs = std::filesystem;
using config::in_quotes;
using nlohmann::ordered_json;

/// The labels and the options of `calibrate --mode learned`.
struct learning_request {
    std::vector<calibrate::labelled_prompt> prompts;
    std::vector<std::string> models; ///< from cheap to dear; empty: by mean score
    std::vector<std::string> notes;
};

/// Sorts the labels by price.
std::optional<refusal> order_by_cost(std::vector<calibrate::named_cost> costs, learning_request& request)
{
    std::set<std::string> labels;
    for (auto const& each : request.prompts) labels.insert(each.label);
    std::stable_sort(costs.begin(), costs.end(),
                     [](auto const& a, auto const& b) { return a.cost < b.cost; });
    for (auto const& each : costs) {
        if (labels.erase(each.model) > 0)
            request.models.push_back(each.model);
        else
            request.notes.push_back("--costs names " + in_quotes(each.model) +
                                    ", which is no label of the data set.");
    }
    if (labels.empty()) return std::nullopt;
    return failure_of("--costs has no price for " + in_quotes(*labels.begin()) +
                      ", which is a label of the data set; name all of them");
}

std::variant<learning_request, refusal> read_learning_request(calibrate_options const& asked,
                                                              progress_bar& bar)
{
    learning_request request;
    router unused;
    weights idle;
    std::vector<calibrate::named_cost> costs;
    if (auto wrong = check_outputs(asked)) return std::move(*wrong);
    if (auto wrong = read_configuration(asked.config, unused)) return std::move(*wrong);
    if (auto wrong = read_weights(asked.weights, idle)) return std::move(*wrong);
    if (auto wrong = read_costs(asked.costs, costs)) return std::move(*wrong);
    if (auto wrong = read_models(asked.models, request.models)) return std::move(*wrong);
    if (auto wrong = read_dataset(asked.dataset, request.prompts, bar)) return std::move(*wrong);
    request.notes = idle_options(asked);
    if (!costs.empty() && !request.models.empty())
        request.notes.emplace_back("--costs has no effect: --models has the order of the models.");
    else if (!costs.empty())
        if (auto wrong = order_by_cost(std::move(costs), request)) return std::move(*wrong);
    return request;
}

std::variant<learning_result, refusal> teach_as_asked(calibrate_options const& asked)
{
    progress_bar bar{!asked.json};
    auto read = read_learning_request(asked, bar);
    if (auto* wrong = std::get_if<refusal>(&read)) return std::move(*wrong);
    auto& request = std::get<learning_request>(read);
    auto taught = teach(request.prompts, std::move(request.models), bar);
    auto* made = std::get_if<learning_result>(&taught);
    if (made == nullptr) return taught;
    if (!made->file)
        made->remarks.push_back(scarcity_of(*made) + "only the cut is fitted, to the share of prompts that "
                                                     "were labelled for the dearer model.");
    else if (!made->holds())
        made->remarks.emplace_back("Nothing that was learned goes into a file: the labels do not support any "
                                   "change. The cut is fitted to the share of prompts that were labelled "
                                   "for the dearer model.");
    std::move(request.notes.begin(), request.notes.end(), std::back_inserter(made->remarks));
    return taught;
}

/// The configuration that routes by this learned file: the named one, or the one found from its directory.
std::optional<fs::path> user_of(fs::path const& learned, std::string const& configuration)
{
    // A configuration does not load with an invalid learned file, so nothing routes by such a file.
    if (!std::holds_alternative<skill::artifact>(config::load_learned(learned))) return std::nullopt;
    auto const uses = [&](fs::path const& file) {
        std::ifstream in{file, std::ios::binary};
        auto const named = config::learned_name_in(std::string{std::istreambuf_iterator<char>{in}, {}});
        return named && same_file(file.parent_path() / *named, learned);
    };
    if (!configuration.empty() && uses(configuration)) return configuration;
    auto const around = learned.parent_path().empty() ? fs::path{"."} : learned.parent_path();
    auto const found = config::find_config_file(around);
    return found && uses(*found) ? found : std::nullopt;
}

/// Writes the learned file, unless a configuration routes by it: only `recalibrate` checks whether the new
/// one is better.
std::optional<refusal> write_learned(std::string const& text, fs::path const& file,
                                     std::string const& configuration)
{
    if (auto const user = user_of(file, configuration))
        return failure_of(file.string() + " is the learned file of " + user->string() +
                          ": nothing was written; `wayfinder-router recalibrate` replaces it, an --out in "
                          "another directory leaves it alone");
    if (auto problem = replace_file(file, text); !problem.empty()) return failure_of(std::move(problem));
    return std::nullopt;
}

ordered_json report_json(learning_result const& made, std::string const& fragment, fs::path const& file)
{
    ordered_json summary{{"mode", "learned"}, {"models", made.models}, {"dear_shares", made.dear_shares}};
    if (made.file) {
        summary["evidence_t"] = made.file->what.evidence;
        summary["blend"] = made.file->what.blend;
    }
    summary["samples"] = made.count();
    ordered_json labels = ordered_json::array();
    for (std::size_t i = 0; i < made.models.size(); ++i)
        labels.push_back({{"name", made.models[i]}, {"samples", made.labels[i]}});
    return {{"summary", std::move(summary)},
            {"toml", fragment},
            {"labels", std::move(labels)},
            {"effective_labels", made.effective},
            {"learned_file", made.holds() ? ordered_json(file.string()) : ordered_json()},
            {"remarks", made.remarks}};
}

void print_remarks(learning_result const& made)
{
    for (auto const& each : made.remarks) std::cerr << "- " << each << '\n';
}

} // namespace

int calibrate_learned(calibrate_options const& options)
{
    auto const taught = teach_as_asked(options);
    if (auto const* wrong = std::get_if<refusal>(&taught)) return refuse(*wrong);
    auto const& made = std::get<learning_result>(taught);
    auto const file = learned_place(options);
    auto const fragment = fragment_of(made, made.holds() ? learned_name : "");

    // Writes the files first: the reader of stderr may exit early, as `head` does.
    std::optional<refusal> wrong;
    auto const text = made.holds() ? skill::written(*made.file) : std::string{};
    bool const unchanged = has_text(file, text);
    if (made.holds() && !unchanged) wrong = write_learned(text, file, options.config);
    if (!wrong && !options.out.empty() && !write_output(options.out, fragment))
        wrong = failure_of("cannot write " + options.out);
    if (!wrong && options.json)
        std::cout << report_json(made, fragment, file).dump(2) << '\n';
    else if (!wrong && options.out.empty())
        std::cout << fragment;
    if (!options.json) print_remarks(made);
    if (wrong) return refuse(*wrong);
    if (options.json) return ok;
    if (made.holds())
        std::cerr << (unchanged ? file.string() + " is unchanged" : "wrote " + file.string()) << '\n';
    if (!options.out.empty()) std::cerr << "wrote " << options.out << '\n';
    return ok;
}

} // namespace wayfinder::cli
