#include "bench/http/run.hpp"

#include "bench/gate/profile.hpp"
#include "bench/http/contest/contests.hpp"
#include "bench/http/net/pinned.hpp"
#include "bench/http/report/page.hpp"

#include <algorithm>
#include <exception>
#include <fstream>
#include <iostream>

namespace wayfinder::bench {
namespace {

struct contest {
    std::string name;
    void (*hold)(stage&);
};

contest const contests[] = {{"throughput", contest_throughput},
                            {"tls_upstream", contest_tls_upstream},
                            {"tls_listener", contest_tls_listener},
                            {"prompts", contest_prompt_sizes},
                            {"latency", contest_latency},
                            {"streams", contest_streams},
                            {"memory", contest_memory},
                            {"crowd", contest_crowd},
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
        text += profile_text({.what = {.gateway = gateway, .which = each}, .functions = functions}) + "\n";
    return text;
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
    stage on{.options = options};
    auto const& chosen = options.contests;
    int status = 0;
    for (auto const& each : contests) {
        if (!chosen.empty() && std::find(chosen.begin(), chosen.end(), each.name) == chosen.end()) continue;
        std::cerr << each.name << " ..." << std::endl;
        try {
            each.hold(on);
        } catch (std::exception const& error) {
            std::cerr << each.name << ": " << error.what() << std::endl;
            status = 1;
        }
    }
    std::cout << terminal_report(on);
    write(options.json, results_json(on));
    if (!options.page.empty()) write(options.page, results_page(on, profiles(options.gateway)));
    return status;
}

} // namespace wayfinder::bench
