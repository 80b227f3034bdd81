// Calls the cheap model first, and the expensive one if that answer is not acceptable.
#pragma once

#include "gateway/accounting/attribution.hpp"
#include "gateway/upstream/dispatch.hpp"

#include <cstddef>
#include <optional>

namespace wayfinder::gateway {

/// Runs the calls of one request. If the score abstained and `on_abstain` is to cascade, the cheap model's
/// answer is read completely before any of it is sent, and judged; one that is refused, empty, truncated or
/// not JSON is superseded if the budgets cover another call. The expensive model's answer is passed on as it
/// arrives. If that call fails, the cheap answer is used.
class cascade {
public:
    cascade(request_context& context, services const& provided, dispatch_tools& tools, attribution& record,
            std::size_t copy_limit)
        : context_{context}, services_{provided}, tools_{tools}, record_{record}, copy_limit_{copy_limit}
    {}

    /// Why there is no answer; nothing if there is one, or if the client left.
    net::asio::awaitable<optional_rejection> run();

    /// The model that answered.
    [[nodiscard]] dispatch& asked() { return *(second_ ? second_ : first_); }
    /// The cheap model's answer was inadequate, whatever came after it: what the client gets is not what an
    /// identical request should get.
    [[nodiscard]] bool flawed() const { return flawed_; }

private:
    [[nodiscard]] std::string_view flaw_of(optional_rejection const& refused);
    net::asio::awaitable<optional_rejection> try_cheap_before(std::size_t dearer);
    net::asio::awaitable<bool> escalate(std::size_t model, optional_rejection& refused);
    [[nodiscard]] bool first_answered() const;
    [[nodiscard]] bool is_worse() const;
    void take_first(control::admission beside);

    request_context& context_;
    services const& services_;
    dispatch_tools& tools_;
    attribution& record_;
    std::size_t copy_limit_;
    std::optional<dispatch> first_;
    std::optional<dispatch> second_;
    bool flawed_{};
    bool first_in_hand_{}; ///< an answer, or an error for the client
};

} // namespace wayfinder::gateway
