#include "wire/openai/answer_parts.hpp"

#include "wire/sse.hpp"

namespace wayfinder::wire::openai {
namespace {

using json::members;

/// The object around an answer, or around part of one; `choices` is the text between the brackets.
members envelope(answer_parts const& parts, std::string_view object, std::string const& choices)
{
    members around;
    around.set("object", object);
    for (auto const& [key, value] : parts.top) around.set(key, value);
    around.set("choices", "[" + choices + "]");
    return around;
}

/// A choice that ends as `end` says, which may be no more than a null `finish_reason`.
std::string choice(std::string_view said_in, std::string_view said, members const& end)
{
    members one;
    one.set("index", "0");
    one.set(said_in, said);
    one.set("logprobs", "null");
    for (auto const& [key, value] : end) one.set(key, value);
    return one.object();
}

std::string chunk(answer_parts const& parts, std::string const& choices)
{
    return sse_event("", envelope(parts, R"("chat.completion.chunk")", choices).object());
}

std::string delta(answer_parts const& parts, members const& said)
{
    members open;
    open.set("finish_reason", "null");
    return chunk(parts, choice("delta", said.object(), open));
}

} // namespace

std::string whole_answer(answer_parts const& parts)
{
    auto answer =
        envelope(parts, R"("chat.completion")", choice("message", parts.message.object(), parts.choice));
    if (!parts.usage.empty()) answer.set("usage", parts.usage);
    return answer.object();
}

std::vector<std::string> answer_events(answer_parts const& parts, std::vector<std::string> const& pieces,
                                       bool usage)
{
    auto opening = parts.message;
    if (opening.get("content") != "null") opening.set("content", R"("")");
    std::vector<std::string> events{delta(parts, opening)};
    for (auto const& piece : pieces) {
        members said;
        said.set("content", piece);
        events.push_back(delta(parts, said));
    }
    events.push_back(chunk(parts, choice("delta", "{}", parts.choice)));
    if (usage && !parts.usage.empty()) {
        auto last = envelope(parts, R"("chat.completion.chunk")", "");
        last.set("usage", parts.usage);
        events.push_back(sse_event("", last.object()));
    }
    events.push_back(sse_event("", "[DONE]"));
    return events;
}

} // namespace wayfinder::wire::openai
