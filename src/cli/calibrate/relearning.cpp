#include "cli/calibrate/destinations.hpp"
#include "cli/calibrate/learned.hpp"
#include "cli/calibrate/option_lists.hpp"
#include "cli/calibrate/outcome.hpp"
#include "cli/cli.hpp"
#include "cli/file_replacement.hpp"
#include "config/editing/text_quoting.hpp"
#include "config/learned_file.hpp"

#include <iostream>
#include <utility>

namespace wayfinder::cli {
namespace {

namespace fs = std::filesystem;

/// Says how to name the learned file in the configuration if it names none: it is read only if named.
void advise(fs::path const& configuration, std::optional<std::string> const& named)
{
    if (!named)
        std::cerr << "put learned = " << config::toml_string(learned_name) << " under [routing] in "
                  << configuration.string() << " to route by it\n";
}

/// Compares the labelled shares with those in force, which learning does not change.
std::string shares_beside(learning_result const& made, skill::policy const& in_force)
{
    std::string text = "Labelled for ";
    for (std::size_t i = 0; i < made.dear_shares.size(); ++i) {
        bool const dearest = i + 2 == made.models.size();
        text += (i == 0 ? "" : ", for ") + config::in_quotes(made.models[i + 1]) +
                (dearest ? ": " : " or a dearer model: ") + percent(made.dear_shares[i]) +
                " of the prompts (dear_share in force: " + percent(in_force.dear_shares[i]) + ')';
    }
    return text + ". recalibrate does not change dear_share.";
}

/// Notes on options without effect, or the refusal of a malformed one.
std::variant<std::vector<std::string>, refusal> idle_notes(calibrate_options const& asked)
{
    std::vector<calibrate::named_cost> costs;
    std::vector<std::string> models;
    if (auto wrong = read_costs(asked.costs, costs)) return std::move(*wrong);
    if (auto wrong = read_models(asked.models, models)) return std::move(*wrong);
    auto notes = idle_options(asked);
    for (auto const& [flag, given] : {std::pair{"--costs", !costs.empty()}, {"--models", !models.empty()}})
        if (given)
            notes.push_back(std::string{flag} +
                            " has no effect: the models and their order are those of policy = \"skill\", "
                            "which is in force.");
    return notes;
}

/// Learns from the labels for the policy in force, with all remarks.
std::variant<learning_result, refusal> teach_again(std::vector<calibrate::labelled_prompt> const& prompts,
                                                   skill::policy const& in_force,
                                                   calibrate_options const& asked)
{
    auto notes = idle_notes(asked);
    if (auto* wrong = std::get_if<refusal>(&notes)) return std::move(*wrong);
    progress_bar bar;
    auto taught = teach(prompts, in_force.models, bar);
    auto* made = std::get_if<learning_result>(&taught);
    if (made == nullptr) return taught;
    if (!made->file) made->remarks.push_back(scarcity_of(*made) + "nothing is learned.");
    made->remarks.push_back(shares_beside(*made, in_force));
    for (auto& each : std::get<0>(notes)) made->remarks.push_back(std::move(each));
    return taught;
}

} // namespace

int relearn(fs::path const& configuration, std::string_view document, skill::policy const& in_force,
            std::vector<calibrate::labelled_prompt> const& prompts, recalibrate_options const& options)
{
    auto const taught = teach_again(prompts, in_force, options.fitting);
    if (auto const* wrong = std::get_if<refusal>(&taught)) return refuse(*wrong);
    auto const& made = std::get<learning_result>(taught);
    for (auto const& each : made.remarks) std::cerr << "- " << each << '\n';
    if (!made.file) {
        std::cerr << "nothing was written\n";
        return ok;
    }
    auto const named = config::learned_name_in(document);
    auto const file = configuration.parent_path() / named.value_or(learned_name);
    auto const text = skill::written(*made.file);
    if (has_text(file, text)) {
        std::cerr << file.string() << " has learned this already: unchanged, nothing was written\n";
        advise(configuration, named);
        return ok;
    }
    if (!made.holds() && !options.force)
        return refuse(
            failure_of("the labels do not support any change; nothing was written (--force writes it)"));
    if (options.dry_run) {
        std::cerr << "would write " << file.string() << '\n';
        return ok;
    }
    if (auto problem = replace_file(file, text); !problem.empty())
        return refuse(failure_of(std::move(problem)));
    std::cerr << "wrote " << file.string() << '\n';
    advise(configuration, named);
    return ok;
}

} // namespace wayfinder::cli
