#include "gateway/upstream/endpoint_choice.hpp"

#include "delivery/balance.hpp"

#include <boost/container/small_vector.hpp>

#include <algorithm>

namespace wayfinder::gateway {
namespace {

constexpr auto open = delivery::breaker::state::open;

} // namespace

endpoint_choice choose_endpoint(std::span<model_endpoint const> among, endpoint_uses const& seen,
                                config::breaker const& rules, std::size_t turn)
{
    auto const now = std::chrono::steady_clock::now();
    endpoint_choice chosen;
    boost::container::small_vector<delivery::candidate, 4> candidates;
    std::size_t usable = 0;
    for (std::size_t i = 0; i < among.size(); ++i) {
        auto const state = among[i].health->peek(rules, now);
        if (state.breaker == open)
            chosen.breaker_wait = std::min(chosen.breaker_wait.value_or(state.wait), state.wait);
        bool const fit = !seen.at(i).given_up && state.admits;
        candidates.push_back({among[i].where->settings->weight, state.in_flight, fit});
        usable += fit ? 1 : 0;
    }
    if (seen.last && usable > 1) candidates[*seen.last].usable = false;
    chosen.index = delivery::pick(candidates, turn);
    return chosen;
}

bool has_others(std::span<model_endpoint const> among, endpoint_uses const& seen,
                config::breaker const& rules)
{
    auto const now = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < among.size(); ++i) {
        if (i == seen.last || seen.at(i).given_up) continue;
        if (among[i].health->peek(rules, now).admits) return true;
    }
    return false;
}

} // namespace wayfinder::gateway
