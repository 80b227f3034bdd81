// What the response cache reads: the meaning of requests, by size, and answers that are to be repeated.
#include "bench/texts.hpp"
#include "wire/json/text.hpp"
#include "wire/openai/chat_request.hpp"
#include "wire/openai/replay.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

namespace wayfinder::bench {
namespace {

using namespace wire::openai;

std::size_t size_of(benchmark::State const& state)
{
    return static_cast<std::size_t>(state.range(0));
}

void report(benchmark::State& state, std::string const& read)
{
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(read.size()));
}

void measure_meaning(benchmark::State& state, std::string body)
{
    body.reserve(body.size() + chat_request_reader::padding);
    chat_request_reader reader;
    chat_request request;
    if (reader.read(body, 64, request) || !reader.request_fingerprint(false))
        return state.SkipWithError("not a request that may be cached");
    for (auto _ : state) benchmark::DoNotOptimize(reader.request_fingerprint(false));
    report(state, body);
}

void measure_meaning_of_prose(benchmark::State& state)
{
    measure_meaning(state, R"({"model":"auto","temperature":0,"messages":[{"role":"user","content":)" +
                               wire::json::quoted(english(size_of(state))) + "}]}");
}
BENCHMARK(measure_meaning_of_prose)->Arg(1 << 10)->Arg(10 << 10)->Arg(1 << 20);

/// The most expensive form: only small objects whose members are out of order.
void measure_meaning_of_tiny_objects(benchmark::State& state)
{
    constexpr std::string_view object = R"({"b":0,"a":1},)";
    measure_meaning(state, R"({"messages":[{"role":"user","content":"x"}],"metadata":[)" +
                               repeated(object, size_of(state) / object.size() * object.size()) + "0]}");
}
BENCHMARK(measure_meaning_of_tiny_objects)->Arg(1 << 20);

std::string whole(std::size_t size)
{
    return R"({"id":"c","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":)" +
           wire::json::quoted(english(size)) +
           R"(},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14}})";
}

/// As many deltas as a text of this size would have, one word in each.
std::string stream(std::size_t size)
{
    constexpr std::string_view head =
        R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":)";
    auto const delta = std::string{head} + R"({"content":" word"},"finish_reason":null}]})" + "\n\n";
    return repeated(delta, delta.size() * (size / 5)) + std::string{head} +
           R"({},"finish_reason":"stop"}]})"
           "\n\ndata: [DONE]\n\n";
}

void measure_examine(benchmark::State& state, bool event_stream)
{
    auto const body = event_stream ? stream(size_of(state)) : whole(size_of(state));
    for (auto _ : state) benchmark::DoNotOptimize(examine(body, event_stream));
    report(state, body);
}
BENCHMARK_CAPTURE(measure_examine, whole, false)->Arg(5 << 10);
BENCHMARK_CAPTURE(measure_examine, stream, true)->Arg(5 << 10);

void measure_replay(benchmark::State& state, bool stored_as_stream)
{
    auto const body = stored_as_stream ? stream(size_of(state)) : whole(size_of(state));
    auto const form = examine(body, stored_as_stream).value();
    for (auto _ : state) benchmark::DoNotOptimize(replay(body, form, {!stored_as_stream, false}));
    report(state, body);
}
BENCHMARK_CAPTURE(measure_replay, whole_as_stream, false)->Arg(5 << 10);
BENCHMARK_CAPTURE(measure_replay, stream_as_whole, true)->Arg(5 << 10);

} // namespace
} // namespace wayfinder::bench
