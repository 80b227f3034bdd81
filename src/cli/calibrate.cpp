#include "cli/calibrate/outcome.hpp"
#include "cli/calibrate/request.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "config/routing_text.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <utility>
#include <vector>

namespace wayfinder::cli {
namespace {

int refuse(refusal const& wrong)
{
    for (auto const& each : wrong.messages) std::cerr << program << ": " << each << '\n';
    return wrong.code;
}

/// A file to write, and whether that went well.
struct output {
    std::string name;
    bool written{};

    void write(std::string const& text)
    {
        std::ofstream file{name, std::ios::binary | std::ios::trunc};
        file << text;
        file.close();
        written = static_cast<bool>(file);
    }
};

std::variant<calibration_outcome, refusal> run_calibration(calibration_request request)
{
    auto fitted = calibrate::calibrate(request.data, request.options);
    if (auto const* wrong = std::get_if<calibrate::failure>(&fitted)) return refusal_of(*wrong, request);
    auto& fit = std::get<calibrate::fit>(fitted);
    auto assessed = calibrate::assess(request.data, request.options, fit);
    if (auto const* wrong = std::get_if<calibrate::failure>(&assessed)) return refusal_of(*wrong, request);

    auto toml = config::routing_toml({fit.policy, request.options.weights, request.lexicon});
    return calibration_outcome{std::move(request), std::move(fit),
                               std::get<calibrate::assessment>(std::move(assessed)), std::move(toml)};
}

void print_report(calibration_outcome const& outcome)
{
    std::cerr << summary_line(summary_json(outcome)) << "\n\n" << figures_table(outcome) << '\n';
    for (auto const& each : remarks(outcome)) std::cerr << "- " << each << '\n';
}

} // namespace

int calibrate(calibrate_options const& options)
{
    auto request = read_request(options);
    if (auto const* wrong = std::get_if<refusal>(&request)) return refuse(*wrong);
    auto calibrated = run_calibration(std::get<calibration_request>(std::move(request)));
    if (auto const* wrong = std::get_if<refusal>(&calibrated)) return refuse(*wrong);
    auto const& outcome = std::get<calibration_outcome>(calibrated);

    // Files first: the reader of stderr may leave early, as `head` does.
    std::vector<output> outputs;
    if (!options.out.empty()) outputs.emplace_back(output{options.out}).write(outcome.toml);
    if (!options.plot.empty()) outputs.emplace_back(output{options.plot}).write(outcome_svg(outcome));
    if (options.json)
        std::cout << outcome_json(outcome).dump(2) << '\n';
    else if (options.out.empty())
        std::cout << outcome.toml << '\n';
    if (!options.json) print_report(outcome);

    int code = ok;
    for (auto const& [name, written] : outputs) {
        if (written && options.json) continue;
        std::cerr << (written ? "wrote " : "wayfinder-router: cannot write ") << name << '\n';
        if (!written) code = failed;
    }
    return code;
}

} // namespace wayfinder::cli
