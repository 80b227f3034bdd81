#include "control/limits/governor.hpp"

#include <algorithm>
#include <utility>

namespace wayfinder::control {
namespace {

/// Keeps the one with less left.
void keep_lesser(std::optional<allowance>& least, allowance const& other)
{
    if (!least || other.remaining < least->remaining) least = other;
}

std::uint64_t remaining(std::uint64_t limit, std::uint64_t used)
{
    return limit - std::min(limit, used);
}

config::nano_dollars left_in(config::budget const& budget, spending const& account)
{
    return budget.limit - account.spent_in(budget.window) - account.reserved();
}

} // namespace

account& governor::open(std::string_view name)
{
    std::lock_guard const lock{mutex_};
    auto const found = accounts_.find(name);
    if (found != accounts_.end()) return found->second;
    return accounts_.emplace(std::string{name}, account{std::string{name}}).first->second;
}

void governor::restore(std::string_view name, spend_record before, budget_date today)
{
    auto& holder = open(name);
    std::lock_guard const lock{mutex_};
    holder.spending_.restore(before, today);
}

void governor::add(std::string_view name, spend_record more, budget_date today)
{
    auto& holder = open(name);
    std::lock_guard const lock{mutex_};
    holder.spending_.advance(today);
    holder.spending_.add(more);
}

std::variant<admission, refusal> governor::admit(std::span<applied_limit const> held, demand const& what,
                                                 moment instant)
{
    std::lock_guard const lock{mutex_};
    for (auto const& each : held) {
        if (each.rate != nullptr) each.holder->window_.expire(instant.now, each.rate->window);
        each.holder->spending_.advance(instant.today);
    }
    std::size_t offer = 0;
    auto refused = what.money_only ? std::nullopt : check_rates(held, what.tokens, instant.now);
    if (!refused) refused = choose(held, what.offers, offer);
    if (refused) {
        refused->all_left = left_of(held, instant.now);
        return *refused;
    }

    if (!what.money_only) ++in_flight_;
    admission given;
    given.by_ = this;
    given.held_ = held;
    given.tokens_ = what.tokens;
    given.offer_ = offer;
    given.reserved_ = what.offers.empty() ? 0 : what.offers[offer].bound;
    given.money_only_ = what.money_only;
    for (auto const& each : held) {
        each.holder->spending_.reserve(given.reserved_);
        if (what.money_only) continue;
        auto const window = each.rate == nullptr ? steady::duration{} : each.rate->window;
        given.slots_.push_back(
            each.rate == nullptr ? 0 : each.holder->window_.take(what.tokens, instant.now, window));
        ++each.holder->in_flight_;
        each.holder->admitted_at_ = instant.now;
    }
    given.left_ = left_of(held, instant.now);
    return given;
}

std::optional<refusal> governor::check_rates(std::span<applied_limit const> held, std::uint64_t tokens,
                                             steady::time_point now) const
{
    std::optional<refusal> longest;
    auto const note = [&](limit_kind what, applied_limit const& by, steady::duration wait) {
        if (!longest || wait > longest->wait) longest = refusal{what, &by, wait, 0, 0, {}};
    };
    for (auto const& each : held) {
        if (each.rate == nullptr) continue;
        auto const& rate = *each.rate;
        auto const& window = each.holder->window_;
        if (rate.rpm)
            if (auto const wait = window.wait_for_request(*rate.rpm, now, rate.window))
                note(limit_kind::rpm, each, *wait);
        if (rate.tpm && tokens > 0)
            if (auto const wait = window.wait_for_tokens(tokens, *rate.tpm, now, rate.window))
                note(limit_kind::tpm, each, *wait);
        if (rate.max_in_flight && each.holder->in_flight_ >= *rate.max_in_flight)
            note(limit_kind::in_flight, each, {});
    }
    return longest;
}

std::optional<refusal> governor::check_budgets(std::span<applied_limit const> held, offer const& what) const
{
    if (what.priced && what.bound == 0) return std::nullopt;
    std::optional<refusal> refused;
    for (auto const& each : held) {
        if (each.budget == nullptr) continue;
        auto const left = left_in(*each.budget, each.holder->spending_);
        bool const fits = what.priced ? what.bound <= left : left > 0;
        if (fits) continue;
        // A budget that blocks takes precedence over those that degrade.
        if (!refused || each.budget->on_breach == config::breach::block)
            refused = refusal{limit_kind::budget, &each, {}, what.bound, left, {}};
    }
    return refused;
}

/// The first offer that the budgets cover. Only the first is tried once a budget blocks.
std::optional<refusal> governor::choose(std::span<applied_limit const> held, std::span<offer const> offers,
                                        std::size_t& taken) const
{
    std::optional<refusal> refused;
    for (taken = 0; taken < offers.size(); ++taken) {
        refused = check_budgets(held, offers[taken]);
        if (!refused || refused->by->budget->on_breach == config::breach::block) break;
    }
    return refused;
}

allowances governor::left_of(std::span<applied_limit const> held, steady::time_point now)
{
    allowances left;
    for (auto const& each : held) {
        if (each.budget != nullptr) {
            auto const money = left_in(*each.budget, each.holder->spending_);
            left.money = std::min(left.money.value_or(money), money);
        }
        if (each.rate == nullptr || (!each.rate->rpm && !each.rate->tpm)) continue;
        auto const level = each.holder->window_.state(now, each.rate->window);
        if (each.rate->rpm)
            keep_lesser(left.requests,
                        {*each.rate->rpm, remaining(*each.rate->rpm, level.requests), level.empty_in});
        if (each.rate->tpm)
            keep_lesser(left.tokens,
                        {*each.rate->tpm, remaining(*each.rate->tpm, level.tokens), level.empty_in});
    }
    return left;
}

governor::balance governor::balance_of(account const& holder, config::budget_window window,
                                       budget_date today) const
{
    std::lock_guard const lock{mutex_};
    auto current = holder.spending_;
    current.advance(today);
    return {current.spent_in(window), current.reserved(), holder.in_flight_, holder.admitted_at_};
}

std::size_t governor::in_flight() const
{
    std::lock_guard const lock{mutex_};
    return in_flight_;
}

/// `counted`: the request still counts in the window.
void governor::give_back(admission& what, bool counted)
{
    std::lock_guard const lock{mutex_};
    if (!what.money_only_) --in_flight_;
    for (std::size_t i = 0; i < what.held_.size(); ++i) {
        auto const& each = what.held_[i];
        if (!what.settled_) each.holder->spending_.settle(what.reserved_, 0);
        if (what.money_only_) continue;
        --each.holder->in_flight_;
        if (what.settled_ || each.rate == nullptr) continue;
        if (counted)
            each.holder->window_.settle(what.slots_[i], what.tokens_, 0, {}, each.rate->window);
        else
            each.holder->window_.forget(what.slots_[i], what.tokens_);
    }
}

bool governor::regrade(admission& what, offer const& instead, moment instant)
{
    std::lock_guard const lock{mutex_};
    auto const exchange = [&](config::nano_dollars from, config::nano_dollars to) {
        for (auto const& each : what.held_) {
            each.holder->spending_.settle(from, 0);
            each.holder->spending_.reserve(to);
        }
    };
    for (auto const& each : what.held_) each.holder->spending_.advance(instant.today);
    exchange(what.reserved_, 0);
    bool const carried = !check_budgets(what.held_, instead);
    if (carried) what.reserved_ = instead.bound;
    exchange(0, what.reserved_);
    return carried;
}

admission::~admission()
{
    if (by_ != nullptr) by_->give_back(*this);
}

void admission::take_back()
{
    if (by_ == nullptr) return;
    by_->give_back(*this, false);
    by_ = nullptr;
}

bool admission::reserve_instead(offer const& what, moment instant)
{
    return by_ == nullptr || by_->regrade(*this, what, instant);
}

config::nano_dollars admission::settle(std::uint64_t tokens, config::nano_dollars cost, moment instant)
{
    if (by_ == nullptr || settled_) return 0;
    settled_ = true;
    std::lock_guard const lock{by_->mutex_};
    for (std::size_t i = 0; i < held_.size(); ++i) {
        auto const& each = held_[i];
        each.holder->spending_.advance(instant.today);
        each.holder->spending_.settle(reserved_, cost);
        if (each.rate == nullptr || money_only_) continue;
        each.holder->window_.expire(instant.now, each.rate->window);
        each.holder->window_.settle(slots_[i], tokens_, tokens, instant.now, each.rate->window);
    }
    left_ = governor::left_of(held_, instant.now);
    return std::max<config::nano_dollars>(0, cost - reserved_);
}

void admission::swap(admission& other) noexcept
{
    std::swap(by_, other.by_);
    std::swap(held_, other.held_);
    slots_.swap(other.slots_);
    std::swap(tokens_, other.tokens_);
    std::swap(reserved_, other.reserved_);
    std::swap(offer_, other.offer_);
    std::swap(settled_, other.settled_);
    std::swap(money_only_, other.money_only_);
    std::swap(left_, other.left_);
}

} // namespace wayfinder::control
