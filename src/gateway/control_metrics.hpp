// What /metrics tells of the control plane's state: budgets, cache, ledger, prices.
#pragma once

#include "gateway/control_plane.hpp"
#include "gateway/fleet.hpp"
#include "gateway/tenancy.hpp"

#include <prometheus/collectable.h>

#include <memory>
#include <mutex>
#include <vector>

namespace wayfinder::gateway {

/// Read when somebody asks.
class control_metrics final : public prometheus::Collectable {
public:
    /// Budgets of more keys than this are left out, so that the label sets stay bounded.
    static constexpr std::size_t most_budgets = 1000;

    /// Says what is in force. From any thread.
    void adopt(control_plane const& shared, std::shared_ptr<tenancy const> callers,
               std::shared_ptr<deployment const> plan, std::shared_ptr<fleet const> upstreams);
    /// Nothing is in force any more.
    void forget();

    [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override;

private:
    mutable std::mutex mutex_;
    control_plane const* shared_{};
    std::shared_ptr<tenancy const> callers_;
    std::shared_ptr<deployment const> plan_;
    std::shared_ptr<fleet const> upstreams_;
};

} // namespace wayfinder::gateway
