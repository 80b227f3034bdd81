// A request's use of a model's endpoints.
#pragma once

#include "control/endpoints/endpoint_health.hpp"
#include "delivery/verdict.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace wayfinder::gateway {

/// One endpoint's part.
class endpoint_use {
public:
    using lease = control::endpoint_health::lease;

    /// Asks the breaker for permission, once. If refused: false, and given up.
    bool admit(control::endpoint_health& where, config::breaker const& rules)
    {
        if (lease_) return true;
        if (auto admitted = where.admit(rules, std::chrono::steady_clock::now()))
            lease_.emplace(std::move(*admitted));
        given_up = !lease_;
        return !given_up;
    }

    /// The breaker waits for the result of this call: no second one is permitted.
    [[nodiscard]] bool is_probe() const { return lease_ && lease_->is_probe(); }

    void record(delivery::health how, std::chrono::steady_clock::duration took)
    {
        outcome_ = how;
        took_ = took;
    }

    /// Reports the last outcome to the endpoint's health. For a trial call, the first one counts.
    void report(config::breaker const& rules)
    {
        if (!lease_ || !outcome_) return;
        if (*outcome_ == delivery::health::good) lease_->first_byte(took_, rules);
        lease_->record(*outcome_, rules, std::chrono::steady_clock::now());
    }

    /// The call outlives this object.
    void hand_over(std::optional<lease>& to)
    {
        to.emplace(std::move(*lease_));
        lease_.reset();
    }

    bool given_up{}; ///< it will not serve this request

private:
    std::optional<lease> lease_;
    std::optional<delivery::health> outcome_;
    std::chrono::steady_clock::duration took_{};
};

/// All endpoints of one model. However often a request tries an endpoint, it is one piece of evidence about
/// it: the last.
class endpoint_uses {
public:
    endpoint_uses(std::size_t endpoints, config::breaker const& rules) : all_(endpoints), rules_{rules} {}
    ~endpoint_uses()
    {
        for (auto& each : all_) each.report(rules_);
    }
    endpoint_uses(endpoint_uses const&) = delete;
    endpoint_uses& operator=(endpoint_uses const&) = delete;

    [[nodiscard]] endpoint_use& at(std::size_t endpoint) { return all_[endpoint]; }
    [[nodiscard]] endpoint_use const& at(std::size_t endpoint) const { return all_[endpoint]; }

    std::optional<std::size_t> last;

private:
    std::vector<endpoint_use> all_;
    config::breaker const& rules_;
};

} // namespace wayfinder::gateway
