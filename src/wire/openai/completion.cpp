#include "wire/openai/completion.hpp"

#include "wire/json/dump.hpp"
#include "wire/sse.hpp"

namespace wayfinder::wire::openai {
namespace {

using json::dump;
using nlohmann::ordered_json;

ordered_json usage_of(completion const& answer)
{
    auto const& usage = answer.usage;
    return {{"prompt_tokens", usage.prompt},
            {"completion_tokens", usage.completion},
            {"total_tokens", usage.prompt + usage.completion}};
}

ordered_json tool_call(completion const& answer)
{
    return {{"id", "call_" + answer.id},
            {"type", "function"},
            {"function", {{"name", answer.tool}, {"arguments", answer.tool_arguments}}}};
}

std::string_view finish_reason(completion const& answer)
{
    return answer.tool.empty() ? "stop" : "tool_calls";
}

ordered_json envelope(completion const& answer, std::string_view object)
{
    // The time is left at zero so that the same request has the same answer.
    return {{"id", "chatcmpl-" + answer.id}, {"object", object}, {"created", 0}, {"model", answer.model}};
}

std::string chunk(completion const& answer, ordered_json delta, ordered_json finish)
{
    auto body = envelope(answer, "chat.completion.chunk");
    body["choices"] = ordered_json::array({{{"index", 0},
                                            {"delta", std::move(delta)},
                                            {"logprobs", nullptr},
                                            {"finish_reason", std::move(finish)}}});
    return sse_event("", dump(body));
}

} // namespace

std::string render(completion const& answer)
{
    ordered_json message{{"role", "assistant"}, {"content", answer.text}, {"refusal", nullptr}};
    if (!answer.tool.empty()) {
        message["content"] = nullptr;
        message["tool_calls"] = ordered_json::array({tool_call(answer)});
    }
    auto body = envelope(answer, "chat.completion");
    body["choices"] = ordered_json::array({{{"index", 0},
                                            {"message", std::move(message)},
                                            {"logprobs", nullptr},
                                            {"finish_reason", finish_reason(answer)}}});
    body["usage"] = usage_of(answer);
    return dump(body);
}

std::vector<std::string> render_stream(completion const& answer, std::vector<std::string_view> const& pieces,
                                       bool usage)
{
    std::vector<std::string> events;
    if (answer.tool.empty()) {
        events.push_back(chunk(answer, {{"role", "assistant"}, {"content", ""}}, nullptr));
        for (auto const piece : pieces) events.push_back(chunk(answer, {{"content", piece}}, nullptr));
    } else {
        auto call = tool_call(answer);
        call["index"] = 0;
        ordered_json delta{{"role", "assistant"}, {"content", nullptr}};
        delta["tool_calls"] = ordered_json::array({std::move(call)});
        events.push_back(chunk(answer, std::move(delta), nullptr));
    }
    events.push_back(chunk(answer, ordered_json::object(), finish_reason(answer)));
    if (usage) {
        auto body = envelope(answer, "chat.completion.chunk");
        body["choices"] = ordered_json::array();
        body["usage"] = usage_of(answer);
        events.push_back(sse_event("", dump(body)));
    }
    events.push_back(sse_event("", "[DONE]"));
    return events;
}

} // namespace wayfinder::wire::openai
