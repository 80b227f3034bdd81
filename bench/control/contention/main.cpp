// Contention on many cores: the locks are timed on this machine, the cores are simulated.
#include "bench/control/contention/chart.hpp"
#include "bench/control/contention/held_locks.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>

int main(int count, char** arguments)
{
    using namespace wayfinder::bench;
    double request = 50;
    double transfer = 100;
    std::filesystem::path svg;
    CLI::App app{"How long workers would wait for each other's locks, on 1 to 64 cores"};
    app.add_option("--request", request,
                   "Processor microseconds of a governed request (./dev bench says them)")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    app.add_option("--transfer", transfer, "Nanoseconds that memory takes from one core to another")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber);
    app.add_option("--svg", svg, "Draw the curves into this file");
    CLI11_PARSE(app, count, arguments);

    constexpr std::size_t requests = 100'000;
    auto const locks = held_locks();
    auto work = request * 1000;
    for (auto const& each : locks) work -= each.held * static_cast<double>(each.times);
    std::vector<waiting> found;
    for (std::size_t cores = 1; cores <= 64; cores *= 2)
        found.push_back(simulate(locks, {std::max(work, 0.0), transfer}, cores, requests));
    std::cout << table_of(locks, found);
    if (!svg.empty()) std::ofstream{svg} << chart_of(locks, found);
    return 0;
}
