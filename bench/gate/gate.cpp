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

/// The cost of one governed request.
struct cost {
    double serving{};    ///< the thread that answers: the same count in every run
    double background{}; ///< the others; the size of the ledger's batches depends on timing

    [[nodiscard]] double total() const { return serving + background; }
};

constexpr double serving_tolerance = 1.03;
constexpr double total_tolerance = 1.10;
constexpr char const* serving_figure = "serving_instructions_per_request";
constexpr char const* total_figure = "instructions_per_request";

/// One client at a time, so that no request benefits from the work of another.
cost measure(std::filesystem::path const& gateway)
{
    testing::temporary_directory const folder;
    counting const what{.gateway = gateway};
    cost found;
    for (auto const& each : count_instructions(what, folder.path())) {
        auto const share = static_cast<double>(each.instructions) / static_cast<double>(what.requests);
        if (found.serving == 0)
            found.serving = share; // sorted, the busiest first
        else
            found.background += share;
    }
    return found;
}

void write_baseline(std::filesystem::path const& file, cost const& now)
{
    nlohmann::ordered_json const content{{"lane", "governed"},
                                         {serving_figure, static_cast<std::uint64_t>(now.serving)},
                                         {total_figure, static_cast<std::uint64_t>(now.total())}};
    std::ofstream out{file};
    out << content.dump(2) << '\n';
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

/// True if it is within its bound.
bool holds(char const* what, double now, double before, double tolerance)
{
    std::printf("%-16s %8.0f instructions, %+.1f %% of the baseline's %.0f\n", what, now,
                (now / before - 1) * 100, before);
    return now <= before * tolerance;
}

} // namespace

int gate(gate_options const& options)
{
    auto const now = measure(options.gateway);
    if (options.update) {
        write_baseline(options.baseline, now);
        std::printf("the baseline from now on: %.0f instructions, %.0f of them where it is answered\n",
                    now.total(), now.serving);
        return 0;
    }
    std::ifstream in{options.baseline};
    auto const baseline = nlohmann::json::parse(in);
    bool const serving =
        holds("answering thread", now.serving, baseline.at(serving_figure), serving_tolerance);
    bool const total = holds("all threads", now.total(), baseline.at(total_figure), total_tolerance);
    if (serving && total) return 0;
    std::cerr << "too many for one governed request; if that is meant: ./dev bench gate --update\n";
    return 1;
}

} // namespace wayfinder::bench
