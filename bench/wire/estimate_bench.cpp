// How fast tokens are estimated, by kind of text; a prompt of 1 MB should take about a millisecond.
#include "bench/texts.hpp"
#include "wire/json/text.hpp"
#include "wire/token_estimate.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

namespace wayfinder::bench {
namespace {

constexpr std::size_t megabyte = 1 << 20;

void measure_plain(benchmark::State& state, std::string const& text)
{
    for (auto _ : state) benchmark::DoNotOptimize(wire::estimate_tokens(text));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

/// As in a request, between quotes.
void measure_json(benchmark::State& state, std::string const& raw)
{
    for (auto _ : state) {
        wire::token_estimate estimate;
        estimate.add_json(raw);
        benchmark::DoNotOptimize(estimate.tokens());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(raw.size()));
}

std::string as_json(std::string const& text)
{
    auto const quoted = wire::json::quoted(text);
    return quoted.substr(1, quoted.size() - 2);
}

BENCHMARK_CAPTURE(measure_plain, english, english(megabyte));
BENCHMARK_CAPTURE(measure_plain, source_code, source_code(megabyte));
BENCHMARK_CAPTURE(measure_plain, chinese, chinese(megabyte));
BENCHMARK_CAPTURE(measure_json, english, as_json(english(megabyte)));
BENCHMARK_CAPTURE(measure_json, source_code, as_json(source_code(megabyte)));
BENCHMARK_CAPTURE(measure_json, chinese_escaped, repeated("\\u4f60\\u597d\\uff0c\\u4e16\\u754c", megabyte));

} // namespace
} // namespace wayfinder::bench
