#include "control/limits/spending.hpp"

#include <algorithm>
#include <iterator>

namespace wayfinder::control {

void period_sums::restore(std::int64_t period, config::nano_dollars sum)
{
    last_ = {};
    last_.front() = {period, sum};
}

void period_sums::enter(std::int64_t period)
{
    auto const present = last_.front().period;
    if (period == present) return;
    auto known = std::find_if(last_.begin(), last_.end(),
                              [&](entry const& each) { return each.period == period && period != 0; });
    if (known == last_.end()) {
        if (period == present - 1) return;
        known = std::prev(last_.end());
        *known = {period, 0};
    }
    std::rotate(last_.begin(), known, std::next(known));
}

void spending::restore(spend_record before, budget_date today)
{
    day_.restore(today.day, before.day);
    month_.restore(today.month, before.month);
    all_ = before.all;
}

void spending::advance(budget_date today)
{
    day_.enter(today.day);
    month_.enter(today.month);
}

config::nano_dollars spending::spent_in(config::budget_window window) const
{
    switch (window) {
    case config::budget_window::day:
        return day_.now();
    case config::budget_window::month:
        return month_.now();
    case config::budget_window::all:
        break;
    }
    return all_;
}

void spending::add(spend_record more)
{
    day_.add(more.day);
    month_.add(more.month);
    all_ += more.all;
}

void spending::settle(config::nano_dollars reserved, config::nano_dollars real)
{
    reserved_ -= reserved;
    add({real, real, real});
}

} // namespace wayfinder::control
