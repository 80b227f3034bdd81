// The cost of metering answers as they pass: a stream's events, and whole answers.
#include "bench/texts.hpp"
#include "wire/json/text.hpp"
#include "wire/openai/answer_usage.hpp"
#include "wire/openai/stream_meter.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace wayfinder::bench {
namespace {

using namespace wire::openai;

/// A delta event as sent by OpenAI, about 200 bytes.
constexpr std::string_view event =
    R"(data: {"id":"chatcmpl-BxT0aQ2","object":"chat.completion.chunk","created":1733846400,"model":"gpt-4o","choices":[{"index":0,"delta":{"content":" answer"},"logprobs":null,"finish_reason":null}],"usage":null})"
    "\n\n";

/// With this many events arriving at once.
void measure_stream(benchmark::State& state, usage_chunk what, std::size_t events_at_once)
{
    auto const piece = repeated(event, event.size() * events_at_once);
    stream_chunk_reader reader;
    stream_meter meter{reader, what};
    for (auto _ : state) benchmark::DoNotOptimize(meter.feed(piece));
    auto const events = static_cast<double>(state.iterations()) * static_cast<double>(events_at_once);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(piece.size()));
    state.counters["per_event"] =
        benchmark::Counter(events, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

BENCHMARK_CAPTURE(measure_stream, withhold_one_at_a_time, usage_chunk::withhold, 1);
BENCHMARK_CAPTURE(measure_stream, withhold_many_at_a_time, usage_chunk::withhold, 64);
BENCHMARK_CAPTURE(measure_stream, pass_one_at_a_time, usage_chunk::pass, 1);
BENCHMARK_CAPTURE(measure_stream, pass_many_at_a_time, usage_chunk::pass, 64);

/// With events split in two by the network.
void measure_cut_stream(benchmark::State& state)
{
    stream_chunk_reader reader;
    stream_meter meter{reader, usage_chunk::withhold};
    for (auto _ : state) {
        benchmark::DoNotOptimize(meter.feed(event.substr(0, 100)));
        benchmark::DoNotOptimize(meter.feed(event.substr(100)));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(event.size()));
}

BENCHMARK(measure_cut_stream);

void measure_answer(benchmark::State& state, std::string_view usage)
{
    auto body = R"({"choices":[{"index":0,"message":{"role":"assistant","content":)" +
                wire::json::quoted(english(static_cast<std::size_t>(state.range(0)))) + "}}]" +
                std::string{usage} + "}";
    answer_usage_reader reader;
    for (auto _ : state) benchmark::DoNotOptimize(reader.read(body));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.size()));
}

BENCHMARK_CAPTURE(measure_answer, reported, R"(,"usage":{"prompt_tokens":9,"completion_tokens":5})")
    ->Arg(2 << 10)
    ->Arg(1 << 20);
BENCHMARK_CAPTURE(measure_answer, estimated, "")->Arg(2 << 10)->Arg(1 << 20);

} // namespace
} // namespace wayfinder::bench

BENCHMARK_MAIN();
