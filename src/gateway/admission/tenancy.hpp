// A configuration's callers: what each may use, its limits, and what its use costs.
#pragma once

#include "control/key_directory.hpp"
#include "control/limits/calendar.hpp"
#include "gateway/accounting/price_list.hpp"
#include "gateway/control_plane.hpp"
#include "gateway/runtime_config.hpp"
#include "telemetry/lazy_counter.hpp"

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::gateway {

/// One caller: a virtual key, or everyone if no key is required.
struct tenant {
    config::virtual_key const* key{}; ///< null: everyone
    /// The gateway, the key, its tags; including those without rules, so that a budget added later knows what
    /// has been spent.
    std::vector<control::applied_limit> held;
    std::vector<bool> may_use; ///< by the index of the model in the file
    bool has_budget{};
    bool counts_tokens{}; ///< a token limit applies to it

    control::score_quantiles* seen{};  ///< the scores that its requests are cut by
    control::session_book* sessions{}; ///< its conversations; null if sessions are off
    telemetry::lazy_counter requests;  ///< that it has sent

    /// What belongs to its key alone. Not for everyone.
    [[nodiscard]] control::applied_limit const& of_key() const { return held[1]; }
    [[nodiscard]] std::string_view id() const { return key == nullptr ? std::string_view{} : key->id; }
};

/// Immutable and shared by the workers, like its runtime_config. The accounts belong to the process.
class tenancy {
public:
    tenancy(std::shared_ptr<runtime_config const> runtime, control_plane& shared);

    [[nodiscard]] bool asks_for_keys() const { return !keyed_.empty(); }
    [[nodiscard]] tenant const& everyone() const { return everyone_; }
    [[nodiscard]] control::key_directory const& keys() const { return keys_; }
    [[nodiscard]] tenant const& of(config::virtual_key const& key) const;

    [[nodiscard]] control::calendar const& calendar() const { return calendar_; }
    [[nodiscard]] price_list const& prices() const { return prices_; }
    [[nodiscard]] std::vector<telemetry::model_metrics> const& metrics() const
    {
        return metrics_;
    } ///< by index
    /// All accounts with a budget: the gateway, tags, keys.
    [[nodiscard]] std::vector<control::applied_limit> const& budgets() const { return budgets_; }

private:
    [[nodiscard]] tenant make(config::virtual_key const* key, control_plane& shared);
    void note_budget(control::applied_limit const& held);

    std::shared_ptr<runtime_config const> runtime_;
    control::calendar calendar_;
    price_list prices_;
    control::key_directory keys_;
    std::vector<telemetry::model_metrics> metrics_;
    std::vector<control::applied_limit> budgets_;
    tenant everyone_;
    std::vector<tenant> keyed_; ///< in file order
};

} // namespace wayfinder::gateway
