// Every thread does everything at once. Run under TSan as well.
#include "unit/control/caching.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <random>
#include <thread>
#include <vector>

namespace wayfinder::control {
namespace {

using namespace std::chrono_literals;

constexpr int worker_count = 4;
constexpr int rounds = 4000;
constexpr int key_count = 12;

class crowd {
public:
    void work(unsigned seed)
    {
        std::mt19937 random{seed};
        for (int i = 0; i < rounds; ++i) ask(std::to_string(random() % key_count), random);
    }

    void meddle(std::atomic<bool> const& over)
    {
        std::mt19937 random{99};
        while (!over) {
            auto settings = roomy();
            settings.enabled = random() % 4 != 0;
            settings.max_entries = 1 + random() % key_count;
            settings.max_bytes = 500 + random() % 10'000;
            settings.ttl = std::chrono::milliseconds{random() % 3};
            cache_.adopt(settings);
            cache_.sweep(now());
            std::this_thread::yield();
        }
    }

    response_cache& cache() { return cache_; }
    [[nodiscard]] int wrong() const { return wrong_; }
    [[nodiscard]] int leading() const { return leading_; }

private:
    static response_cache::clock::time_point now() { return response_cache::clock::now(); }

    void ask(std::string const& name, std::mt19937& random)
    {
        auto found = cache_.find(key(name), now());
        if (auto const* const hit = std::get_if<shared_answer>(&found)) check(name, *hit);
        if (auto* const first = std::get_if<response_cache::leader>(&found)) lead(name, *first, random);
        if (auto* const other = std::get_if<follower>(&found)) follow(name, *other, random);
        if (random() % 50 == 0) cache_.store(key(name), answer(name), now());
    }

    void lead(std::string const& name, response_cache::leader& first, std::mt19937& random)
    {
        ++leading_;
        if (random() % 3 == 0) std::this_thread::yield();
        if (random() % 2 == 0)
            first.publish(answer(name), now());
        else if (random() % 2 == 0)
            first.decline();
    }

    void follow(std::string const& name, follower& other, std::mt19937& random)
    {
        std::promise<void> woken;
        auto mine = std::move(other); // destroyed before what its callback refers to
        mine.wait([&](flight_result const& given) {
            if (given.answer) check(name, given.answer);
            // A callback that looks again, and may become the leader.
            if (!given.answer) static_cast<void>(cache_.find(key(name), now()));
            woken.set_value();
        });
        if (random() % 3 == 0) return; // its client has left
        if (woken.get_future().wait_for(60s) != std::future_status::ready) ++wrong_;
    }

    void check(std::string const& name, shared_answer const& given)
    {
        if (given->body != name) ++wrong_;
    }

    response_cache cache_{roomy()};
    std::atomic<int> wrong_{};
    std::atomic<int> leading_{};
};

TEST(response_cache_stress, loses_no_wake_up_and_ends_empty)
{
    crowd all;
    std::atomic<bool> over{};
    std::thread meddler{[&] { all.meddle(over); }};
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < worker_count; ++i) workers.emplace_back([&all, i] { all.work(i); });
    for (auto& each : workers) each.join();
    over = true;
    meddler.join();

    EXPECT_EQ(all.wrong(), 0);
    EXPECT_GT(all.leading(), 0);
    for (int i = 0; i < key_count; ++i)
        EXPECT_NE(look(all.cache(), std::to_string(i)), "followed") << "a flight was left behind";
    all.cache().adopt({});
    EXPECT_EQ(all.cache().figures().entries, 0U);
    EXPECT_EQ(all.cache().figures().bytes, 0U);
}

} // namespace
} // namespace wayfinder::control
