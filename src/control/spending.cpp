#include "control/spending.hpp"

namespace wayfinder::control {

void spending::restore(spent before, budget_date today)
{
    sums_ = before;
    today_ = today;
}

void spending::advance(budget_date today)
{
    if (today.day > today_.day) {
        today_.day = today.day;
        sums_.day = 0;
    }
    if (today.month > today_.month) {
        today_.month = today.month;
        sums_.month = 0;
    }
}

config::nano_dollars spending::spent_in(config::budget_window window) const
{
    switch (window) {
    case config::budget_window::day:
        return sums_.day;
    case config::budget_window::month:
        return sums_.month;
    case config::budget_window::all:
        break;
    }
    return sums_.all;
}

void spending::settle(config::nano_dollars reserved, config::nano_dollars real)
{
    reserved_ -= reserved;
    sums_.day += real;
    sums_.month += real;
    sums_.all += real;
}

} // namespace wayfinder::control
