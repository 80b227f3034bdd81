#include "control/cache/flight.hpp"

#include <utility>

namespace wayfinder::control {

void flight::end(flight_result outcome)
{
    outcome_ = std::move(outcome);
    ended_.request_stop();
}

void follower::wait(callback on_end)
{
    auto run = [flight = flight_, on_end = std::move(on_end)] {
        if (flight->outcome_.answer) cache_tally::add(flight->tally_.hits);
        on_end(flight->outcome_);
    };
    registration_ = std::make_unique<std::stop_callback<std::function<void()>>>(flight_->ended_.get_token(),
                                                                                std::move(run));
}

} // namespace wayfinder::control
