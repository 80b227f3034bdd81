#include "wire/openai/completion.hpp"

#include "wire/json/dump.hpp"
#include "wire/openai/answer_parts.hpp"

namespace wayfinder::wire::openai {
namespace {

std::string tool_calls(completion const& answer, bool streamed)
{
    auto call = nlohmann::ordered_json::object();
    if (streamed) call["index"] = 0;
    call["id"] = "call_" + answer.id;
    call["type"] = "function";
    call["function"] = {{"name", answer.tool}, {"arguments", answer.tool_arguments}};
    return json::dump(nlohmann::ordered_json::array({std::move(call)}));
}

std::string usage_of(completion const& answer)
{
    auto const& usage = answer.usage;
    return json::dump({{"prompt_tokens", usage.prompt},
                       {"completion_tokens", usage.completion},
                       {"total_tokens", usage.prompt + usage.completion}});
}

answer_parts parts_of(completion const& answer, bool streamed)
{
    answer_parts parts;
    parts.top.set("id", json::dump("chatcmpl-" + answer.id));
    // The time is always zero, so that equal requests get equal answers.
    parts.top.set("created", "0");
    parts.top.set("model", json::dump(answer.model));
    parts.message.set("role", R"("assistant")");
    if (answer.tool.empty()) {
        parts.message.set("content", json::dump(answer.text));
    } else {
        parts.message.set("content", "null");
        parts.message.set("tool_calls", tool_calls(answer, streamed));
    }
    parts.message.set("refusal", "null");
    parts.choice.set("finish_reason", answer.tool.empty() ? R"("stop")" : R"("tool_calls")");
    parts.usage = usage_of(answer);
    return parts;
}

} // namespace

std::string render(completion const& answer)
{
    return whole_answer(parts_of(answer, false));
}

std::vector<std::string> render_stream(completion const& answer, std::vector<std::string_view> const& pieces,
                                       bool usage)
{
    std::vector<std::string> texts;
    if (answer.tool.empty())
        for (auto const piece : pieces) texts.push_back(json::dump(piece));
    return answer_events(parts_of(answer, true), texts, usage);
}

} // namespace wayfinder::wire::openai
