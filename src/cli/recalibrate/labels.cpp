#include "cli/recalibrate/labels.hpp"

#include "cli/calibrate/request.hpp"
#include "config/editing/text_quoting.hpp"
#include "control/feedback_log.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace wayfinder::cli {
namespace {

using prompts = std::vector<calibrate::labelled_prompt>;

std::optional<refusal> read_log(std::string const& named, deployed const& now, prompts& found,
                                std::vector<std::string>& torn)
{
    progress_bar bar;
    auto const log = named.empty() ? now.config.gateway.feedback.file : std::filesystem::path{named};
    auto const files = control::feedback_files(log);
    if (files.empty() && !named.empty()) return misuse("cannot read " + named);
    for (auto const& file : files)
        if (auto wrong = read_log_file(file.string(), found, bar, torn)) return wrong;
    return std::nullopt;
}

/// Leaves out the labels of the models for which `is_one` is true, and prints which and why.
void leave_out(prompts& labelled, std::function<bool(std::string const&)> const& is_one, char const* why)
{
    std::set<std::string> models;
    auto const count = std::erase_if(labelled, [&](calibrate::labelled_prompt const& each) {
        bool const out = is_one(each.label);
        if (out) models.insert(each.label);
        return out;
    });
    if (count == 0) return;
    std::cerr << program << ": " << count << (count == 1 ? " label is" : " labels are") << " left out, "
              << why << ':';
    for (auto const& each : models) std::cerr << ' ' << config::in_quotes(each);
    std::cerr << '\n';
}

/// The models to which the fit is restricted; empty: no restriction. A policy with one model cannot be
/// fitted, and --mode or --models asks for others.
std::set<std::string_view> kept_models(recalibrate_options const& options, deployed const& now)
{
    auto const& routes = now.config.routing.policy;
    auto const among = models_of(routes);
    std::set<std::string_view> models{among.begin(), among.end()};
    if (std::holds_alternative<skill::policy>(routes)) return models;
    bool const asked = !options.fitting.mode.empty() || !options.fitting.models.empty();
    if (now.config.gateway.models.empty() || asked || models.size() < 2) return {};
    return models;
}

} // namespace

std::variant<prompts, refusal> read_labels(recalibrate_options const& options, deployed const& now)
{
    prompts labelled;
    std::vector<std::string> torn;
    if (auto wrong = read_log(options.log, now, labelled, torn)) return std::move(*wrong);
    for (auto const& each : torn)
        std::cerr << program << ": " << each
                  << " ends in the middle of a line, which is left out: it is being written, or was torn\n";
    auto const& gateway = now.config.gateway;
    // Nothing can be sent to a model that is not configured.
    if (!gateway.models.empty())
        leave_out(
            labelled, [&](std::string const& label) { return gateway.find(label) == nullptr; },
            "whose models are not configured");
    if (auto const kept = kept_models(options, now); !kept.empty())
        leave_out(
            labelled, [&](std::string const& label) { return !kept.contains(label); },
            std::holds_alternative<skill::policy>(now.config.routing.policy)
                ? "whose models are none of policy = \"skill\""
                : "whose models [routing] does not route to (--mode tiers or classifier takes them in)");
    return labelled;
}

} // namespace wayfinder::cli
