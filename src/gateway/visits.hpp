// Where a request has been on its way among a model's endpoints.
#pragma once

#include "control/endpoint_health.hpp"
#include "delivery/verdict.hpp"

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>

namespace wayfinder::gateway {

/// One endpoint's part. Tells the endpoint's health at its end what was met there last.
class visit {
public:
    visit() = default;
    visit(visit&& other) noexcept { swap(other); }
    visit& operator=(visit&& other) noexcept
    {
        visit{std::move(other)}.swap(*this);
        return *this;
    }
    ~visit()
    {
        if (where_ == nullptr) return;
        if (met_)
            where_->record(leave_, *met_, took_, *rules_, std::chrono::steady_clock::now());
        else
            where_->withdraw(leave_);
    }

    /// Asks for leave, once. False, and given up, when there is none.
    bool enter(control::endpoint_health& where, config::breaker const& rules)
    {
        if (where_ != nullptr) return true;
        leave_ = where.admit(rules, std::chrono::steady_clock::now());
        given_up = leave_ == delivery::pass::none;
        if (given_up) return false;
        where_ = &where;
        rules_ = &rules;
        return true;
    }

    void met(delivery::health how, std::chrono::steady_clock::duration took)
    {
        met_ = how;
        took_ = took;
    }

    bool given_up{}; ///< it will not serve this request

private:
    void swap(visit& other) noexcept
    {
        std::swap(where_, other.where_);
        std::swap(rules_, other.rules_);
        std::swap(leave_, other.leave_);
        std::swap(met_, other.met_);
        std::swap(took_, other.took_);
        std::swap(given_up, other.given_up);
    }

    control::endpoint_health* where_{};
    config::breaker const* rules_{};
    delivery::pass leave_{};
    std::optional<delivery::health> met_;
    std::chrono::steady_clock::duration took_{};
};

/// All endpoints of one model.
class visits {
public:
    explicit visits(std::size_t endpoints) : all_(endpoints) {}

    [[nodiscard]] visit& at(std::size_t endpoint) { return all_[endpoint]; }
    [[nodiscard]] visit const& at(std::size_t endpoint) const { return all_[endpoint]; }

    /// Somewhere but at the last one there may be an answer.
    [[nodiscard]] bool others() const
    {
        for (std::size_t i = 0; i < all_.size(); ++i)
            if (i != last && !all_[i].given_up) return true;
        return false;
    }

    std::optional<std::size_t> last;

private:
    boost::container::small_vector<visit, 4> all_;
};

} // namespace wayfinder::gateway
