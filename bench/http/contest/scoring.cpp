#include "bench/http/contest/contests.hpp"

#include "bench/texts.hpp"

#include <wayfinder/decision.hpp>

#include <ctime>

namespace wayfinder::bench {
namespace {

/// CPU time of this thread, in seconds.
double processor_time()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Seconds per decision on the text.
double seconds_of(std::string const& text, std::size_t repetitions)
{
    router const decides;
    auto const begin = processor_time();
    double sum = 0;
    for (std::size_t each = 0; each < repetitions; ++each) sum += decides.decide(text).score;
    auto const elapsed = processor_time() - begin;
    return sum < 0 ? 0
                   : elapsed / static_cast<double>(repetitions); // the sum keeps the loop from being dropped
}

} // namespace

void contest_scorer(stage& on)
{
    constexpr std::size_t kilobyte = 1024;
    constexpr std::size_t megabyte = 1024 * kilobyte;
    for (int round = 0; round < on.rounds(); ++round) {
        on.results.add("scorer 1 KB", "scorer", seconds_of(english(kilobyte), 20'000) * 1e6);
        on.results.add("scorer 1 MB", "scorer",
                       static_cast<double>(megabyte) / seconds_of(english(megabyte), 50) / 1e9);
    }
    on.sections.push_back(
        {.title = "The scorer by itself",
         .contestants = {"scorer"},
         .figures = {{"scorer 1 KB", "1 KB of prose, µs", 2}, {"scorer 1 MB", "1 MB of prose, GB/s", 2}}});
}

} // namespace wayfinder::bench
