#include "cli/calibrate/learned.hpp"
#include "cli/calibrate/outcome.hpp"
#include "cli/calibrate/request.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/file_replacement.hpp"
#include "cli/line_diff.hpp"
#include "cli/progress_bar.hpp"
#include "cli/recalibrate/labels.hpp"
#include "cli/recalibrate/objection.hpp"
#include "config/editing/policy_edit.hpp"
#include "config/values/number.hpp"

#include <wayfinder/calibrate/policy_comparison.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <utility>

namespace wayfinder::cli {
namespace {

namespace fs = std::filesystem;
using prompts = std::vector<calibrate::labelled_prompt>;

std::variant<deployed, refusal> read_deployed(std::string const& named)
{
    auto const found = configuration_file(named);
    deployed now{found.value_or("wayfinder-router.toml"), {}, {}};
    if (!fs::exists(now.file)) return now;
    std::ifstream in{now.file, std::ios::binary};
    now.text.assign(std::istreambuf_iterator<char>{in}, {});
    auto const loaded = config::load_text(now.text, now.file, environment_variable);
    if (!in || !loaded.config) {
        refusal wrong{{}, failed};
        for (auto const& each : loaded.errors) wrong.messages.push_back(each.to_string());
        if (wrong.messages.empty()) wrong.messages.push_back("cannot read " + now.file.string());
        return wrong;
    }
    now.config = *loaded.config;
    return now;
}

/// The kind of boundary that is deployed.
std::string mode_of(policy const& deployed)
{
    auto const* const ladder = std::get_if<tiers_policy>(&deployed);
    return ladder == nullptr ? "classifier" : ladder->tiers.size() > 2 ? "tiers" : "threshold";
}

std::string comparison(calibrate::policy_comparison const& found)
{
    using calibrate::comparison_basis;
    auto const* const current = found.judged == comparison_basis::both_unseen
                                    ? "in force, as a fit of its kind to other prompts: "
                                    : "in force: ";
    auto const* const fitted = found.judged == comparison_basis::same_prompts
                                   ? "this fit, on the same prompts: "
                                   : "this fit, on prompts that it has not seen: ";
    auto const shown = [](calibrate::figures const& of) {
        return percent(of.accuracy) + " right, " + percent(of.saved) + " saved";
    };
    return current + shown(found.current) + "; " + fitted + shown(found.fitted);
}

std::string remark_of(calibration_outcome const& outcome)
{
    return std::string{name(outcome.request.options.how)} + " from " +
           std::to_string(outcome.request.data.samples.size()) + " labels, " +
           percent(outcome.worth.held_out.accuracy) + " right on prompts not seen";
}

/// The new text of the configuration.
struct new_text {
    std::string text;
    bool decides_as_before{}; ///< its policy is the one in force
};

/// The new text. It is checked that it loads and decides as the fit does.
std::variant<new_text, refusal> edited(deployed const& now, calibration_outcome const& outcome)
{
    auto edit = config::replace_policy(now.text, outcome.fit.policy, remark_of(outcome));
    if (!edit.problem.empty()) return failure_of(now.file.string() + ": " + edit.problem);
    auto const loaded = config::load_text(edit.document, now.file, environment_variable);
    refusal wrong{{}, failed};
    for (auto const& each : loaded.errors) wrong.messages.push_back(each.to_string());
    if (!wrong.messages.empty()) {
        wrong.messages.push_back("the labels do not fit this configuration; nothing was written");
        return wrong;
    }
    auto const& routing = loaded.config->routing;
    calibrate::dataset const& data = outcome.request.data;
    bool const same = routing.weights == now.config.routing.weights &&
                      calibrate::decide_all(routing.policy, routing.weights, data) ==
                          calibrate::decide_all(outcome.fit.policy, now.config.routing.weights, data);
    if (!same)
        return failure_of(now.file.string() +
                          ": the edited file would decide otherwise; nothing was written");
    return new_text{std::move(edit.document), routing.policy == now.config.routing.policy};
}

int deploy(deployed const& now, new_text const& made, bool dry_run)
{
    if (made.decides_as_before) {
        std::cerr << (now.text.empty() ? "the default" : now.file.string())
                  << " has this boundary already: unchanged, nothing was written\n";
        return ok;
    }
    auto const& text = made.text;
    if (dry_run) {
        std::cout << line_diff(now.text, text);
        return ok;
    }
    if (!has_text(now.file, now.text)) // the text that the fit was compared with
        return refuse(
            failure_of(now.file.string() + " was changed in the meantime; nothing was written, try again"));
    if (auto const problem = replace_file(now.file, text); !problem.empty())
        return refuse(failure_of(problem));
    std::cerr << "wrote " << now.file.string();
    if (!now.text.empty()) std::cerr << " (the previous one is " << now.file.string() << ".bak)";
    std::cerr << '\n';
    return ok;
}

/// The configured price of 1000 input and 1000 output tokens per labelled model, in dollars. Empty unless all
/// are priced and one is above 0.
std::vector<calibrate::named_cost> configured_costs(config::gateway const& gateway,
                                                    std::vector<std::string> const& labels)
{
    std::vector<calibrate::named_cost> costs;
    bool any = false;
    for (auto const& each : labels) {
        auto const* const model = gateway.find(each);
        if (model == nullptr || !model->price) return {};
        auto const& price = *model->price;
        auto const nanos =
            static_cast<double>(price.input + price.output) / 1000 + static_cast<double>(price.per_call);
        any = any || nanos > 0;
        costs.push_back({each, nanos / static_cast<double>(config::dollar)});
    }
    return any ? costs : std::vector<calibrate::named_cost>{};
}

/// Uses the configured prices if --costs gives none, and adds a note.
void price_as_configured(calibration_request& request, config::gateway const& gateway)
{
    auto& costs = request.options.costs;
    if (!costs.empty()) return;
    costs = configured_costs(gateway, request.data.labels);
    if (costs.empty()) return;
    std::string prices;
    for (auto const& each : costs)
        prices.append(prices.empty() ? "" : ", ")
            .append(each.model)
            .append(" $")
            .append(config::number_text(each.cost));
    request.notes.push_back(
        "Prices are those of the configuration, for 1000 tokens and an answer of as many: " + prices + '.');
}

/// A calibration, and its comparison with the policy in force.
struct challenger {
    calibration_outcome outcome;
    calibrate::policy_comparison comparison;
};

std::variant<challenger, refusal> fit_challenger(calibrate_options const& asked, deployed const& now,
                                                 prompts const& labelled)
{
    progress_bar bar;
    auto request = make_request(asked, labelled, now.config.routing, bar);
    if (auto* wrong = std::get_if<refusal>(&request)) return std::move(*wrong);
    auto& priced = std::get<calibration_request>(request);
    price_as_configured(priced, now.config.gateway);
    auto calibrated = run_calibration(std::move(priced), bar);
    if (auto* wrong = std::get_if<refusal>(&calibrated)) return std::move(*wrong);
    auto& outcome = std::get<calibration_outcome>(calibrated);
    auto comparison = calibrate::challenge(outcome.request.data, outcome.request.options, outcome.fit,
                                           now.config.routing.policy, now.config.routing.weights,
                                           bar.part("comparing with what is in force"));
    if (auto const* wrong = std::get_if<calibrate::failure>(&comparison))
        return refusal_of(*wrong, outcome.request);
    return challenger{std::move(outcome), std::get<calibrate::policy_comparison>(std::move(comparison))};
}

/// Refuses a mode of the other kind: a skill policy learns, any other is fitted, and neither is replaced by
/// the other.
std::optional<refusal> mismatch(std::string const& mode, bool by_skill)
{
    if (mode.empty() || by_skill == (mode == "learned")) return std::nullopt;
    if (by_skill)
        return refusal{{"--mode " + mode +
                        " has no effect on policy = \"skill\", which is in force; leave --mode out, or put "
                        "what `wayfinder-router calibrate` writes in the place of [routing]"},
                       usage};
    return refusal{{"--mode learned teaches policy = \"skill\", which [routing] does not have; leave --mode "
                    "out, or put what `wayfinder-router calibrate --mode learned` writes in the place of "
                    "[routing]"},
                   usage};
}

/// Fits to the labels and writes the result. Returns the exit code.
int fit_and_deploy(recalibrate_options const& options, deployed const& now, prompts const& labelled)
{
    auto asked = options.fitting;
    auto const* const by_skill = std::get_if<skill::policy>(&now.config.routing.policy);
    if (auto const wrong = mismatch(asked.mode, by_skill != nullptr)) return refuse(*wrong);
    if (by_skill != nullptr) return relearn(now.file, now.text, *by_skill, labelled, options);
    if (asked.mode.empty()) asked.mode = mode_of(now.config.routing.policy);
    auto const fitted = fit_challenger(asked, now, labelled);
    if (auto const* wrong = std::get_if<refusal>(&fitted)) return refuse(*wrong);
    auto const& [outcome, found] = std::get<challenger>(fitted);
    auto const text = edited(now, outcome);
    if (auto const* wrong = std::get_if<refusal>(&text)) return refuse(*wrong);
    auto const& made = std::get<new_text>(text);

    auto const against =
        options.force || made.decides_as_before ? std::string{} : objection(now, outcome, found);
    // Writes the file first: the reader of stderr may exit early, as `head` does.
    int code = ok;
    if (against.empty() || options.dry_run) code = deploy(now, made, options.dry_run);
    print_report(outcome);
    std::cerr << "- " << comparison(found) << ".\n";
    return against.empty() ? code : refuse(failure_of(against + "; nothing was written (--force writes it)"));
}

} // namespace

int recalibrate(recalibrate_options const& options)
{
    auto const read = read_deployed(options.fitting.config);
    if (auto const* wrong = std::get_if<refusal>(&read)) return refuse(*wrong);
    auto const& now = std::get<deployed>(read);
    auto const labels = read_labels(options, now);
    if (auto const* wrong = std::get_if<refusal>(&labels)) return refuse(*wrong);
    auto const& labelled = std::get<prompts>(labels);
    if (labelled.size() >= std::max<std::size_t>(options.min_labels, 1))
        return fit_and_deploy(options, now, labelled);
    std::cerr << program << ": only " << labelled.size() << " usable labels, fewer than "
              << std::max<std::size_t>(options.min_labels, 1) << "; nothing was written\n";
    return ok;
}

} // namespace wayfinder::cli
