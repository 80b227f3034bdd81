#include "cli/calibrate/learned.hpp"
#include "cli/calibrate/outcome.hpp"
#include "cli/calibrate/request.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/file_replacement.hpp"
#include "cli/line_diff.hpp"
#include "cli/progress_bar.hpp"
#include "config/policy_edit.hpp"
#include "config/text_quoting.hpp"
#include "control/feedback_log.hpp"

#include <wayfinder/calibrate/contest.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <utility>

namespace wayfinder::cli {
namespace {

namespace fs = std::filesystem;
using prompts = std::vector<calibrate::labelled_prompt>;

/// The file to rewrite, as it is.
struct deployed {
    fs::path file;
    std::string text; ///< empty when there is no file yet
    config::snapshot config;
};

refusal failure_of(std::string message)
{
    return {{std::move(message)}, failed};
}

std::variant<deployed, refusal> read_deployed(std::string const& named)
{
    auto const found = configuration_file(named, ".");
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

std::optional<refusal> read_log(std::string const& named, deployed const& now, prompts& found)
{
    progress_bar bar;
    auto const log = named.empty() ? now.config.gateway.feedback.file : fs::path{named};
    auto const files = control::feedback_files(log);
    if (files.empty() && !named.empty()) return refusal{{"cannot read " + named}, usage};
    for (auto const& file : files)
        if (auto wrong = read_prompts(file.string(), found, bar, extent::whole_lines)) return wrong;
    return std::nullopt;
}

/// Nothing can be sent to a model that is not there, whatever its labels say.
void leave_out_strangers(prompts& labelled, config::gateway const& gateway)
{
    if (gateway.models.empty()) return;
    std::set<std::string> strangers;
    auto const left_out = std::erase_if(labelled, [&](calibrate::labelled_prompt const& each) {
        bool const stranger = gateway.find(each.label) == nullptr;
        if (stranger) strangers.insert(each.label);
        return stranger;
    });
    if (left_out == 0) return;
    std::cerr << program << ": " << left_out << " labels are left out, whose models are not configured:";
    for (auto const& each : strangers) std::cerr << ' ' << config::in_quotes(each);
    std::cerr << '\n';
}

/// The kind of boundary that is deployed.
std::string mode_of(policy const& deployed)
{
    auto const* const ladder = std::get_if<tiers_policy>(&deployed);
    return ladder == nullptr ? "classifier" : ladder->tiers.size() > 2 ? "tiers" : "threshold";
}

/// A configured model that is routed to now and would not be any more.
std::optional<std::string> lost_model(deployed const& now, policy const& fitted)
{
    auto const kept = models_of(fitted);
    for (auto const each : models_of(now.config.routing.policy))
        if (std::find(kept.begin(), kept.end(), each) == kept.end() &&
            now.config.gateway.find(each) != nullptr)
            return std::string{each};
    return std::nullopt;
}

bool is_worse(calibrate::contest const& found, calibrate::objective goal)
{
    bool const less_accurate = found.fitted.accuracy < found.current.accuracy;
    // An objective that trades accuracy for money must at least save some.
    return less_accurate &&
           (goal == calibrate::objective::accuracy || found.fitted.saved <= found.current.saved);
}

std::string comparison(calibrate::contest const& found)
{
    using calibrate::footing;
    auto const* const current = found.judged == footing::both_unseen
                                    ? "in force, as a fit of its kind to other prompts: "
                                    : "in force: ";
    auto const* const fitted = found.judged == footing::same_prompts
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

/// What the file would become.
struct new_text {
    std::string text;
    bool decides_as_before{}; ///< the policy is the one in force
};

/// The new text, checked to load and to decide as the fit does.
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

/// Whether the file still holds what the fit was compared with.
bool is_unchanged(deployed const& now)
{
    std::ifstream in{now.file, std::ios::binary};
    std::string const text{std::istreambuf_iterator<char>{in}, {}};
    return text == now.text;
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
    if (!is_unchanged(now))
        return refuse(
            failure_of(now.file.string() + " was changed meanwhile; nothing was written, try again"));
    if (auto const problem = replace_file(now.file, text); !problem.empty())
        return refuse(failure_of(problem));
    std::cerr << "wrote " << now.file.string();
    if (!now.text.empty()) std::cerr << " (the former one is " << now.file.string() << ".bak)";
    std::cerr << '\n';
    return ok;
}

/// Why the fit should not take the place of what is in force; empty when nothing speaks against it.
std::string objection(deployed const& now, calibration_outcome const& outcome,
                      calibrate::contest const& found)
{
    if (is_worse(found, outcome.request.options.goal)) return "the fit does worse than what is in force";
    auto const lost = lost_model(now, outcome.fit.policy);
    return lost ? "nothing would go to '" + *lost + "' any more" : std::string{};
}

/// A calibration, and what it does beside the policy in force.
struct challenger {
    calibration_outcome outcome;
    calibrate::contest contest;
};

std::variant<challenger, refusal> fit_challenger(calibrate_options const& asked, deployed const& now,
                                                 prompts const& labelled)
{
    progress_bar bar;
    auto request = make_request(asked, labelled, now.config.routing, bar);
    if (auto* wrong = std::get_if<refusal>(&request)) return std::move(*wrong);
    auto calibrated = run_calibration(std::get<calibration_request>(std::move(request)), bar);
    if (auto* wrong = std::get_if<refusal>(&calibrated)) return std::move(*wrong);
    auto& outcome = std::get<calibration_outcome>(calibrated);
    auto contest = calibrate::challenge(outcome.request.data, outcome.request.options, outcome.fit,
                                        now.config.routing.policy, now.config.routing.weights,
                                        bar.part("comparing with what is in force"));
    if (auto const* wrong = std::get_if<calibrate::failure>(&contest))
        return refusal_of(*wrong, outcome.request);
    return challenger{std::move(outcome), std::get<calibrate::contest>(std::move(contest))};
}

/// A skill policy is taught, any other is fitted anew: neither becomes the other here.
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

/// From labels to a written file.
int fit_and_deploy(recalibrate_options const& options, deployed const& now, prompts const& labelled)
{
    auto asked = options.fitting;
    auto const* const by_skill = std::get_if<skill::policy>(&now.config.routing.policy);
    if (auto const wrong = mismatch(asked.mode, by_skill != nullptr)) return refuse(*wrong);
    if (by_skill != nullptr) return relearn(now.file, now.text, by_skill->models, labelled, options);
    if (asked.mode.empty()) asked.mode = mode_of(now.config.routing.policy);
    auto const fitted = fit_challenger(asked, now, labelled);
    if (auto const* wrong = std::get_if<refusal>(&fitted)) return refuse(*wrong);
    auto const& [outcome, found] = std::get<challenger>(fitted);
    auto const text = edited(now, outcome);
    if (auto const* wrong = std::get_if<refusal>(&text)) return refuse(*wrong);
    auto const& made = std::get<new_text>(text);

    auto const against =
        options.force || made.decides_as_before ? std::string{} : objection(now, outcome, found);
    // The file first: the reader of stderr may leave early, as `head` does.
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
    prompts labelled;
    if (auto const wrong = read_log(options.log, now, labelled)) return refuse(*wrong);
    leave_out_strangers(labelled, now.config.gateway);
    if (labelled.size() >= std::max<std::size_t>(options.min_labels, 1))
        return fit_and_deploy(options, now, labelled);
    std::cerr << program << ": the log has " << labelled.size() << " labels, fewer than "
              << std::max<std::size_t>(options.min_labels, 1) << "; nothing was written\n";
    return ok;
}

} // namespace wayfinder::cli
