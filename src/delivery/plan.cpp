#include "delivery/plan.hpp"

#include <algorithm>

namespace wayfinder::delivery {
namespace {

class planner {
public:
    explicit planner(plan_question const& asked) : asked_{asked}, seen_(asked.fallbacks.size()) {}

    std::vector<std::size_t> make()
    {
        follow(asked_.chosen);
        cross(asked_.ladder);
        return std::move(plan_);
    }

private:
    bool add(std::size_t model)
    {
        if (seen_[model]) return false;
        seen_[model] = true;
        plan_.push_back(model);
        return true;
    }

    void follow(std::size_t model)
    {
        if (!add(model)) return;
        for (auto const next : asked_.fallbacks[model]) follow(next);
    }

    /// If the model is on several tiers, starts from the one from which most of the others are reached.
    void cross(std::span<std::size_t const> ladder)
    {
        if (asked_.across == config::failover::escalate) {
            auto const from = std::find(ladder.begin(), ladder.end(), asked_.chosen);
            std::for_each(from, ladder.end(), [this](std::size_t model) { add(model); });
        } else if (asked_.across == config::failover::degrade) {
            auto const from = std::find(ladder.rbegin(), ladder.rend(), asked_.chosen);
            std::for_each(from, ladder.rend(), [this](std::size_t model) { add(model); });
        }
    }

    plan_question const& asked_;
    std::vector<bool> seen_;
    std::vector<std::size_t> plan_;
};

} // namespace

std::vector<std::size_t> make_plan(plan_question const& asked)
{
    return planner{asked}.make();
}

} // namespace wayfinder::delivery
