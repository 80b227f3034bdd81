#include "gateway/models.hpp"

#include "gateway/admission/identity.hpp"
#include "gateway/media_type.hpp"
#include "gateway/query.hpp"
#include "gateway/reply.hpp"
#include "wire/json/dump.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace wayfinder::gateway {
namespace {

using nlohmann::ordered_json;

std::vector<std::string> listed_ids(runtime_config const& runtime, tenant const& caller)
{
    std::vector<std::string> ids{"auto"};
    if (!std::holds_alternative<classifier_policy>(runtime.routing().policy)) {
        ids.emplace_back("prefer-local");
        ids.emplace_back("prefer-hosted");
    }
    for (std::size_t i = 0; i < runtime.targets().size(); ++i)
        if (caller.may_use[i]) ids.push_back(runtime.targets()[i].settings->name);
    return ids;
}

ordered_json entry(std::string_view id)
{
    return {{"id", id}, {"object", "model"}, {"created", 0}, {"owned_by", "wayfinder"}};
}

optional_rejection refuse_unknown(std::string const& id)
{
    return rejection{404, invalid_request,
                     "The model '" + id + "' does not exist; GET /v1/models lists those that do.",
                     "model_not_found", "model"};
}

} // namespace

net::asio::awaitable<void> list_models(request_context& context, services const& provided)
{
    auto refused = identify(context, provided.shared.unauthorized_limiter);
    if (refused) {
        co_await send(context, std::move(*refused));
        co_return;
    }
    auto data = ordered_json::array();
    for (auto const& id : listed_ids(*context.runtime, *context.caller)) data.push_back(entry(id));
    auto body = wire::json::dump({{"object", "list"}, {"data", std::move(data)}});
    co_await reply(context, 200, json_type, std::move(body));
}

net::asio::awaitable<void> show_model(request_context& context, services const& provided)
{
    auto const path = context.incoming.path();
    auto const id = percent_decoded(path.substr(path.find("models/") + 7));
    auto refused = identify(context, provided.shared.unauthorized_limiter);
    if (!refused) {
        auto const ids = listed_ids(*context.runtime, *context.caller);
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) refused = refuse_unknown(id);
    }
    if (refused) {
        co_await send(context, std::move(*refused));
        co_return;
    }
    auto body = wire::json::dump(entry(id));
    co_await reply(context, 200, json_type, std::move(body));
}

} // namespace wayfinder::gateway
