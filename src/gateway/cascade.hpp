// The cheap model first, and the dearer one where its answer does not do.
#pragma once

#include "gateway/attribution.hpp"
#include "gateway/dispatch.hpp"

#include <cstddef>
#include <optional>

namespace wayfinder::gateway {

/// The dearer model that takes over where the cheap one's answer will not do. Only for what the score has
/// left undecided, where nothing has moved since and no model waits for its tools.
std::optional<std::size_t> escalation_of(request_context const& context);

/// Asks for one request. Where the score has abstained and `on_abstain` is to cascade, the cheap model's
/// answer is read to its end before any of it goes out, and judged; one that is refused, empty, cut short or
/// no JSON is superseded, if the budgets carry another call. The dearer model's answer passes as it comes.
/// Where that one fails, the cheap answer is better than none.
class cascade {
public:
    cascade(request_context& context, services const& lent, dispatch_tools& tools, attribution& books,
            std::size_t copy_limit)
        : context_{context}, lent_{lent}, tools_{tools}, books_{books}, copy_limit_{copy_limit}
    {}

    /// Why there is no answer; nothing when there is one, or when the client has left.
    net::asio::awaitable<maybe_refused> run();

    /// Whose answer it is.
    [[nodiscard]] dispatch& asked() { return *(second_ ? second_ : first_); }

private:
    [[nodiscard]] std::string_view flaw_of(maybe_refused const& refused);
    net::asio::awaitable<maybe_refused> try_cheap_before(std::size_t dearer);
    net::asio::awaitable<bool> escalate(std::size_t model, maybe_refused& refused);
    [[nodiscard]] bool first_answered() const;
    [[nodiscard]] bool is_worse() const;
    void take_first(control::admission beside);

    request_context& context_;
    services const& lent_;
    dispatch_tools& tools_;
    attribution& books_;
    std::size_t copy_limit_;
    std::optional<dispatch> first_;
    std::optional<dispatch> second_;
    bool first_in_hand_{}; ///< an answer, or an error for the client
};

} // namespace wayfinder::gateway
