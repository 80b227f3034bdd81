#include "cli/calibrate/outcome.hpp"
#include "cli/calibrate/request.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/file_replacement.hpp"
#include "cli/line_diff.hpp"
#include "config/policy_edit.hpp"
#include "control/feedback_log.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <utility>

namespace wayfinder::cli {
namespace {

namespace fs = std::filesystem;
using prompts = std::vector<calibrate::labelled_prompt>;

/// The file to rewrite, as it is.
struct deployed {
    fs::path file;
    std::string text; ///< empty when there is no file yet
    router routing;
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
    now.routing = loaded.config->routing;
    return now;
}

std::optional<refusal> read_log(std::string const& log, prompts& found)
{
    for (auto const& file : control::feedback_files(log))
        if (auto wrong = read_prompts(file.string(), found)) return wrong;
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
    return "in force: " + percent(found.current.accuracy) + " right, " + percent(found.current.saved) +
           " saved; this fit, on prompts that it has not seen: " + percent(found.fitted.accuracy) +
           " right, " + percent(found.fitted.saved) + " saved";
}

std::string remark_of(calibration_outcome const& outcome)
{
    return std::string{name(outcome.request.options.how)} + " from " +
           std::to_string(outcome.request.data.samples.size()) + " labels, " +
           percent(outcome.worth.held_out.accuracy) + " right on prompts not seen";
}

/// A label that the configuration cannot send a prompt to.
std::optional<std::string> unconfigured_model(config::snapshot const& config, calibrate::dataset const& data)
{
    if (config.gateway.models.empty()) return std::nullopt;
    for (auto const& each : data.labels)
        if (config.gateway.find(each) == nullptr) return each;
    return std::nullopt;
}

/// The new text, checked to load and to decide as the fit does.
std::variant<std::string, refusal> edited(deployed const& now, calibration_outcome const& outcome)
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
    if (auto const unknown = unconfigured_model(*loaded.config, data))
        return failure_of("the label '" + *unknown + "' is no model of " + now.file.string() +
                          ": add [gateway.models." + *unknown + "], or mend the log; nothing was written");
    bool const same = routing.weights == now.routing.weights &&
                      calibrate::decide_all(routing.policy, routing.weights, data) ==
                          calibrate::decide_all(outcome.fit.policy, now.routing.weights, data);
    if (!same)
        return failure_of(now.file.string() +
                          ": the edited file would decide otherwise; nothing was written");
    return std::move(edit.document);
}

int deploy(deployed const& now, std::string const& text, bool dry_run)
{
    if (dry_run) {
        std::cout << line_diff(now.text, text);
        return ok;
    }
    if (auto const problem = replace_file(now.file, text); !problem.empty())
        return refuse(failure_of(problem));
    std::cerr << "wrote " << now.file.string();
    if (!now.text.empty()) std::cerr << " (the former one is " << now.file.string() << ".bak)";
    std::cerr << '\n';
    return ok;
}

} // namespace

int recalibrate(recalibrate_options const& options)
{
    auto const read = read_deployed(options.fitting.config);
    if (auto const* wrong = std::get_if<refusal>(&read)) return refuse(*wrong);
    auto const& now = std::get<deployed>(read);
    prompts labelled;
    if (auto const wrong = read_log(options.log, labelled)) return refuse(*wrong);
    if (labelled.size() < options.min_labels || labelled.empty()) {
        std::cerr << program << ": " << options.log << " has " << labelled.size() << " labels, fewer than "
                  << std::max<std::size_t>(options.min_labels, 1) << "; nothing was written\n";
        return ok;
    }
    auto request = make_request(options.fitting, labelled, now.routing);
    if (auto const* wrong = std::get_if<refusal>(&request)) return refuse(*wrong);
    auto calibrated = run_calibration(std::get<calibration_request>(std::move(request)));
    if (auto const* wrong = std::get_if<refusal>(&calibrated)) return refuse(*wrong);
    auto const& outcome = std::get<calibration_outcome>(calibrated);
    auto const contest = calibrate::challenge(outcome.request.data, outcome.request.options,
                                              outcome.fit.prices, now.routing.policy, now.routing.weights);
    if (auto const* wrong = std::get_if<calibrate::failure>(&contest))
        return refuse(refusal_of(*wrong, outcome.request));

    auto const& found = std::get<calibrate::contest>(contest);
    auto const report = [&] {
        print_report(outcome);
        std::cerr << "- " << comparison(found) << ".\n";
    };
    auto text = edited(now, outcome);
    if (auto const* wrong = std::get_if<refusal>(&text)) return refuse(*wrong);
    if (is_worse(found, outcome.request.options.goal) && !options.force) {
        if (options.dry_run) std::cout << line_diff(now.text, std::get<std::string>(text));
        report();
        return refuse(
            failure_of("the fit does worse than what is in force; nothing was written (--force writes it)"));
    }
    // The file first: the reader of stderr may leave early, as `head` does.
    auto const code = deploy(now, std::get<std::string>(text), options.dry_run);
    report();
    return code;
}

} // namespace wayfinder::cli
