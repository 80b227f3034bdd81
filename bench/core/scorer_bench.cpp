// How fast a prompt is scored, by size and by shape. The hostile shapes are single lines of 1 MB that would
// make a backtracking scan quadratic; `of_english` is their time relative to as much English.
#include "bench/texts.hpp"

#include <wayfinder/decision.hpp>
#include <wayfinder/skill/quantile_sketch.hpp>
#include <wayfinder/skill/score.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace wayfinder::bench {
namespace {

constexpr std::size_t kilobyte = 1 << 10;
constexpr std::size_t megabyte = 1 << 20;

void measure(benchmark::State& state, std::string const& text)
{
    router const routes;
    for (auto _ : state) benchmark::DoNotOptimize(routes.decide(text));
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(text.size()));
}

/// A decision by skill score, with and without a learned table. Many texts take turns, so that branch
/// predictors cannot memorise the next one.
void measure_skill(benchmark::State& state, std::vector<std::string> const& texts,
                   skill::learned_weights const* learned)
{
    skill::quantile_sketch const seen;
    std::size_t turn = 0;
    std::size_t bytes = 0;
    for (auto _ : state) {
        std::string const& text = texts[turn++ % texts.size()];
        benchmark::DoNotOptimize(seen.share_below(skill::explain(text, learned).score));
        bytes += text.size();
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void add_skill(std::string const& name, std::vector<std::string> texts, benchmark::TimeUnit unit)
{
    static skill::learned_weights const learned = [] {
        skill::learned_weights made;
        made.steps.assign(skill::gram_buckets, 1);
        made.step = 0.001;
        return made;
    }();
    auto const by_default = [texts](benchmark::State& state) { measure_skill(state, texts, nullptr); };
    auto const by_lesson = [texts = std::move(texts)](benchmark::State& state) {
        measure_skill(state, texts, &learned);
    };
    benchmark::RegisterBenchmark(("skill/" + name).c_str(), by_default)->Unit(unit);
    benchmark::RegisterBenchmark(("skill, learned/" + name).c_str(), by_lesson)->Unit(unit);
}

/// Pieces of one text, all of the same size.
std::vector<std::string> pieces(std::string const& whole, std::size_t size)
{
    std::vector<std::string> made;
    for (std::size_t at = 0; at + size <= whole.size(); at += size) made.push_back(whole.substr(at, size));
    return made;
}

double seconds_per_decision(router const& routes, std::string const& text)
{
    auto const begin = std::chrono::steady_clock::now();
    for (int round = 0; round < 5; ++round) benchmark::DoNotOptimize(routes.decide(text));
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / 5;
}

/// Alternates with English, so that a noisy neighbour slows both equally.
void measure_hostile(benchmark::State& state, std::string const& text)
{
    router const routes;
    std::string const yardstick = english(text.size());
    double hostile = 0;
    double honest = 0;
    for (auto _ : state) {
        double const seconds = seconds_per_decision(routes, text);
        state.SetIterationTime(seconds);
        hostile += seconds;
        honest += seconds_per_decision(routes, yardstick);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(text.size()));
    state.counters["of_english"] = hostile / honest;
}

struct shape {
    char const* name;
    char const* piece;
};

constexpr shape hostile_shapes[] = {{"open brackets", "["},
                                    {"pipes", "|"},
                                    {"backticks", "`"},
                                    {"digits", "7"},
                                    {"spaces", " "},
                                    {"newlines", "\n"},
                                    {"hashes", "#"},
                                    {"hyphens", "-"},
                                    {"letters", "a"},
                                    {"questions", "?"},
                                    {"backslashes", "\\a"},
                                    {"empty links", "[]()"},
                                    {"links", "[a](b)"},
                                    {"link middles", "]("},
                                    {"label starts", "[a]("},
                                    {"glued letters", "a-a-a'"},
                                    {"single letters", "a "},
                                    {"terms", "prime "},
                                    {"near terms", "primal "},
                                    {"no-break spaces", "\xC2\xA0"},
                                    {"kelvin signs", "\xE2\x84\xAA"},
                                    {"kelvin words", "deadloc\xE2\x84\xAA "},
                                    {"sums", "\xE2\x88\x91"},
                                    {"lone leads", "\xE2"},
                                    {"arabic digits", "\xD9\xA3"},
                                    {"bullets", "- a\n"},
                                    {"bare bullets", "-\n"},
                                    {"headings", "# a\n"},
                                    {"rows", "|a|\n"},
                                    {"fences", "```\n"},
                                    {"numbers", "1. a\n"},
                                    {"front matter", "---\n"},
                                    {"fullwidth spaces", "\xE3\x80\x80"}};

void add(std::string const& name, std::string text, benchmark::TimeUnit unit)
{
    auto const run = [text = std::move(text)](benchmark::State& state) { measure(state, text); };
    benchmark::RegisterBenchmark(name.c_str(), run)->Unit(unit);
}

void add_all()
{
    add("english/100 B", english(100), benchmark::kNanosecond);
    add("english/1 KB", english(kilobyte), benchmark::kNanosecond);
    add("english/10 KB", english(10 * kilobyte), benchmark::kNanosecond);
    add("english/1 MB", english(megabyte), benchmark::kMicrosecond);
    add("markdown/1 KB", markdown(kilobyte), benchmark::kNanosecond);
    add("markdown/1 MB", markdown(megabyte), benchmark::kMicrosecond);
    add("source code/1 MB", source_code(megabyte), benchmark::kMicrosecond);
    add("chinese/1 MB", chinese(megabyte), benchmark::kMicrosecond);
    add("japanese/1 MB", japanese(megabyte), benchmark::kMicrosecond);
    add("greek/1 MB", greek(megabyte), benchmark::kMicrosecond);
    add("french/1 MB", french(megabyte), benchmark::kMicrosecond);
    add_skill("english 420 B", pieces(english(megabyte), 420), benchmark::kNanosecond);
    add_skill("english 60 KB", {english(60 * kilobyte)}, benchmark::kMicrosecond);
    add_skill("chinese 1 MB", {chinese(megabyte)}, benchmark::kMicrosecond);
    for (auto const& each : hostile_shapes) {
        auto const run = [text = repeated(each.piece, megabyte)](benchmark::State& state) {
            measure_hostile(state, text);
        };
        benchmark::RegisterBenchmark((std::string{"hostile/"} + each.name).c_str(), run)
            ->UseManualTime()
            ->Unit(benchmark::kMicrosecond)
            ->MinTime(0.05);
    }
}

} // namespace
} // namespace wayfinder::bench

int main(int argc, char** argv)
{
    wayfinder::bench::add_all();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
