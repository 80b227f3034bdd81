#include "cli/calibrate/outcome.hpp"
#include "cli/calibrate/request.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <utility>
#include <variant>

namespace wayfinder::cli {
namespace {

bool write_file(std::string const& name, std::string const& text)
{
    std::ofstream file{name, std::ios::binary | std::ios::trunc};
    file << text;
    file.close();
    std::cerr << (file ? "wrote " : "wayfinder-router: cannot write ") << name << '\n';
    return static_cast<bool>(file);
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
