#include "cli/calibrate/destinations.hpp"
#include "cli/calibrate/learned.hpp"
#include "cli/calibrate/outcome.hpp"
#include "cli/calibrate/request.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/progress_bar.hpp"

#include <nlohmann/json.hpp>

#include <iostream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace wayfinder::cli {
namespace {

std::variant<calibration_outcome, refusal> calibrated(calibrate_options const& options)
{
    progress_bar bar{!options.json};
    auto request = read_request(options, bar);
    if (auto* wrong = std::get_if<refusal>(&request)) return std::move(*wrong);
    return run_calibration(std::get<calibration_request>(std::move(request)), bar);
}

} // namespace

int calibrate(calibrate_options const& options)
{
    if (options.mode == "learned") return calibrate_learned(options);
    auto const result = calibrated(options);
    if (auto const* wrong = std::get_if<refusal>(&result)) return refuse(*wrong);
    auto const& outcome = std::get<calibration_outcome>(result);

    // Writes the files first: the reader of stderr may exit early, as `head` does.
    std::vector<std::pair<std::string, bool>> outputs;
    if (!options.out.empty()) outputs.emplace_back(options.out, write_output(options.out, outcome.toml));
    if (!options.plot.empty())
        outputs.emplace_back(options.plot, write_output(options.plot, outcome_svg(outcome)));
    if (options.json)
        std::cout << outcome_json(outcome).dump(2) << '\n';
    else if (options.out.empty())
        std::cout << outcome.toml << '\n';
    if (!options.json) print_report(outcome);

    int code = ok;
    for (auto const& [name, written] : outputs) {
        if (written && options.json) continue;
        std::cerr << (written ? "wrote " : std::string{program} + ": cannot write ") << name << '\n';
        if (!written) code = failed;
    }
    return code;
}

} // namespace wayfinder::cli
