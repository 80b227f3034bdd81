#include "cli/calibrate/command.hpp"

#include "config/values/number.hpp"

#include <CLI/CLI.hpp>

namespace wayfinder::cli {
namespace {

constexpr char const* purpose = "Find the cut from prompts whose right model is known";

constexpr char const* calibrate_notes = R"(
The data set is a text file with one JSON object a line: a prompt, and the
model that should have answered it.

  {"text": "What is the capital of Norway?", "label": "local"}
  {"text": "# Plan\n\n- prove the bound\n- compare ...", "label": "cloud"}

  wayfinder-router calibrate labels.jsonl --costs local=0.2,cloud=10

prints a [routing] fragment for wayfinder-router.toml. On stderr it says what
the fragment is worth on prompts it has not seen, beside rules that need no
calibration, and whether there are labels enough to tell.

Modes:
  threshold   two models and one cut on the score
  tiers       two models or more, and a cut between each and the next
  classifier  two models or more, chosen by the features themselves; no score
  learned     two models or more, for policy "skill": corrects the shipped
              weights and learns words, into wayfinder-router.learned beside
              --out, else --config, else here; 100 labels at least, a few
              hundred before it pays. Nothing is written there that the labels
              do not support, nor over a file that a configuration routes
              by: that one is `recalibrate`'s

Objectives, for a threshold:
  accuracy      most prompts to the model of their label
  knee          quality recovered against money saved; uses --costs
  cost-quality  most accurate cut that saves at least --target-savings
)";

constexpr char const* redeployment = R"(
Reads the labels that apps posted to /v1/feedback, or that `onboard` took, fits
the boundary as `calibrate` does, and replaces the one in the configuration. Nothing else in the file changes; the previous file is kept
as .bak. A running gateway loads the new boundary by itself.

Nothing is written if there are fewer labels than --min-labels, or if the fit is
the current boundary; nor, without --force, if it does worse than the current
boundary, leaves out a model that is routed to now, or reverses the order of the
models, as swapped labels would. Two boundaries of one kind are compared on all
labels; of two kinds, on prompts that neither has seen. Labels of models that are
not configured are ignored, with a message; without --mode and --models so are
those of models that nothing is routed to. Without --costs, prices are those of
the configuration, if all models have one.

For policy "skill" it writes the learned file, as `calibrate --mode learned` does,
and leaves dear_share alone.

  wayfinder-router recalibrate --dry-run
)";

CLI::Validator number_where(bool (*holds)(double), char const* rule)
{
    auto const check = [=](std::string const& text) -> std::string {
        auto const value = config::parse_number(text);
        return value && holds(*value) ? std::string{} : std::string{rule} + ", not " + text;
    };
    return CLI::Validator{check, "", "number"};
}

void add_fitting(CLI::App& command, calibrate_options& options)
{
    auto const add = [&](char const* flags, auto& value, char const* meaning) {
        return command.add_option(flags, value, meaning)->group("Fitting");
    };
    bool const as_deployed = options.mode.empty();
    add("--mode", options.mode,
        as_deployed ? "threshold, tiers, classifier or learned (default: as deployed)"
                    : "threshold, tiers, classifier or learned")
        ->check(CLI::IsMember({"threshold", "tiers", "classifier", "learned"}))
        ->capture_default_str();
    add("--objective", options.objective, "accuracy, knee or cost-quality")
        ->check(CLI::IsMember({"accuracy", "knee", "cost-quality"}))
        ->capture_default_str();
    add("--target-savings", options.target_savings,
        "Share of the most expensive model's cost to save, such as 0.4")
        ->check(number_where([](double value) { return value >= 0 && value <= 1; }, "must be from 0 to 1"));
    add("--costs", options.costs, "Price of a prompt on each model: local=0.2,cloud=10");
    add("--models", options.models,
        "Models, cheapest first, for tiers, classifier and learned (default: by mean score)");
    add("--l2", options.l2, "Classifier: ridge that keeps its parameters small")
        ->check(number_where([](double value) { return value > 0; }, "must be greater than 0"))
        ->capture_default_str();
    add("--iterations", options.iterations, "Classifier: Newton steps at most")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}))
        ->capture_default_str();
}

} // namespace

void add_calibrate(CLI::App& app, calibrate_options& options, std::function<int()>& chosen)
{
    auto* const command = app.add_subcommand("calibrate", purpose);
    command->footer(calibrate_notes);
    command->add_option("dataset", options.dataset, "File with the labelled prompts")->required();
    add_fitting(*command, options);
    command
        ->add_option("--weights", options.weights,
                     "Feature weights to override: reasoning_term_count=5,word_count=2")
        ->group("Fitting");
    command
        ->add_option("--config", options.config,
                     "Take the lexicon and weights of this file (default: the built-in ones)")
        ->check(CLI::ExistingFile)
        ->group("Fitting");
    command->add_option("--out", options.out, "Write the fragment to this file")->group("Output");
    command->add_option("--plot", options.plot, "Draw cost against quality into this SVG file")
        ->group("Output");
    command->add_flag("--json", options.json, "Print everything as one JSON object")->group("Output");
    command->callback([&] { chosen = [&] { return calibrate(options); }; });
}

void add_recalibrate(CLI::App& app, recalibrate_options& options, std::function<int()>& chosen)
{
    auto* const command =
        app.add_subcommand("recalibrate", "Fit the boundary to the feedback log and deploy it");
    command->footer(redeployment);
    options.fitting.mode.clear();
    command->add_option("--log", options.log,
                        "Feedback log; rotated files are read too (default: as configured, else "
                        "wayfinder-router-feedback.jsonl)");
    command->add_option("--out,--config", options.fitting.config,
                        "Configuration to rewrite (default: wayfinder-router.toml here or above)");
    command->add_option("--min-labels", options.min_labels, "Do nothing with fewer labels than this")
        ->capture_default_str();
    command->add_flag("--force", options.force, "Deploy a fit that does worse than what runs");
    command->add_flag("--dry-run", options.dry_run, "Show what would change, and write nothing");
    add_fitting(*command, options.fitting);
    command->callback([&] { chosen = [&] { return recalibrate(options); }; });
}

} // namespace wayfinder::cli
