#include "gateway/operator/targets.hpp"

#include "gateway/reply.hpp"
#include "wire/json/dump.hpp"

namespace wayfinder::gateway {

using nlohmann::ordered_json;

net::asio::awaitable<void> show_targets(request_context& context, services const& provided)
{
    auto models = ordered_json::array();
    for (auto const& each : context.runtime->targets()) {
        auto const& at = each.settings->endpoints.front();
        ordered_json variable; // null if none is named
        if (at.api_key_env) variable = *at.api_key_env;
        models.push_back({{"name", each.settings->name},
                          {"endpoint", at.base_url},
                          {"model", at.upstream_model},
                          {"api_key_env", variable},
                          {"key_ok", !each.key_missing()}});
    }
    auto body = wire::json::dump({{"models", std::move(models)}, {"dry_run", provided.dry_run}});
    co_await reply_json(context, std::move(body));
}

} // namespace wayfinder::gateway
