#include "bench/control/contention/held_locks.hpp"

#include "bench/control/typical.hpp"
#include "control/endpoints/endpoint_health.hpp"
#include "control/ledger/spool.hpp"
#include "control/limits/governor.hpp"
#include "control/recent.hpp"
#include "control/response_cache.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace wayfinder::bench {
namespace {

using namespace control;
using clock = std::chrono::steady_clock;

/// Nanoseconds per call: the median of many short rounds, which interruptions do not affect.
template <class Call>
double duration_of(Call&& call)
{
    constexpr std::size_t rounds = 301;
    constexpr std::size_t calls = 100;
    std::array<double, rounds> found{};
    for (auto& each : found) {
        auto const begun = clock::now();
        for (std::size_t i = 0; i < calls; ++i) call();
        each = std::chrono::duration<double, std::nano>(clock::now() - begun).count() / calls;
    }
    std::nth_element(found.begin(), found.begin() + rounds / 2, found.end());
    return found[rounds / 2];
}

/// Admission and settlement for a key with a rate limit and a budget, as the gateway does them.
double governing()
{
    constexpr config::nano_dollars fortune = 1'000'000'000'000'000;
    config::rate_limit const rate{.rpm = 1'000'000'000, .tpm = 1'000'000'000'000};
    config::budget const budget{.limit = fortune};
    governor accounts;
    std::array const held{applied_limit{&accounts.open("gateway"), &rate, &budget},
                          applied_limit{&accounts.open("key:a"), &rate, &budget}};
    std::array const offers{offer{1'000'000, true}};
    return duration_of([&] {
        moment const now{clock::now(), {}};
        auto admitted = accounts.admit(held, {.tokens = 500, .offers = offers}, now);
        if (auto* const passed = std::get_if<admission>(&admitted)) passed->settle(400, 900'000, now);
    });
}

double spooling()
{
    scratch_directory const place;
    auto made = ledger_spool::create(place.file());
    auto& spool = *std::get<std::unique_ptr<ledger_spool>>(made);
    auto const entry = typical_entry(1);
    auto const found = duration_of([&] {
        if (spool.append(entry) != ledger_spool::appended::not_at_all) return;
        std::ignore = spool.take();
        spool.settle();
    });
    std::ignore = spool.take();
    spool.settle();
    return found;
}

double remembering()
{
    recent_ring ring;
    auto const entry = typical_entry(1);
    return duration_of([&] { ring.add(entry, scoring{}); });
}

double caching()
{
    response_cache cache{{.enabled = true, .max_entries = 1000}};
    auto const key = key_of({.partition = "a", .base_url = "b", .upstream_model = "c", .request = {}});
    cached_answer answer;
    answer.body.assign(1000, 'x');
    cache.store(key, std::move(answer), clock::now());
    return duration_of([&] { std::ignore = cache.find(key, clock::now()); });
}

double leasing()
{
    endpoint_health endpoint;
    config::breaker const rules;
    return duration_of([&] {
        auto const now = clock::now();
        auto lease = endpoint.admit(rules, now);
        if (lease) lease->record(delivery::health::good, rules, now);
    });
}

} // namespace

std::vector<lock_kind> held_locks()
{
    // The governor's two calls take one lock each; so do the endpoint's two.
    return {{"limits and budgets", governing() / 2, 1, 2},
            {"ledger spool", spooling(), 1, 1},
            {"recent requests", remembering(), 1, 1},
            {"response cache", caching(), 16, 2},
            {"endpoint", leasing() / 2, 1, 2}};
}

} // namespace wayfinder::bench
