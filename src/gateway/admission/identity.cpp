#include "gateway/admission/identity.hpp"

#include "gateway/upstream/retry_after.hpp"

namespace wayfinder::gateway {
namespace {

using control::key_state;

rejection refuse_key(key_state why, bool shown)
{
    rejection refused{401, unauthorized, {}, "invalid_api_key"};
    refused.authenticate = true;
    switch (why) {
    case key_state::valid:
    case key_state::unknown:
        refused.message =
            shown ? "This key is not one of [gateway.keys]; check it, or create one with "
                    "`wayfinder-router keys new`."
                  : "An API key is required: send it as 'Authorization: Bearer <key>' or as 'x-api-key'.";
        break;
    case key_state::disabled:
        refused.message = "This key is disabled; ask the operator of the gateway for a new one.";
        break;
    case key_state::expired:
        refused.message = "This key has expired; ask the operator of the gateway for a new one.";
        break;
    }
    return refused;
}

/// IPv4-mapped IPv6 addresses become IPv4.
control::source_address source_of(boost::asio::ip::address const& peer)
{
    using namespace boost::asio::ip;
    return peer.is_v6() ? peer.to_v6().to_bytes() : make_address_v6(v4_mapped, peer.to_v4()).to_bytes();
}

/// SDKs send an Authorization whether they are told of a key or not: the other header counts as well.
control::key_lookup find_key(net::request const& incoming, control::key_directory const& keys)
{
    auto const now = std::chrono::system_clock::now();
    auto const found = keys.find(bearer_token(incoming), now);
    return found.state == key_state::unknown ? keys.find(incoming.header("x-api-key"), now) : found;
}

bool shows_token(net::request const& incoming)
{
    return !bearer_token(incoming).empty() || !incoming.header("x-api-key").empty();
}

} // namespace

bool shows_key(request_context const& context)
{
    auto const& callers = *context.callers;
    return !callers.asks_for_keys() || find_key(context.incoming, callers.keys()).key != nullptr;
}

optional_rejection identify(request_context& context, control::source_limiter& limiter)
{
    auto const& callers = *context.callers;
    context.caller = &callers.everyone();
    if (!callers.asks_for_keys()) return std::nullopt;
    auto const found = find_key(context.incoming, callers.keys());
    if (found.key != nullptr) {
        context.caller = &callers.of(*found.key);
        return std::nullopt;
    }
    auto const limit = context.settings().limits.unauthorized_rpm;
    if (auto const wait = limiter.count(source_of(context.incoming.peer), limit, control::steady::now())) {
        rejection refused{429, rate_limited,
                          "Too many requests without a valid key from your address "
                          "(gateway.limits.unauthorized_rpm is " +
                              std::to_string(limit) + "); check the key and retry later.",
                          "unauthorized_flood"};
        refused.rate_limit = "unauthorized";
        refused.retry_after = whole_seconds(*wait);
        return refused;
    }
    return refuse_key(found.state, shows_token(context.incoming));
}

} // namespace wayfinder::gateway
