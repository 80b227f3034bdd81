#include "cli/calibrate/outcome.hpp"
#include "cli/calibrate/request.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "config/routing_text.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <utility>

namespace wayfinder::cli {
namespace {

int refuse(refusal const& wrong)
{
    for (auto const& each : wrong.messages) std::cerr << program << ": " << each << '\n';
    return wrong.code;
}

bool write_file(std::string const& name, std::string const& text)
{
    std::ofstream file{name, std::ios::binary | std::ios::trunc};
    file << text;
    file.close();
    std::cerr << (file ? "wrote " : "wayfinder-router: cannot write ") << name << '\n';
    return static_cast<bool>(file);
}

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

    if (!options.json) print_report(outcome);
    bool written = options.out.empty() || write_file(options.out, outcome.toml);
    written = (options.plot.empty() || write_file(options.plot, outcome_svg(outcome))) && written;
    if (options.json)
        std::cout << outcome_json(outcome).dump(2) << '\n';
    else if (options.out.empty())
        std::cout << outcome.toml << '\n';
    return written ? ok : failed;
}

} // namespace wayfinder::cli
