#include "gateway/operator/savings.hpp"

#include "control/savings/savings_json.hpp"
#include "gateway/query.hpp"
#include "gateway/reply.hpp"
#include "gateway/routing/dial.hpp"
#include "net/handoff.hpp"

namespace wayfinder::gateway {

net::asio::awaitable<void> show_savings(request_context& context, services const& provided)
{
    auto const asked = query_parameter(context.incoming.query(), "period").value_or("all");
    auto const period = control::savings_period_of(asked);
    if (!period) {
        rejection refused{400, invalid_request, "period must be today, 7d, 30d or all, not '" + asked + "'.",
                          "bad_period", "period"};
        co_await send(context, std::move(refused));
        co_return;
    }
    net::handoff<std::variant<control::savings_report, std::string>> answer{provided.context};
    provided.shared.ledger->report(*period, answer.giver());
    auto const report = co_await answer.wait();
    if (auto const* why = std::get_if<std::string>(&report)) {
        auto unread = refuse_unrecorded();
        unread.message += ' ' + *why; // operators may know
        co_await send(context, std::move(unread));
        co_return;
    }
    auto const& found = std::get<control::savings_report>(report);
    auto body = with_dial(control::savings_json(found, context.callers->prices().version()), found,
                          context.runtime->routing());
    co_await reply_json(context, std::move(body));
}

} // namespace wayfinder::gateway
