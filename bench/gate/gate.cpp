#include "bench/gate/gate.hpp"

#include "bench/gate/callgrind.hpp"

#include "temporary_directory.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace wayfinder::bench {
namespace {

constexpr double tolerance = 1.03;
constexpr std::string_view figure = "instructions_per_request";

/// One client at a time, so that every request waits for a commit of its own and the count is the same in
/// every run.
double instructions_per_request(std::filesystem::path const& gateway)
{
    testing::temporary_directory const folder;
    counting const what{.gateway = gateway};
    double total = 0;
    for (auto const& each : count_instructions(what, folder.path()))
        total += static_cast<double>(each.instructions);
    return total / static_cast<double>(what.requests);
}

void write_baseline(std::filesystem::path const& file, double now)
{
    nlohmann::ordered_json const content{{"lane", "governed"}, {figure, static_cast<std::uint64_t>(now)}};
    std::ofstream out{file};
    out << content.dump(2) << '\n';
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

double read_baseline(std::filesystem::path const& file)
{
    std::ifstream in{file};
    return nlohmann::json::parse(in).at(figure).get<double>();
}

} // namespace

int gate(gate_options const& options)
{
    auto const now = instructions_per_request(options.gateway);
    if (options.update) {
        write_baseline(options.baseline, now);
        std::printf("%.0f instructions per governed request: the baseline from now on\n", now);
        return 0;
    }
    auto const before = read_baseline(options.baseline);
    std::printf("%.0f instructions per governed request, %+.1f %% of the baseline's %.0f\n", now,
                (now / before - 1) * 100, before);
    if (now <= before * tolerance) return 0;
    std::cerr << "more than 3 % above it; if that is meant: ./dev bench gate --update\n";
    return 1;
}

} // namespace wayfinder::bench
