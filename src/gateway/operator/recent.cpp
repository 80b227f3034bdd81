#include "gateway/operator/recent.hpp"

#include "config/values/number.hpp"
#include "gateway/query.hpp"
#include "gateway/rejection.hpp"
#include "gateway/reply.hpp"
#include "wire/json/dump.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace wayfinder::gateway {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t usual_limit = 50;
constexpr std::size_t most = 200;

double in_units(config::nano_dollars amount)
{
    return static_cast<double>(amount) / static_cast<double>(config::dollar);
}

double seconds(std::chrono::microseconds span)
{
    return std::chrono::duration<double>(span).count();
}

ordered_json cost_of(control::ledger_entry const& entry)
{
    bool const known = entry.unit != control::unit::unpriced;
    auto const amount = [&](config::nano_dollars value) {
        return known ? ordered_json(in_units(value)) : ordered_json();
    };
    return {{"realized", amount(entry.realized)},
            {"baseline", amount(entry.baseline)},
            {"saved", amount(entry.baseline - entry.realized)},
            {"tokens", entry.tokens.prompt + entry.tokens.completion},
            {"unit", name(entry.unit)},
            {"estimated", entry.source == wire::usage_source::estimated}};
}

/// The query's `limit`; nothing if it is not a number.
std::optional<std::size_t> limit_of(std::string_view query)
{
    auto const given = query_parameter(query, "limit");
    if (!given) return usual_limit;
    auto const number = config::parse_number(*given);
    if (!number || std::floor(*number) != *number) return std::nullopt;
    return static_cast<std::size_t>(std::clamp(*number, 1.0, static_cast<double>(most)));
}

} // namespace

ordered_json recent_entry(control::ledger_entry const& entry)
{
    auto const since = std::chrono::duration<double>(entry.at.time_since_epoch()).count();
    ordered_json json{{"request_id", entry.request_id},
                      {"model", entry.chosen},
                      {"score", std::round(entry.score * 100.0) / 100.0},
                      {"mode", entry.mode},
                      {"ts", since},
                      {"served_by", entry.served},
                      {"status", entry.status},
                      {"outcome", name(entry.outcome)},
                      {"streamed", entry.streamed},
                      {"prompt_tokens", entry.tokens.prompt},
                      {"completion_tokens", entry.tokens.completion},
                      {"duration", seconds(entry.total)},
                      {"first_byte", nullptr}};
    if (entry.first_byte.count() > 0) json["first_byte"] = seconds(entry.first_byte);
    if (entry.propensity < 1) json["propensity"] = entry.propensity;
    if (!entry.key.empty()) json["key"] = entry.key;
    if (entry.outcome == control::outcome::cached) json["cache"] = "hit";
    if (entry.outcome != control::outcome::failed) json["cost"] = cost_of(entry);
    return json;
}

net::asio::awaitable<void> show_recent(request_context& context, services const& provided)
{
    auto const limit = limit_of(context.incoming.query());
    if (!limit) {
        rejection refused{400, invalid_request, "limit must be a whole number.", "bad_limit", "limit"};
        co_await send(context, std::move(refused));
        co_return;
    }
    auto const entries = provided.shared.recent.all();
    auto by_model = ordered_json::object();
    for (auto const& each : entries) {
        auto& count = by_model[each.chosen];
        count = count.is_null() ? 1 : count.get<int>() + 1;
    }
    auto recent = ordered_json::array();
    for (auto const& each : entries) {
        if (recent.size() == *limit) break;
        recent.push_back(recent_entry(each));
    }
    auto body = wire::json::dump(
        {{"total", entries.size()}, {"by_model", std::move(by_model)}, {"recent", std::move(recent)}});
    co_await reply_json(context, std::move(body));
}

} // namespace wayfinder::gateway
