#include "bench/http/report/page.hpp"

#include "bench/http/report/goals.hpp"
#include "bench/http/report/grid.hpp"
#include "bench/http/report/machine.hpp"

#include <nlohmann/json.hpp>

namespace wayfinder::bench {
namespace {

grid goals_grid(tally const& results)
{
    grid table{{"Goal", "wanted", "found", ""}};
    for (auto const& each : verdicts_on(results))
        if (!each.found.empty())
            table.push_back({each.title, each.wanted, each.found, each.met ? "met" : "not met"});
    return table;
}

} // namespace

std::string terminal_report(stage const& of)
{
    std::string text;
    for (auto const& each : of.sections) text += as_text(grid_of(each, of.results)) + "\n";
    return text + as_text(goals_grid(of.results));
}

std::string results_page(stage const& of, std::string const& profiles)
{
    std::string text =
        "# Performance\n\n"
        "This gateway beside nginx and HAProxy as bare reverse proxies, in one run on one machine. Written "
        "by\n"
        "`./dev bench --page docs/performance.md`; `./dev bench --help` has the rest.\n\n"
        "What is measured has processor 0 to itself, client and upstream share processor 1; all are on "
        "loopback, one\n"
        "worker each. The contestants take turns, round after round. A cell is the median of the rounds, "
        "half the\n"
        "distance between the lowest and the highest, and the median ratio to nginx in the same round. A run "
        "in which\n"
        "the upstream itself is the bottleneck is refused.\n\n"
        "- **plain**: the model is named; no keys, limits or cache. The ledger is kept, as always.\n"
        "- **governed**: rate limits, one of 1,000 keys, budgets, cache (a miss), scoring, usage, ledger, "
        "metrics.\n"
        "- **cache hit**: governed, and the cache has the answer.\n\n"
        "## Goals\n\n" +
        as_markdown(goals_grid(of.results));
    for (auto const& each : of.sections) {
        text += "\n## " + each.title + "\n\n";
        if (!each.note.empty()) text += each.note + "\n\n";
        text += as_markdown(grid_of(each, of.results));
    }
    if (!profiles.empty())
        text += "\n## Where the instructions go\n\n"
                "User space only, as callgrind counts, with caches as it simulates them. A line has 64 "
                "bytes.\nWhat of it is above nginx, and what was tried: "
                "[decision 13](decisions/0013-processor-time.md).\n\n```text\n" +
                profiles + "```\n";
    text += "\n## The machine\n\n| | |\n| --- | --- |\n";
    for (auto const& [name, value] : describe_machine(of.options.gateway))
        text += "| " + name + " | " + value + " |\n";
    text +=
        "| rounds | " + std::to_string(of.rounds()) + ", of " + std::to_string(of.span().count()) + " ms |\n";
    return text;
}

std::string results_json(stage const& of)
{
    nlohmann::ordered_json all;
    for (auto const& [name, value] : describe_machine(of.options.gateway)) all["machine"][name] = value;
    for (auto const& shown : of.sections) {
        nlohmann::ordered_json figures;
        for (auto const& each : shown.figures)
            for (auto const& contestant : shown.contestants)
                if (auto const& rounds = of.results.values(each.key, contestant); !rounds.empty())
                    figures[each.key][contestant] = rounds;
        all["sections"].push_back({{"title", shown.title}, {"rounds", figures}});
    }
    for (auto const& each : verdicts_on(of.results))
        if (!each.found.empty())
            all["goals"].push_back(
                {{"title", each.title}, {"wanted", each.wanted}, {"found", each.found}, {"met", each.met}});
    return all.dump(2) + "\n";
}

} // namespace wayfinder::bench
