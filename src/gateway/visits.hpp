// A request's visits to a model's endpoints.
#pragma once

#include "control/endpoint_health.hpp"
#include "delivery/verdict.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace wayfinder::gateway {

/// One endpoint's part.
class visit {
public:
    using lease = control::endpoint_health::lease;

    /// Asks the breaker for permission, once. If refused: false, and given up.
    bool enter(control::endpoint_health& where, config::breaker const& rules)
    {
        if (lease_) return true;
        if (auto admitted = where.admit(rules, std::chrono::steady_clock::now()))
            lease_.emplace(std::move(*admitted));
        given_up = !lease_;
        return !given_up;
    }

    /// The breaker waits for the result of this visit's call: no second one is permitted.
    [[nodiscard]] bool is_probe() const { return lease_ && lease_->is_probe(); }

    void met(delivery::health how, std::chrono::steady_clock::duration took)
    {
        met_ = how;
        took_ = took;
    }

    /// Reports the last outcome to the endpoint's health. For a trial call, the first one counts.
    void tell(config::breaker const& rules)
    {
        if (!lease_ || !met_) return;
        if (*met_ == delivery::health::good) lease_->first_byte(took_, rules);
        lease_->record(*met_, rules, std::chrono::steady_clock::now());
    }

    /// The call outlives the visit.
    void hand_over(std::optional<lease>& to)
    {
        to.emplace(std::move(*lease_));
        lease_.reset();
    }

    bool given_up{}; ///< it will not serve this request

private:
    std::optional<lease> lease_;
    std::optional<delivery::health> met_;
    std::chrono::steady_clock::duration took_{};
};

/// All endpoints of one model. However often a request tries an endpoint, it is one piece of evidence about
/// it: the last.
class visits {
public:
    visits(std::size_t endpoints, config::breaker const& rules) : all_(endpoints), rules_{rules} {}
    ~visits()
    {
        for (auto& each : all_) each.tell(rules_);
    }
    visits(visits const&) = delete;
    visits& operator=(visits const&) = delete;

    [[nodiscard]] visit& at(std::size_t endpoint) { return all_[endpoint]; }
    [[nodiscard]] visit const& at(std::size_t endpoint) const { return all_[endpoint]; }

    std::optional<std::size_t> last;

private:
    std::vector<visit> all_;
    config::breaker const& rules_;
};

} // namespace wayfinder::gateway
