// The cost of the response cache per request, by the number of threads that use it at once.
#include "control/response_cache.hpp"

#include <benchmark/benchmark.h>

#include <string>
#include <variant>
#include <vector>

namespace wayfinder::bench {
namespace {

using namespace control;

cache_key key(std::size_t number)
{
    auto const model = std::to_string(number);
    return key_of({.partition = "team",
                   .base_url = "https://api.openai.com/v1",
                   .upstream_model = model,
                   .request = {}});
}

cached_answer answer()
{
    cached_answer made;
    made.body.assign(1000, 'x');
    return made;
}

std::vector<cache_key> keys(std::size_t count)
{
    std::vector<cache_key> made;
    for (std::size_t i = 0; i < count; ++i) made.push_back(key(i));
    return made;
}

response_cache& cache()
{
    static response_cache one{{.enabled = true, .max_entries = 1000}};
    return one;
}

void measure_key(benchmark::State& state)
{
    for (auto _ : state) benchmark::DoNotOptimize(key(7));
}
BENCHMARK(measure_key);

void measure_hit(benchmark::State& state)
{
    auto const asked = keys(500);
    for (auto const& each : asked) cache().store(each, answer(), {});
    std::size_t next = 0;
    for (auto _ : state) benchmark::DoNotOptimize(cache().find(asked[next++ % asked.size()], {}));
}
BENCHMARK(measure_hit)->ThreadRange(1, 2)->UseRealTime();

/// Every answer evicts another one.
void measure_miss_and_publish(benchmark::State& state)
{
    auto const asked = keys(4000);
    std::size_t next = 0;
    for (auto _ : state) {
        auto found = cache().find(asked[next++ % asked.size()], {});
        if (auto* const first = std::get_if<response_cache::leader>(&found)) first->publish(answer(), {});
    }
}
BENCHMARK(measure_miss_and_publish)->ThreadRange(1, 2)->UseRealTime();

} // namespace
} // namespace wayfinder::bench
