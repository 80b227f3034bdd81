// quality DIRECTORY | quality --gate DIRECTORY | quality --fit DIRECTORY | quality --svg FILE DIRECTORY
//
// DIRECTORY holds train.jsonl, dev.jsonl and test.jsonl: lines with `text`, `weak_score`, `strong_score` and
// `source`, or with `text` and `label` ("dear", "cheap").
#include "bench/quality/curve_svg.hpp"
#include "bench/quality/metric.hpp"
#include "bench/quality/report.hpp"
#include "bench/quality/rows.hpp"
#include "bench/quality/scorers.hpp"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <vector>

namespace wayfinder::quality {
namespace {

/// What the shipped weights reach on the development rows, minus a margin for other compilers.
constexpr double least_on_dev = 0.62;

int gate(std::filesystem::path const& directory)
{
    auto const dev = read_rows(directory / "dev.jsonl");
    double const reached = macro(dev, scores_of(dev, all_scorers().front()));
    std::printf("skill on dev: MACRO APGR %.4f, at least %.4f wanted\n", reached, least_on_dev);
    return reached >= least_on_dev ? 0 : 1;
}

int draw(std::filesystem::path const& directory, std::filesystem::path const& file)
{
    auto const test = read_rows(directory / "test.jsonl");
    std::vector<std::pair<std::string, scores>> named;
    for (auto const& each : all_scorers()) named.emplace_back(each.name, scores_of(test, each));
    std::ofstream out{file};
    out << curve_svg(test, named);
    return out ? 0 : 1;
}

int report(std::filesystem::path const& directory)
{
    auto const train = read_rows(directory / "train.jsonl");
    auto const test = read_rows(directory / "test.jsonl");
    std::printf("## Held-out prompts of known sets (test)\n\n");
    print_comparison(test);
    std::printf("## Development prompts\n\n");
    print_comparison(read_rows(directory / "dev.jsonl"));
    std::printf("## A family left out (train)\n\n");
    print_left_out(train);
    std::printf("## Own labels\n\n");
    print_learning_curve(train, test);
    std::printf("## Written otherwise (test, dear share 0.3)\n\n");
    print_flips(test);
    return 0;
}

int run(std::vector<std::string_view> const& words)
{
    if (words.size() == 2 && words[0] == "--gate") return gate(words[1]);
    if (words.size() == 3 && words[0] == "--svg") return draw(words[2], words[1]);
    if (words.size() == 2 && words[0] == "--fit") {
        print_fit(read_rows(std::filesystem::path{words[1]} / "train.jsonl"));
        return 0;
    }
    if (words.size() == 1 && !words[0].starts_with("--")) return report(words[0]);
    std::fprintf(stderr, "usage: quality [--gate | --fit | --svg FILE] DIRECTORY\n");
    return 2;
}

} // namespace
} // namespace wayfinder::quality

int main(int argc, char** argv)
try {
    return wayfinder::quality::run({argv + 1, argv + argc});
} catch (std::exception const& wrong) {
    std::fprintf(stderr, "quality: %s\n", wrong.what());
    return 1;
}
