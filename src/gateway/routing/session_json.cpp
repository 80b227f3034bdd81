#include "gateway/routing/session_json.hpp"

#include <nlohmann/json.hpp>

namespace wayfinder::gateway {
namespace {

using nlohmann::ordered_json;

ordered_json prices_of(std::string_view model, config::price const& price)
{
    return {{"model", model},
            {"input", config::in_dollars(price.input)},
            {"cached_input", config::in_dollars(price.cached_input)},
            {"output", config::in_dollars(price.output)}};
}

} // namespace

ordered_json session_json(session_decision const& session)
{
    ordered_json json{{"by", name(session.by)},
                      {"turn", (session.known ? session.known->turns : 0) + 1},
                      {"verdict", name(session.verdict)},
                      {"scored_model", session.scored_model},
                      {"tool_loop", session.in_tool_loop}};
    if (!session.known) return json;
    json["session_model"] = session.known->model;
    json["idle"] = std::chrono::duration<double>(session.idle).count();
    json["transcript_tokens"] = session.known->tokens;
    if (!session.weighed) return json;
    json["weighed"] = {{"transcript_tokens", session.tokens.transcript},
                       {"new_tokens", session.tokens.added},
                       {"output_tokens", session.tokens.output},
                       {"payback_turns", session.payback_turns},
                       {"present", prices_of(session.known->model, session.present)},
                       {"other", prices_of(session.scored_model, session.other)},
                       {"gain", config::in_dollars(session.weighed->gain)},
                       {"reread", config::in_dollars(session.weighed->reread)}};
    return json;
}

} // namespace wayfinder::gateway
