#include "gateway/operator/request_detail.hpp"

#include "gateway/operator/recent.hpp"
#include "gateway/query.hpp"
#include "gateway/rejection.hpp"
#include "gateway/reply.hpp"
#include "gateway/routing/decision_json.hpp"
#include "wire/json/dump.hpp"

namespace wayfinder::gateway {

net::asio::awaitable<void> show_request(request_context& context, services const& provided)
{
    auto const path = context.incoming.path();
    auto const id = percent_decoded(path.substr(path.rfind('/') + 1));
    auto const found = provided.shared.recent.find(id);
    if (!found) {
        rejection refused{404, invalid_request,
                          "Request '" + id + "' is not among the last " +
                              std::to_string(control::recent_ring::capacity) + ".",
                          "request_not_recent"};
        co_await send(context, std::move(refused));
        co_return;
    }
    auto report = recent_entry(found->booked);
    if (found->why) {
        report["features"] = features_json(found->why->counts);
        report["contributions"] = contributions_json(found->why->counts, found->why->by);
    }
    auto body = wire::json::dump(report);
    co_await reply_json(context, std::move(body));
}

} // namespace wayfinder::gateway
