#include "app/secrets/command_keys.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/onboard/prompt_file.hpp"
#include "cli/onboard/session.hpp"
#include "cli/style.hpp"
#include "gateway/runtime_config.hpp"
#include "telemetry/journal.hpp"
#include "wire/labelled_prompts.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <unordered_set>

#include <unistd.h>

namespace wayfinder::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_problems = 10;

void print_problems(std::string const& file, std::vector<wire::line_problem> const& problems)
{
    for (std::size_t i = 0; i < std::min(problems.size(), most_problems); ++i)
        std::cerr << program << ": " << file << ':' << problems[i].line << ": " << problems[i].message
                  << '\n';
    if (problems.size() > most_problems)
        std::cerr << program << ": " << file << ": " << problems.size() - most_problems
                  << " more lines are wrong\n";
}

std::optional<std::string> read_file(fs::path const& name)
{
    std::error_code ignored;
    std::ifstream file{name, std::ios::binary};
    if (!file || fs::is_directory(name, ignored)) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

/// The prompts of the file, or the exit code after reporting what is wrong with it.
std::variant<prompt_lines, int> read_prompt_file(std::string const& name)
{
    if (name == "-")
        return refuse("the prompts must be in a file: standard input is for your answers", usage);
    auto const text = read_file(name);
    if (!text) return refuse("cannot read " + name, usage);
    auto lines = read_prompt_lines(*text);
    print_problems(name, lines.problems);
    if (!lines.problems.empty()) return int{failed};
    if (lines.prompts.empty()) return refuse(name + ": no prompts; write one on each line", failed);
    return lines;
}

/// Whether labels can be added; checked before any answer is paid for.
bool can_append_to(fs::path const& log)
{
    std::error_code ignored;
    if (fs::exists(log, ignored))
        return !fs::is_directory(log, ignored) && ::access(log.c_str(), R_OK | W_OK) == 0;
    auto const folder = log.has_parent_path() ? log.parent_path() : fs::path{"."};
    return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

/// Removes the prompts that already have a label; returns their number, or the exit code after reporting why
/// the log cannot be used.
std::variant<std::size_t, int> leave_out_judged(std::vector<std::string>& prompts, fs::path const& log)
{
    if (!can_append_to(log)) return refuse("cannot write " + log.string(), failed);
    if (auto const mended = control::feedback_log::repair(log); !mended.empty())
        std::cerr << program << ": " << mended << '\n';
    std::unordered_set<std::string> known;
    for (auto const& file : control::feedback_files(log)) {
        auto const text = read_file(file);
        if (!text) return refuse("cannot read " + file.string(), failed);
        auto read = wire::read_labelled_prompts(*text);
        print_problems(file.string(), read.problems);
        if (!read.problems.empty()) return refuse("fix or remove these lines first", failed);
        for (auto& each : read.prompts) known.insert(std::move(each.text));
    }
    return std::erase_if(prompts, [&](std::string const& each) { return known.contains(each); });
}

void print_plan(prompt_lines const& lines, std::size_t known, fs::path const& log)
{
    std::cerr << counted(lines.prompts.size(), "prompt") << " to judge";
    if (known > 0) std::cerr << "; " << known << " skipped, already in the log";
    if (lines.repeats > 0) std::cerr << "; " << lines.repeats << " skipped, the same as an earlier one";
    std::cerr << "\nlabels go to " << log.string() << '\n';
}

void print_summary(tally const& count)
{
    std::cerr << "\njudged " << count.judged << ", skipped " << count.skipped << ", failed " << count.failed
              << ", remaining " << count.remaining << '\n';
    if (count.skipped + count.failed + count.remaining > 0)
        std::cerr << "run the same command again to continue with the unlabelled prompts\n";
}

int calibrate_from(fs::path const& log, std::string const& mode)
{
    if (!fs::exists(log)) return refuse("nothing to calibrate from: no label was given", failed);
    std::cerr << '\n';
    calibrate_options options;
    options.dataset = log.string();
    options.mode = mode;
    return calibrate(options);
}

/// Includes the keys of the two arms, wherever they come from.
gateway::runtime_config deploy(std::shared_ptr<config::snapshot const> const& config, arm_names const& arms,
                               config::environment const& env)
{
    std::vector<config::model> called;
    for (auto const& each : arms) called.push_back(*config->gateway.find(each));
    telemetry::journal journal;
    telemetry::log const log{journal, telemetry::log_module::config};
    return gateway::runtime_config{config, app::with_command_keys(called, env, log)};
}

struct outcome {
    int code{};
    bool interrupted{};
};

/// Runs a session with these prompts.
outcome sit(std::vector<std::string> const& prompts, gateway::runtime_config const& runtime,
            arm_names const& arms, config::feedback const& labels, bool blind)
{
    app::side_by_side::arms who{};
    for (std::size_t i = 0; i < who.size(); ++i) {
        who[i] = runtime.find(arms[i]);
        auto const& at = who[i]->upstreams.front(); // the one that is called
        if (at.key_missing && !at.settings->api_key_cmd)
            std::cerr << program << ": model " << arms[i] << ": " << *at.settings->api_key_env
                      << " is not set; it is called without a key\n";
    }
    interruption leaving; // before any thread is started
    app::side_by_side models{who, leaving.descriptor(), runtime.config().gateway.allow_metadata_hosts};
    control::feedback_log log{labels};
    terminal judge{leaving};
    session sitting{{models, log, judge, leaving, arms, blind}};
    print_summary(sitting.run(prompts));
    auto const& problem = sitting.log_problem();
    auto const code =
        problem.empty() ? int{ok} : refuse("your last answer was not saved: " + problem, failed);
    return {code, leaving.noticed()};
}

} // namespace

int onboard(onboard_options const& options)
{
    auto read = read_prompt_file(options.prompts);
    if (auto const* code = std::get_if<int>(&read)) return *code;
    auto& lines = std::get<prompt_lines>(read);

    auto const env = environment_with(options.timeout);
    auto const loaded = load_configuration(configuration_file(options.config), env);
    if (print_errors(loaded)) return failed;
    auto const arms = choose_arms(options.arms, loaded.config->gateway);
    if (auto const* none = std::get_if<no_arms>(&arms)) return refuse(none->reason, usage);
    auto labels = loaded.config->gateway.feedback;
    if (!options.log.empty()) labels.file = options.log;
    auto const known = leave_out_judged(lines.prompts, labels.file);
    if (auto const* code = std::get_if<int>(&known)) return *code;
    print_plan(lines, std::get<std::size_t>(known), labels.file);

    auto const plan = deploy(loaded.config, std::get<arm_names>(arms), env);
    auto const sitting = sit(lines.prompts, plan, std::get<arm_names>(arms), labels, options.blind);
    if (sitting.code != ok || sitting.interrupted || !options.calibrate) return sitting.code;
    return calibrate_from(labels.file, options.mode);
}

} // namespace wayfinder::cli
