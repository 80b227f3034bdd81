#include "bench/http/run.hpp"

#include "bench/gate/profile.hpp"
#include "bench/http/contest/contests.hpp"
#include "bench/http/net/pinned.hpp"
#include "bench/http/report/grid.hpp"
#include "bench/http/report/page.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <fstream>
#include <iostream>

namespace wayfinder::bench {
namespace {

struct contest {
    std::string name;
    void (*hold)(stage&);
    bool takes_long{}; ///< skipped in quick runs
};

contest const contests[] = {{"throughput", contest_throughput},
                            {"tls_upstream", contest_tls_upstream},
                            {"tls_listener", contest_tls_listener},
                            {"prompts", contest_prompt_sizes},
                            {"latency", contest_latency},
                            {"streams", contest_streams},
                            {"memory", contest_memory},
                            {"crowd", contest_crowd, true},
                            {"start", contest_start},
                            {"scorer", contest_scorer},
                            {"calls", contest_system_calls}};

void write(std::filesystem::path const& file, std::string const& text)
{
    if (file.empty()) return;
    std::ofstream out{file, std::ios::binary};
    out << text;
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

std::string profiles(std::filesystem::path const& gateway)
{
    constexpr std::size_t functions = 12;
    std::string text;
    for (auto const each : {lane::plain, lane::governed})
        text += profile_text(
                    {.what = {.gateway = gateway, .which = each, .caches = true}, .functions = functions}) +
                "\n";
    return text;
}

bool is_wanted(contest const& each, run_options const& options)
{
    auto const& chosen = options.contests;
    if (chosen.empty()) return !(options.quick && each.takes_long);
    return std::find(chosen.begin(), chosen.end(), each.name) != chosen.end();
}

/// Runs it and returns its outcome.
int outcome_of(contest const& each, stage& on)
{
    auto const begin = std::chrono::steady_clock::now();
    try {
        each.hold(on);
    } catch (refused const& reason) {
        std::cerr << each.name << ": refused: " << reason.what() << std::endl;
        return 2;
    } catch (std::exception const& error) {
        std::cerr << each.name << ": " << error.what() << std::endl;
        return 1;
    }
    auto const took = std::chrono::duration<double>{std::chrono::steady_clock::now() - begin};
    std::cerr << each.name << ": " << decimal(took.count(), 0) << " s" << std::endl;
    return 0;
}

} // namespace

std::vector<std::string> contest_names()
{
    std::vector<std::string> names;
    for (auto const& each : contests) names.push_back(each.name);
    return names;
}

int run(run_options const& options)
{
    pinned const here{harness_processor};
    constexpr int before_others = -10; // disturbed less by other processes; only root may do this
    ::setpriority(PRIO_PROCESS, 0, before_others);
    stage on{.options = options};
    int status = 0;
    for (auto const& each : contests) {
        if (!is_wanted(each, options)) continue;
        auto const outcome = outcome_of(each, on);
        if (status != 1 && outcome != 0) status = outcome;
    }
    std::cout << terminal_report(on);
    write(options.json, results_json(on));
    if (!options.page.empty()) write(options.page, results_page(on, profiles(options.gateway)));
    return status;
}

} // namespace wayfinder::bench
