#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "gateway/routing/decision_json.hpp"
#include "gateway/routing/request_routing.hpp"

#include <wayfinder/decision.hpp>
#include <wayfinder/explain.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

namespace wayfinder::cli {
namespace {

using nlohmann::ordered_json;

/// CR LF and CR become LF, as when any text file is read by lines.
std::string with_plain_line_ends(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r')
            out.push_back(text[i]);
        else if (i + 1 == text.size() || text[i + 1] != '\n')
            out.push_back('\n');
    }
    return out;
}

std::optional<std::string> read_prompt(std::string const& name)
{
    if (name == "-") return std::string{std::istreambuf_iterator<char>{std::cin}, {}};
    if (!std::filesystem::is_regular_file(name)) return std::nullopt;
    std::ifstream file{name, std::ios::binary};
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

std::string as_json(decision const& made, router const& routing)
{
    ordered_json report{{"schema_version", "3"},
                        {"score", made.score},
                        {"recommendation", made.model},
                        {"mode", name(made.kind)},
                        {"features", gateway::features_json(made.counts)}};
    if (made.skill) report.update(gateway::skill_json(*made.skill));
    if (std::holds_alternative<tiers_policy>(routing.policy))
        report["tiers"] = gateway::tiers_json(routing.policy);
    else
        report["models"] = models_of(routing.policy);
    return report.dump(2, ' ', true, ordered_json::error_handler_t::replace);
}

void print_candidates(decision const& made, router const& routing)
{
    if (auto const* ladder = std::get_if<tiers_policy>(&routing.policy)) {
        std::printf("Tiers:\n");
        for (auto const& tier : ladder->tiers)
            std::printf("  >= %.2f  %s%s\n", tier.min_score, tier.model.c_str(),
                        tier.model == made.model ? "  <--" : "");
        return;
    }
    std::printf("Candidates:\n");
    for (auto const model : models_of(routing.policy))
        std::printf("  %s%s\n", std::string{model}.c_str(), model == made.model ? "  <--" : "");
}

/// `max_heading_depth` becomes "Max Heading Depth".
std::string title(std::string_view feature_name)
{
    std::string text{feature_name};
    bool starts_word = true;
    for (char& c : text) {
        if (starts_word && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        starts_word = c == '_';
        if (c == '_') c = ' ';
    }
    return text;
}

void print_features(decision const& made)
{
    std::printf("Features:\n");
    for (auto const each : all_features)
        std::printf("  %s: %llu\n", title(name(each)).c_str(),
                    static_cast<unsigned long long>(made.counts[each]));
}

void print_contributions(decision const& made, router const& routing)
{
    std::printf("%-22s %5s %10s %6s %12s\n", "Feature", "value", "normalized", "weight", "contribution");
    for (auto const& part : explain(made.counts, routing.weights))
        std::printf("%-22s %5llu %10.2f %6g %12.3f\n", std::string{name(part.what)}.c_str(),
                    static_cast<unsigned long long>(part.value), part.normalized, part.weight,
                    part.contribution);
}

void print_skill(skill_verdict const& verdict)
{
    std::printf("Skill score: %.4f, above %.1f %% of the traffic, confidence %.2f%s\n", verdict.of.score,
                100 * verdict.chosen.percentile, verdict.chosen.confidence,
                verdict.chosen.abstained ? " (abstains)" : "");
}

void print_terms(skill::explained const& of)
{
    std::printf("%-22s %10s %10s %12s\n", "Term", "value", "weight", "contribution");
    for (auto const each : skill::all_terms)
        std::printf("%-22s %10.4f %10.4f %12.4f\n", std::string{name(each)}.c_str(), of.of[index_of(each)],
                    of.weights[index_of(each)], of.contributions[index_of(each)]);
    std::printf("%-22s %34.4f\n", "own labels' words", of.words);
    std::printf("%-22s %34.4f\n", "less the mean", -skill::default_weights.mean);
}

/// Moves the cut. A skill policy keeps its models, as in the gateway; any other is replaced by `local` and
/// `cloud`, as in the reference. False, with a message on stderr, if there is not exactly one cut.
bool move_cut(policy& routes, double cut)
{
    auto const* by_skill = std::get_if<skill::policy>(&routes);
    if (by_skill == nullptr) {
        routes = binary(cut);
        return true;
    }
    if (auto moved = gateway::with_cut_at(routes, cut)) {
        routes = *std::move(moved);
        return true;
    }
    std::cerr << program << ": --threshold needs a policy with one cut; policy \"skill\" has "
              << by_skill->models.size() << " models here: leave --threshold out, or change dear_share\n";
    return false;
}

} // namespace

int route(route_options const& options)
{
    auto const prompt = read_prompt(options.prompt);
    if (!prompt) {
        std::cerr << program << ": cannot read " << options.prompt << '\n';
        return usage;
    }
    auto const start = options.prompt == "-" ? std::filesystem::path{"."}
                                             : std::filesystem::absolute(options.prompt).parent_path();
    auto const loaded = load_configuration(configuration_file(options.config, start), environment_variable);
    if (print_errors(loaded)) return failed;

    auto routing = loaded.config->routing;
    if (options.threshold && !move_cut(routing.policy, *options.threshold)) return usage;
    auto const made = routing.decide(with_plain_line_ends(*prompt));
    if (options.json) {
        std::printf("%s\n", as_json(made, routing).c_str());
        return ok;
    }
    std::printf("Model: %s\n", std::string{made.model}.c_str());
    std::printf("Score: %.2f (%s)\n", made.score, std::string{name(made.kind)}.c_str());
    if (made.skill) print_skill(*made.skill);
    print_candidates(made, routing);
    if (options.explain && made.skill)
        print_terms(made.skill->of);
    else if (options.explain)
        print_contributions(made, routing);
    else
        print_features(made);
    return ok;
}

} // namespace wayfinder::cli
