#include "control/score_quantiles.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace wayfinder::control {
namespace {

TEST(score_quantiles, come_back_as_they_were_saved)
{
    score_quantiles seen;
    for (int i = 0; i < 900; ++i) seen.add(i * 0.002 - 0.5);
    score_quantiles later;
    EXPECT_EQ(later.restore(seen.saved()), "");
    EXPECT_EQ(later.now(), seen.now());
}

TEST(score_quantiles, refuse_what_they_have_not_written)
{
    score_quantiles seen;
    seen.add(1.0);
    auto const text = seen.saved();
    auto const before = seen.now();
    for (std::size_t size = 0; size < text.size(); ++size)
        EXPECT_NE(seen.restore(std::string_view{text}.substr(0, size)), "") << size;
    for (std::size_t at = 0; at < text.size(); at += 7) {
        auto broken = text;
        broken[at] = broken[at] == '7' ? '8' : '7';
        EXPECT_NE(seen.restore(broken), "") << at;
    }
    EXPECT_NE(seen.restore(text + "0 1\n"), "");
    EXPECT_EQ(seen.now(), before);
}

TEST(score_quantiles, count_every_score_of_many_threads)
{
    score_quantiles seen;
    auto const before = seen.now().total();
    std::vector<std::thread> threads;
    for (int each = 0; each < 4; ++each)
        threads.emplace_back([&] {
            for (int i = 0; i < 500; ++i) seen.add(0.1 * i);
        });
    for (auto& each : threads) each.join();
    EXPECT_EQ(seen.now().total() - before, 2000U * skill::quantile_sketch::unit);
}

TEST(score_quantiles, begin_anew_with_learned_weights)
{
    score_quantiles seen;
    for (int i = 0; i < 900; ++i) seen.add(3.0);
    seen.reset(skill::default_quantiles);
    EXPECT_EQ(seen.now(), skill::quantile_sketch{});
}

} // namespace
} // namespace wayfinder::control
