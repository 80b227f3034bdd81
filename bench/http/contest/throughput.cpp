#include "bench/http/contest/throughput.hpp"

#include "bench/http/contest/process_times.hpp"
#include "bench/http/report/grid.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace wayfinder::bench {
namespace {

using seconds = std::chrono::duration<double>;
using microseconds = std::chrono::duration<double, std::micro>;

void add(tally& results, std::string const& name, std::string const& suffix, load_result const& load,
         std::vector<thread_times> const& used)
{
    auto const requests = static_cast<double>(load.answers);
    auto const all = sum_of(used);
    auto const busiest = std::max_element(
        used.begin(), used.end(), [](auto const& one, auto const& other) { return one.total < other.total; });
    auto const cpu = microseconds{all.total}.count() / requests;
    auto const ticks = microseconds{all.user + all.system}.count();
    auto const user = ticks > 0 ? microseconds{all.user}.count() / ticks : 0;
    results.add("cpu" + suffix, name, cpu);
    results.add("user" + suffix, name, cpu * user);
    results.add("system" + suffix, name, cpu * (1 - user));
    results.add("background" + suffix, name, cpu - microseconds{busiest->total}.count() / requests);
    results.add("requests" + suffix, name, requests / seconds{load.elapsed}.count());
}

} // namespace

void measure_throughput(stage& on, std::vector<contestant> const& contestants, crowd_of const& load)
{
    std::vector<std::unique_ptr<closed_loop>> loads;
    for (auto const& each : contestants) {
        auto const questions = each.questions(load.clients, load.prompt_size);
        loads.push_back(std::make_unique<closed_loop>(each.program.front(), questions, on.serial));
        loads.back()->run_for(on.span() / 3); // warm-up
    }
    for (int round = 0; round < on.rounds(); ++round) {
        for (std::size_t each = 0; each < contestants.size(); ++each) {
            auto const pid = contestants[each].program.pid();
            auto const before = times_of(pid);
            auto const result = loads[each]->run_for(on.span());
            auto const used = used_between(before, times_of(pid));
            if (result.failures > 0 || result.answers == 0)
                throw std::runtime_error(contestants[each].name + ": " + std::to_string(result.failures) +
                                         " requests without a good answer");
            add(on.results, contestants[each].name, load.suffix, result, used);
        }
    }
}

void check_ceiling(stage& on, target const& upstream, std::vector<contestant> const& contestants,
                   crowd_of const& load)
{
    closed_loop direct{upstream, questions_for(lane::plain, load.clients), on.serial};
    direct.run_for(on.span() / 3);
    auto const key = "requests" + load.suffix;
    for (int round = 0; round < on.rounds(); ++round) {
        auto const result = direct.run_for(on.span() / 3);
        on.results.add(key, "direct", static_cast<double>(result.answers) / seconds{result.elapsed}.count());
    }
    constexpr double clearly_below = 0.8;
    auto const ceiling = on.results.median(key, "direct").value_or(0);
    for (auto const& each : contestants)
        if (on.results.median(key, each.name).value_or(0) > clearly_below * ceiling)
            throw refused("the stand-in itself answers only " + decimal(ceiling, 0) +
                          " requests a second, and " + each.name + " comes near to that");
}

} // namespace wayfinder::bench
