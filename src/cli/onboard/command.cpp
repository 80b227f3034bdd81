#include "cli/onboard/command.hpp"

#include "cli/validators.hpp"

namespace wayfinder::cli {
namespace {

constexpr char const* purpose = "Judge answers of two models yourself, for calibration";

constexpr char const* onboard_notes = R"(
PROMPTS is a text file with a prompt on each line. One that needs line breaks is
written as JSON:

  What is the capital of Norway?
  {"text": "# Plan\n\n- prove the bound\n- compare ..."}

  wayfinder-router onboard prompts.txt --arms local,cloud --calibrate

sends each prompt to both models, shows the two answers, and asks:

  Is A good enough? [y]es / [n]o, take B / [s]kip / [q]uit

A is the first arm: name the cheaper model first. Yes labels the prompt with A,
no with B. Every label is on disk, in the log that the gateway's /v1/feedback
writes too, before the next prompt is shown. Quit when you like: started again,
onboard leaves out the prompts that are in the log already.

With --blind the answers are called 1 and 2, in an order that changes from
prompt to prompt, so that a model's name does not sway you. "Both" takes the
first arm, since it would have been enough.

--calibrate then does what `wayfinder-router calibrate LOG` does: the [routing]
fragment goes to standard output, what it is worth to stderr.

Both models are called for every prompt, at their usual price.
)";

} // namespace

void add_onboard(CLI::App& app, onboard_options& options, std::function<int()>& chosen)
{
    auto* const command = app.add_subcommand("onboard", purpose);
    command->footer(onboard_notes);
    command->add_option("prompts", options.prompts, "File with a prompt on each line")->required();
    command->add_option("--arms", options.arms,
                        "The two models, the cheaper one first (default: the first two configured)");
    command->add_option("--log", options.log,
                        "File to add the labels to (default: [gateway.feedback] file, which is "
                        "wayfinder-router-feedback.jsonl here unless set)");
    add_config(*command, options.config);
    command->add_flag("--blind", options.blind, "Hide which model gave which answer");
    command->add_flag("--calibrate", options.calibrate, "Then fit the router to the log");
    command->add_option("--mode", options.mode, "What --calibrate fits: threshold, tiers or classifier")
        ->check(CLI::IsMember({"threshold", "tiers", "classifier"}))
        ->capture_default_str();
    command
        ->add_option("--timeout", options.timeout,
                     "Seconds to wait for an upstream's bytes where the configuration sets no timeout")
        ->check(number_in(0.001, 86'400));
    command->callback([&] { chosen = [&] { return onboard(options); }; });
}

} // namespace wayfinder::cli
