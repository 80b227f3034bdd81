// /metrics for the control plane: budgets, cache, ledger, prices.
#pragma once

#include "gateway/admission/tenancy.hpp"
#include "gateway/control_plane.hpp"
#include "gateway/upstream/fleet.hpp"

#include <prometheus/collectable.h>

#include <memory>
#include <mutex>
#include <vector>

namespace wayfinder::gateway {

/// Collected on demand.
class control_metrics final : public prometheus::Collectable {
public:
    /// Budgets of more keys than this are omitted to bound the label sets.
    static constexpr std::size_t most_budgets = 1000;

    /// Sets the active configuration. From any thread.
    void adopt(control_plane const& shared, std::shared_ptr<tenancy const> callers,
               std::shared_ptr<runtime_config const> runtime, std::shared_ptr<fleet const> upstreams);
    /// No configuration is active any more.
    void forget();

    [[nodiscard]] std::vector<prometheus::MetricFamily> Collect() const override;

private:
    mutable std::mutex mutex_;
    control_plane const* shared_{};
    std::shared_ptr<tenancy const> callers_;
    std::shared_ptr<runtime_config const> runtime_;
    std::shared_ptr<fleet const> upstreams_;
};

} // namespace wayfinder::gateway
