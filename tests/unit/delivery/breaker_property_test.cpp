// The breaker compared with a simple model of it that keeps every call, under random sequences.
#include "delivery/breaker.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <random>
#include <vector>

namespace wayfinder::delivery {
namespace {

using namespace std::chrono_literals;
using time_point = breaker::time_point;
using state = breaker::state;

/// The contract implemented with a list instead of the breaker's ring: both count by tenths of the window.
class reference {
public:
    pass admit(config::breaker const& rules, time_point now)
    {
        if (closed) return pass::ordinary;
        if (probing || now < opened_at + rules.cooldown) return pass::none;
        probing = true;
        return pass::probe;
    }

    void record(pass by, health how, bool slow, config::breaker const& rules, time_point now)
    {
        if (how == health::silent) {
            if (by == pass::probe) probing = false;
            return;
        }
        bool const failed = how == health::bad || slow;
        if (by == pass::probe && failed) return open(now);
        if (by == pass::probe) {
            *this = {};
            return;
        }
        if (!closed) return;
        row = how == health::bad ? row + 1 : 0;
        bool const share = too_many(failed, rules, now);
        if (row >= rules.threshold || share) open(now);
    }

    void begin(pass by, bool slow, config::breaker const& rules, time_point now)
    {
        if (by == pass::probe && slow) return open(now);
        if (by == pass::probe) {
            *this = {};
            row = rules.threshold - 1;
            return;
        }
        if (closed && slow && too_many(true, rules, now)) open(now);
    }

    void end(health how, bool slow, config::breaker const& rules, time_point now)
    {
        if (how == health::silent || !closed) return;
        row = how == health::bad ? row + 1 : 0;
        bool const share = !slow && too_many(how == health::bad, rules, now);
        if (row >= rules.threshold || share) open(now);
    }

    bool too_many(bool failed, config::breaker const& rules, time_point now)
    {
        calls.push_back({tenth(rules, now), failed});
        std::size_t all = 0;
        std::size_t wrong = 0;
        for (auto const& each : calls) {
            if (each.tenth + 10 <= tenth(rules, now)) continue;
            ++all;
            if (each.failed) ++wrong;
        }
        return all >= rules.min_calls && wrong > 0 &&
               static_cast<double>(wrong) / static_cast<double>(all) >= rules.error_rate;
    }

    void open(time_point now)
    {
        closed = probing = false;
        opened_at = now;
    }

    static long tenth(config::breaker const& rules, time_point now)
    {
        return static_cast<long>(now.time_since_epoch() / (std::chrono::nanoseconds{rules.window} / 10));
    }

    struct call {
        long tenth;
        bool failed;
    };
    bool closed{true};
    bool probing{};
    time_point opened_at;
    std::size_t row{};
    std::vector<call> calls;
};

class random_calls {
public:
    explicit random_calls(unsigned seed) : random_{seed}
    {
        rules_.threshold = below(6) + 2;
        rules_.min_calls = below(12) + 1;
        rules_.error_rate = std::vector{0.25, 0.5, 0.75, 1.0}[below(4)];
        rules_.window = std::chrono::seconds{below(20) + 1};
        rules_.cooldown = std::chrono::seconds{below(10)};
        badness_ = below(100);
    }

    void step()
    {
        now_ += std::chrono::milliseconds{below(2) * below(3'000)};
        if (!answering_.empty() && below(3) == 0)
            end_answer();
        else if (under_way_.empty() || below(2) == 0)
            begin();
        else
            end();
        ASSERT_LE(probes_, 1U);
        auto const expected = model_.closed ? state::closed
                              : model_.probing || now_ >= model_.opened_at + rules_.cooldown
                                  ? state::half_open
                                  : state::open;
        ASSERT_EQ(tested_.peek(rules_, now_), expected);
        ASSERT_EQ(tested_.wait(rules_, now_) > 0s, expected == state::open);
    }

    std::size_t probes_seen{};
    std::size_t openings() const { return tested_.openings(); }

private:
    void begin()
    {
        bool const foretold = tested_.admits(rules_, now_);
        auto const leave = tested_.admit(rules_, now_);
        ASSERT_EQ(leave, model_.admit(rules_, now_));
        ASSERT_EQ(foretold, leave != pass::none);
        if (leave == pass::none) return;
        if (leave == pass::probe) ++probes_, ++probes_seen;
        under_way_.push_back(leave);
    }

    void end()
    {
        auto const which = static_cast<std::ptrdiff_t>(below(under_way_.size()));
        auto const by = under_way_[static_cast<std::size_t>(which)];
        under_way_.erase(under_way_.begin() + which);
        if (by == pass::probe) --probes_;
        bool const slow = below(10) == 0;
        if (below(2) == 0) {
            auto const opened = tested_.openings();
            tested_.begin(by, slow, rules_, now_);
            model_.begin(by, slow, rules_, now_);
            if (tested_.openings() == opened) answering_.push_back(slow);
            return;
        }
        auto const how = verdict();
        tested_.record(by, how, slow, rules_, now_);
        model_.record(by, how, slow, rules_, now_);
    }

    void end_answer()
    {
        bool const slow = answering_.front();
        answering_.pop_front();
        auto const how = verdict();
        tested_.end(how, slow, rules_, now_);
        model_.end(how, slow, rules_, now_);
    }

    health verdict()
    {
        return below(10) == 0 ? health::silent : below(100) < badness_ ? health::bad : health::good;
    }

    std::size_t below(std::size_t bound) { return random_() % bound; }

    std::mt19937 random_;
    config::breaker rules_;
    std::size_t badness_{}; ///< of 100
    time_point now_{1'000'000s};
    std::deque<pass> under_way_;
    std::deque<bool> answering_; ///< slow ones?
    std::size_t probes_{};
    breaker tested_;
    reference model_;
};

TEST(breaker_property, does_what_a_plain_model_does_with_one_probe_at_most)
{
    std::size_t probes = 0;
    std::size_t openings = 0;
    for (unsigned seed = 0; seed < 500; ++seed) {
        random_calls calls{seed};
        for (int i = 0; i < 1000; ++i) {
            calls.step();
            if (HasFatalFailure()) FAIL() << "seed " << seed << ", step " << i;
        }
        probes += calls.probes_seen;
        openings += calls.openings();
    }
    EXPECT_GT(probes, 5'000U); // otherwise nothing was tested
    EXPECT_GT(openings, 2'000U);
}

} // namespace
} // namespace wayfinder::delivery
