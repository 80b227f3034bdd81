#include "bench/control/contention/queueing.hpp"

#include <algorithm>
#include <queue>
#include <random>

namespace wayfinder::bench {
namespace {

/// A worker arriving at the next lock on its path.
struct arrival {
    double at{};
    std::size_t worker{};
    std::size_t step{};

    bool operator<(arrival const& other) const { return at > other.at; } // earliest first
};

struct stripe {
    double free_at{};
    std::size_t last{}; ///< the worker that last held it
};

class machine {
public:
    machine(std::vector<lock_kind> const& locks, request_cost const& cost)
        : locks_{locks}, transfer_{cost.transfer}, waited_(locks.size())
    {
        for (std::size_t each = 0; each < locks.size(); ++each) {
            stripes_.emplace_back(locks[each].stripes);
            way_.insert(way_.end(), locks[each].times, each);
        }
        between_ = cost.work / static_cast<double>(way_.size());
    }

    waiting run(std::size_t cores, std::size_t requests)
    {
        std::priority_queue<arrival> arrivals;
        for (std::size_t each = 0; each < cores; ++each) arrivals.push({think(), each, each % way_.size()});
        double now = 0;
        for (std::size_t left = requests * way_.size(); left > 0; --left) {
            auto next = arrivals.top();
            arrivals.pop();
            now = next.at;
            next.at = pass(next, now) + think();
            next.step = (next.step + 1) % way_.size();
            arrivals.push(next);
        }
        waiting found{cores, 0, {}, 0};
        for (auto const each : waited_) {
            found.by_lock.push_back(each / (now * static_cast<double>(cores)));
            found.share += found.by_lock.back();
        }
        found.speed_up = static_cast<double>(requests) * alone() / now;
        return found;
    }

private:
    double think() { return between_ * std::uniform_real_distribution{0.5, 1.5}(chance_); }

    /// Returns when the lock is released.
    double pass(arrival const& who, double now)
    {
        auto const kind = way_[who.step];
        auto& stripes = stripes_[kind];
        auto& taken = stripes[std::uniform_int_distribution<std::size_t>{0, stripes.size() - 1}(chance_)];
        auto const begun = std::max(now, taken.free_at);
        auto const fetched = taken.last == who.worker ? 0 : transfer_;
        waited_[kind] += begun - now + fetched;
        taken = {begun + fetched + locks_[kind].held, who.worker};
        return taken.free_at;
    }

    /// The duration of a request without contention.
    [[nodiscard]] double alone() const
    {
        double sum = between_ * static_cast<double>(way_.size());
        for (auto const each : way_) sum += locks_[each].held;
        return sum;
    }

    std::vector<lock_kind> const& locks_;
    std::vector<std::size_t> way_; ///< the kinds of lock on a request's path
    double transfer_;
    std::vector<std::vector<stripe>> stripes_; ///< by kind
    std::vector<double> waited_;
    double between_{};
    std::mt19937_64 chance_{1}; // NOLINT(cert-msc51-cpp): the same every time
};

} // namespace

waiting simulate(std::vector<lock_kind> const& locks, request_cost const& cost, std::size_t cores,
                 std::size_t requests)
{
    return machine{locks, cost}.run(cores, requests);
}

} // namespace wayfinder::bench
