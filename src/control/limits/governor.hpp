// Which requests may pass now: rate limits and budgets, checked and taken together.
#pragma once

#include "config/governance.hpp"
#include "control/limits/sliding_window.hpp"
#include "control/limits/spending.hpp"

#include <boost/container/small_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace wayfinder::control {

/// One instant, on the monotonic clock and as a date for budgets.
struct moment {
    steady::time_point now;
    budget_date today;
};

/// What is counted under one name for the life of the daemon. Only the governor accesses its contents.
class account {
public:
    explicit account(std::string name) : name_{std::move(name)} {}
    [[nodiscard]] std::string const& name() const { return name_; }

private:
    friend class governor;
    friend class admission;

    std::string name_;
    sliding_window window_;
    spending spending_;
    std::size_t in_flight_{};
    std::optional<steady::time_point> admitted_at_;
};

/// One limit that a request is subject to. The rules belong to a configuration, the account to the daemon.
struct applied_limit {
    account* holder{};
    config::rate_limit const* rate{}; ///< null: unlimited
    config::budget const* budget{};   ///< null: unlimited
};

/// The most that a request can cost on one model.
struct offer {
    config::nano_dollars bound{};
    bool priced{}; ///< otherwise the cost is unknown: passes while every budget has something left
};

/// What a request is about to use.
struct demand {
    std::uint64_t tokens{}; ///< an estimate, for rate limits
    std::span<offer const>
        offers;        ///< the requested model first, then those a budget may degrade to; empty: free
    bool money_only{}; ///< part of an admitted request: checked against budgets only
};

/// What is left of a limit, as reported to clients.
struct allowance {
    std::uint64_t limit{};
    std::uint64_t remaining{};
    steady::duration reset{}; ///< until the full limit is available again
};

/// Of several limits, the one with the least left.
struct allowances {
    std::optional<allowance> requests;
    std::optional<allowance> tokens;
    std::optional<config::nano_dollars> money; ///< neither spent nor reserved; negative after an overrun
};

enum class limit_kind : unsigned char { rpm, tpm, in_flight, budget };

struct refusal {
    limit_kind what{};
    applied_limit const* by{};
    steady::duration wait{};       ///< rpm, tpm: until the same request fits, if there are no others
    config::nano_dollars needed{}; ///< budget: the cost bound of the cheapest offer
    config::nano_dollars left{};   ///< budget: what is neither spent nor reserved
    allowances all_left;
};

class governor;

/// What a request holds while in flight. On destruction, returns what was not settled.
class admission {
public:
    admission() = default;
    admission(admission&& other) noexcept { swap(other); }
    admission& operator=(admission&& other) noexcept
    {
        admission{std::move(other)}.swap(*this);
        return *this;
    }
    ~admission();

    /// The offer that was taken: not the first if a budget degraded the request.
    [[nodiscard]] std::size_t offer_taken() const { return offer_; }
    [[nodiscard]] allowances const& left() const { return left_; }

    /// Replaces the reservation, because another model is to be called. Returns false and changes nothing if
    /// a budget does not cover it. Only for an admission that is not settled.
    bool reserve_instead(offer const& what, moment instant);

    /// Swaps the reservations of two admissions on the same accounts, whose sums do not change. Neither may
    /// be settled.
    void exchange_reserved(admission& other) noexcept { std::swap(reserved_, other.reserved_); }

    /// Replaces the reservation with actual usage. Returns how much the cost exceeds what was reserved. Call
    /// at most once; the place in flight is kept.
    config::nano_dollars settle(std::uint64_t tokens, config::nano_dollars cost, moment instant);

    /// As if the request had never been admitted: it will be again. Only for an admission that is not
    /// settled.
    void take_back();

private:
    friend class governor;
    void swap(admission& other) noexcept;

    governor* by_{};
    std::span<applied_limit const> held_; ///< of the configuration that the request keeps alive
    boost::container::small_vector<sliding_window::slot_id, 4> slots_;
    std::uint64_t tokens_{};
    config::nano_dollars reserved_{};
    std::size_t offer_{};
    bool settled_{};
    bool money_only_{};
    allowances left_;
};

/// Shared by all workers. A refused request leaves no trace in any account.
class governor {
public:
    /// The account of this name, created on first use. It lives as long as the governor.
    account& open(std::string_view name);

    /// At start: what was spent according to the ledger.
    void restore(std::string_view name, spend_record before, budget_date today);

    /// Adds the spending of another process, as of today.
    void add(std::string_view name, spend_record more, budget_date today);

    /// Takes a request, tokens, a place in flight and the cost bound of the first offer that every budget
    /// covers from all of `held`, or nothing from any. `held` must outlive the admission.
    std::variant<admission, refusal> admit(std::span<applied_limit const> held, demand const& what,
                                           moment instant);

    struct balance {
        config::nano_dollars spent{};
        config::nano_dollars reserved{};
        std::size_t in_flight{};
        std::optional<steady::time_point> last_admitted; ///< none since the start
    };
    [[nodiscard]] balance balance_of(account const& holder, config::budget_window window,
                                     budget_date today) const;

    /// The number of requests that hold anything.
    [[nodiscard]] std::size_t in_flight() const;

private:
    friend class admission;

    [[nodiscard]] std::optional<refusal> check_rates(std::span<applied_limit const> held,
                                                     std::uint64_t tokens, steady::time_point now) const;
    [[nodiscard]] std::optional<refusal> check_budgets(std::span<applied_limit const> held,
                                                       offer const& what) const;
    std::optional<refusal> choose(std::span<applied_limit const> held, std::span<offer const> offers,
                                  std::size_t& taken) const;
    [[nodiscard]] static allowances left_of(std::span<applied_limit const> held, steady::time_point now);
    void give_back(admission& what, bool counted = true);
    bool regrade(admission& what, offer const& instead, moment instant);

    mutable std::mutex mutex_;
    std::size_t in_flight_{};
    std::map<std::string, account, std::less<>> accounts_;
};

} // namespace wayfinder::control
