#include "gateway/admission/requirements.hpp"

#include "gateway/admission/allowed_model.hpp"
#include "gateway/upstream/upstream_refusal.hpp"
#include "wire/openai/prompt_estimate.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace wayfinder::gateway {
namespace {

/// A capability, and the field of the request that asks for it.
struct need {
    std::string_view what;
    std::string_view field;
};

std::vector<need> needs_of(request_context const& context)
{
    std::vector<need> needs;
    auto const& seen = context.chat.needs;
    if (seen.images) needs.push_back({"images", "messages"});
    if (seen.tools) needs.push_back({"tools", "tools"});
    if (seen.json_schema) needs.push_back({"json_schema", "response_format"});
    for (auto const& tag : context.overrides.tags) needs.push_back({tag, requires_header});
    return needs;
}

bool none(std::vector<bool> const& models)
{
    return std::find(models.begin(), models.end(), true) == models.end();
}

/// What no model has, or not the one that the request names; `met` are the needs that some model still met
/// together.
rejection refuse_need(request_context const& context, need const& missing, std::span<need const> met)
{
    bool const pinned = context.chosen.mode == route_mode::pinned;
    auto message = pinned ? "Model '" + std::string{context.chosen.model} + "' lacks"
                          : std::string{"No model that may answer this request has"};
    message.append(" the capability '").append(missing.what) += '\'';
    for (auto const& each : met)
        message.append(&each == met.data() ? " together with '" : " and '").append(each.what) += '\'';
    message.append(" required by '").append(missing.field).append("'; omit it, or ");
    message += pinned ? "name another model."
                      : "add it to the capabilities of a model that has it (gateway.models.*.capabilities).";
    return {400, invalid_request, std::move(message), "model_lacks_capability", missing.field};
}

/// Keeps those whose context window fits the prompt.
void keep_wide_enough(request_context& context, wire::openai::transcript const& conversation,
                      std::vector<bool>& candidates)
{
    if (!context.runtime->has_windows() || !context.routing.by_skill()) return;
    if (!context.known_estimate) context.known_estimate = wire::openai::estimate_prompt(conversation);
    for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i] = candidates[i] && context.fits(i);
}

} // namespace

optional_rejection meet_requirements(request_context& context, wire::openai::transcript const& conversation)
{
    auto const& config = context.runtime->config();
    auto const chosen = context.runtime->index_of(context.chosen.model);
    if (!chosen) return std::nullopt; // it is about to be refused for that
    bool const pinned = context.chosen.mode == route_mode::pinned;
    auto const needs = needs_of(context);
    auto left = context.caller->may_use;
    for (auto const& each : needs) {
        for (std::size_t i = 0; i < left.size(); ++i)
            left[i] = left[i] && config.gateway.models[i].can(each.what);
        auto const met = std::span{needs}.first(static_cast<std::size_t>(&each - needs.data()));
        if (pinned ? !left[*chosen] : none(left)) return refuse_need(context, each, met);
    }
    if (!pinned) keep_wide_enough(context, conversation, left);
    if (none(left)) return refuse_too_long(context.chosen.model, context.prompt_estimate());
    if (left == context.caller->may_use) return std::nullopt;
    if (!left[*chosen]) {
        context.chosen.model = nearest_allowed(context.chosen.model, config, left);
        context.chosen.mode = route_mode::requirements;
    }
    context.able = std::move(left);
    return std::nullopt;
}

} // namespace wayfinder::gateway
