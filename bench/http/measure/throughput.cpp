#include "bench/http/measure/throughput.hpp"

#include "bench/http/measure/process_times.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace wayfinder::bench {
namespace {

using seconds = std::chrono::duration<double>;
using microseconds = std::chrono::duration<double, std::micro>;

void add(tally& results, std::string const& name, std::size_t clients, load_result const& load,
         std::vector<thread_times> const& used)
{
    auto const suffix = " c=" + std::to_string(clients);
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
    results.add("busy" + suffix, name, seconds{all.total}.count() / seconds{load.elapsed}.count());
}

} // namespace

void measure_throughput(std::vector<contestant>& contestants, std::size_t clients, pace const& how,
                        std::uint64_t& serial, tally& results)
{
    std::vector<std::unique_ptr<closed_loop>> loads;
    for (auto const& each : contestants) {
        loads.push_back(
            std::make_unique<closed_loop>(each.program.front(), questions_for(each.asked, clients), serial));
        loads.back()->run_for(how.span / 5); // warms up
    }
    for (int round = 0; round < how.rounds; ++round) {
        for (std::size_t each = 0; each < contestants.size(); ++each) {
            auto const pid = contestants[each].program.pid();
            auto const before = times_of(pid);
            auto const load = loads[each]->run_for(how.span);
            auto const used = used_between(before, times_of(pid));
            if (load.failures > 0 || load.answers == 0)
                throw std::runtime_error(contestants[each].name + " fails " + std::to_string(load.failures) +
                                         " times");
            add(results, contestants[each].name, clients, load, used);
        }
    }
}

double ceiling_of(target const& upstream, std::size_t clients, pace const& how, std::uint64_t& serial)
{
    closed_loop direct{upstream, questions_for(lane::plain, clients), serial};
    direct.run_for(how.span / 5);
    auto const load = direct.run_for(how.span);
    return static_cast<double>(load.answers) / seconds{load.elapsed}.count();
}

} // namespace wayfinder::bench
