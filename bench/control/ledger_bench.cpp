// The cost of the ledger: on the request's thread, and on its own thread by the number of entries per commit.
#include "bench/control/typical.hpp"
#include "control/ledger.hpp"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <stdexcept>
#include <string>
#include <vector>

namespace wayfinder::bench {
namespace {

using namespace control;
using std::chrono::system_clock;

std::vector<ledger_entry> typical_entries(std::size_t count)
{
    std::vector<ledger_entry> entries;
    for (std::uint64_t number = 0; number < count; ++number) entries.push_back(typical_entry(number));
    return entries;
}

/// As seen by a request's thread: `range` entries at once, then a wait for their commit that is not timed.
void record(benchmark::State& state)
{
    scratch_directory const place;
    auto opened = ledger::open({.place = {.file = place.file()}});
    auto& books = *std::get<opened_ledger>(opened).books;
    auto const count = static_cast<std::size_t>(state.range(0));
    for (auto _ : state) {
        auto entries = typical_entries(count);
        std::promise<void> all_done;
        std::size_t left = count;
        auto const done = [&](std::string const&) {
            if (--left == 0) all_done.set_value();
        };
        auto const begin = std::chrono::steady_clock::now();
        for (auto& entry : entries) books.record(std::move(entry), done);
        std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
        state.SetIterationTime(took.count());
        all_done.get_future().wait();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(count) * state.iterations());
}

/// As seen by the ledger's thread, with all checkpoints although most run on another thread: `range` entries
/// in one transaction.
void commit(benchmark::State& state)
{
    scratch_directory const place;
    calendar const days{"Europe/Berlin"};
    auto opened = ledger_store::open(place.file(), days);
    auto& store = *std::get<std::unique_ptr<ledger_store>>(opened);
    auto entries = typical_entries(static_cast<std::size_t>(state.range(0)));
    std::vector<ledger_entry const*> batch;
    for (auto const& entry : entries) batch.push_back(&entry);
    for (auto _ : state) {
        auto at = system_clock::now();
        for (auto& entry : entries) entry.at = at += std::chrono::nanoseconds{1};
        if (auto const problem = store.write(batch); !problem.empty()) state.SkipWithError(problem.c_str());
        if (store.log_pages() >= 1000) store.checkpoint();
    }
    state.SetItemsProcessed(state.range(0) * state.iterations());
}

BENCHMARK(record)->Arg(1)->Arg(100)->UseManualTime();
BENCHMARK(commit)->Arg(1)->Arg(10)->Arg(100)->Arg(1000)->MeasureProcessCPUTime();

} // namespace
} // namespace wayfinder::bench

BENCHMARK_MAIN();
