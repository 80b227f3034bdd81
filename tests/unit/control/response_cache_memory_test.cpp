#include "unit/control/caching.hpp"

#include <gtest/gtest.h>

#include <malloc.h>

namespace wayfinder::control {
namespace {

std::size_t heap_in_use()
{
    auto const heap = mallinfo2();
    return heap.uordblks + heap.hblkhd;
}

/// A sanitizer's allocator reports nothing to glibc.
bool heap_can_be_seen()
{
    auto const before = heap_in_use();
    std::string const some(5000, 'x');
    return heap_in_use() >= before + some.size();
}

struct load {
    std::size_t entries;
    std::size_t body;
};

class response_cache_memory : public ::testing::TestWithParam<load> {};

TEST_P(response_cache_memory, is_what_the_heap_has_grown_by)
{
    if (!heap_can_be_seen()) GTEST_SKIP() << "another allocator is in use";
    auto settings = roomy();
    settings.max_entries = GetParam().entries;
    settings.max_bytes = 1U << 30U;
    response_cache cache{settings};
    static_cast<void>(key("the first one also sets OpenSSL up"));
    auto const before = heap_in_use();
    for (std::size_t i = 0; i < GetParam().entries; ++i) {
        std::string body;
        for (std::size_t at = 0; at < GetParam().body; ++at) body.push_back('x'); // leaves spare capacity
        cache.store(key(std::to_string(i)), answer(body), start);
    }
    auto const grown = static_cast<double>(heap_in_use() - before);
    auto const said = static_cast<double>(cache.figures().bytes);
    EXPECT_NEAR(said / grown, 1, 0.15) << said << " said, " << grown << " grown";

    cache.adopt({});
    EXPECT_LT(static_cast<double>(heap_in_use()) - static_cast<double>(before), grown / 50 + 4096);
}

INSTANTIATE_TEST_SUITE_P(loads, response_cache_memory,
                         ::testing::Values(load{20'000, 0}, load{10'000, 30}, load{5000, 300},
                                           load{3000, 2500}, load{200, 50'000}, load{20, 1'000'000}));

} // namespace
} // namespace wayfinder::control
