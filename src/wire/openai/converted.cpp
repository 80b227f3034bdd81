#include "wire/openai/converted.hpp"

#include "wire/json/decimal.hpp"
#include "wire/json/raw_tree.hpp"
#include "wire/sse.hpp"
#include "wire/sse_reader.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <utility>

namespace wayfinder::wire::openai {
namespace {

namespace json_text = wire::json;
using json = nlohmann::json; // raw trees, whose lookups stay fast however many members an upstream sends

std::uint64_t index_of(json const& one, std::uint64_t otherwise)
{
    auto const found = one.find("index");
    if (found == one.end() || !found->is_string()) return otherwise;
    return json_text::natural(found->get_ref<std::string const&>()).value_or(otherwise);
}

/// A leaf that is a string.
bool is_text(json const& leaf)
{
    return leaf.is_string() && leaf.get_ref<std::string const&>().starts_with('"');
}

void join(json& known, json const& more)
{
    auto& text = known.get_ref<std::string&>();
    text.pop_back();
    text.append(more.get_ref<std::string const&>(), 1);
}

json take(json& object, char const* key)
{
    auto const found = object.find(key);
    if (found == object.end()) return nullptr;
    auto value = std::move(*found);
    object.erase(found);
    return value;
}

bool has_elements(json const& object, char const* key)
{
    auto const found = object.find(key);
    return found != object.end() && found->is_array() && !found->empty();
}

json finish_of(json const& reason, json const& message)
{
    if (!reason.is_null()) return reason;
    return has_elements(message, "tool_calls") ? R"("tool_calls")" : R"("stop")";
}

void learn(json& known, std::string const& key, json& value)
{
    auto& place = known[key];
    if (place.is_null()) place = std::move(value);
}

/// Strings and arrays are extended, objects merged member by member.
void add(json& known, json& more)
{
    if (is_text(known) && is_text(more))
        join(known, more);
    else if (known.is_array() && more.is_array())
        for (auto& each : more) known.push_back(std::move(each));
    else if (known.is_object() && more.is_object())
        for (auto& [key, value] : more.items()) add(known[key], value);
    else if (known.is_null())
        known = std::move(more);
}

/// Merges a piece of a tool call, whose name and id some servers repeat in every piece.
void add_call(json& call, json& more)
{
    if (call.is_null()) call = json::object();
    auto function = take(more, "function");
    for (auto& [key, value] : more.items()) learn(call, key, value);
    if (!function.is_object()) return;
    auto& known = call["function"];
    if (known.is_object() && function.contains("name") && known.value("name", json{}) == function["name"])
        function.erase("name");
    if (known.is_null()) known = json::object();
    add(known, function);
}

/// What a stream has said so far for one choice.
class choice_collector {
public:
    void take_chunk(json& chunk)
    {
        auto delta = take(chunk, "delta");
        auto logprobs = take(chunk, "logprobs");
        add(logprobs_, logprobs);
        for (auto& [key, value] : chunk.items()) learn(rest_, key, value);
        if (!delta.is_object()) return;
        add_calls(take(delta, "tool_calls"));
        for (auto& [key, value] : delta.items()) {
            if (key == "role")
                learn(message_, key, value);
            else
                add(message_[key], value);
        }
    }

    json finish(std::uint64_t index)
    {
        for (auto& [place, call] : calls_) {
            call.erase("index");
            message_["tool_calls"].push_back(std::move(call));
        }
        if (message_["role"].is_null()) message_["role"] = R"("assistant")";
        if (!message_.contains("content")) message_["content"] = nullptr;
        rest_["finish_reason"] = finish_of(take(rest_, "finish_reason"), message_);
        rest_["index"] = std::to_string(index);
        rest_["message"] = std::move(message_);
        rest_["logprobs"] = std::move(logprobs_);
        return std::move(rest_);
    }

private:
    void add_calls(json calls)
    {
        if (!calls.is_array()) return;
        for (auto& each : calls)
            if (each.is_object())
                add_call(calls_[index_of(each, calls_.empty() ? 0 : calls_.rbegin()->first)], each);
    }

    json message_ = json::object();
    json rest_ = json::object();
    json logprobs_;
    std::map<std::uint64_t, json> calls_;
};

/// The combined chunks of a stream.
class stream_collector {
public:
    /// False if the event is not a chunk.
    bool take_event(std::string_view data)
    {
        auto chunk = json_text::raw_tree(data);
        if (!chunk || !chunk->is_object()) return false;
        auto choices = take(*chunk, "choices");
        auto usage = take(*chunk, "usage");
        if (!usage.is_null()) usage_ = std::move(usage);
        for (auto& [key, value] : chunk->items()) learn(top_, key, value);
        if (!choices.is_array()) return true;
        for (auto& each : choices)
            if (each.is_object()) choices_[index_of(each, 0)].take_chunk(each);
        return true;
    }

    std::optional<std::string> finish()
    {
        if (choices_.empty()) return std::nullopt;
        auto all = json::array();
        for (auto& [index, choice] : choices_) all.push_back(choice.finish(index));
        top_.erase("obfuscation");
        top_["object"] = R"("chat.completion")";
        top_["choices"] = std::move(all);
        if (!usage_.is_null()) top_["usage"] = std::move(usage_);
        return json_text::text_of(top_);
    }

private:
    json top_ = json::object();
    json usage_;
    std::map<std::uint64_t, choice_collector> choices_;
};

bool is_blank(std::string_view data)
{
    return data.find_first_not_of(" \t\n") == data.npos;
}

/// The chunks of a whole answer.
class events_of {
public:
    explicit events_of(json& answer) : top_{answer} { top_["object"] = R"("chat.completion.chunk")"; }

    void say(json choice)
    {
        top_["choices"] = json::array({std::move(choice)});
        out_ += sse_event("", json_text::text_of(top_));
    }

    std::string finish(json usage)
    {
        if (usage.is_object()) {
            top_["choices"] = json::array();
            top_["usage"] = std::move(usage);
            out_ += sse_event("", json_text::text_of(top_));
        }
        return std::move(out_ += sse_event("", "[DONE]"));
    }

private:
    json& top_;
    std::string out_;
};

/// Both chunks of a choice: its content, and its end.
void tell_choice(json& choice, std::uint64_t index, events_of& events)
{
    auto message = take(choice, "message");
    if (!message.is_object()) message = json::object();
    auto const finish = finish_of(take(choice, "finish_reason"), message);
    if (has_elements(message, "tool_calls")) {
        std::uint64_t number = 0;
        for (auto& call : message["tool_calls"])
            if (call.is_object()) call["index"] = std::to_string(number++);
    }
    events.say({{"index", std::to_string(index)},
                {"delta", std::move(message)},
                {"logprobs", take(choice, "logprobs")},
                {"finish_reason", nullptr}});
    choice["index"] = std::to_string(index);
    choice["delta"] = json::object();
    choice["logprobs"] = nullptr;
    choice["finish_reason"] = finish;
    events.say(std::move(choice));
}

} // namespace

std::optional<std::string> as_stream(std::string_view text, bool include_usage)
{
    auto answer = json_text::raw_tree(text);
    if (!answer || !answer->is_object()) return std::nullopt;
    auto choices = take(*answer, "choices");
    auto usage = take(*answer, "usage");
    if (!choices.is_array() || choices.empty()) return std::nullopt;
    events_of events{*answer};
    std::uint64_t number = 0;
    for (auto& each : choices) {
        if (!each.is_object()) return std::nullopt;
        tell_choice(each, index_of(each, number), events);
        ++number;
    }
    return events.finish(include_usage ? std::move(usage) : json{});
}

std::optional<std::string> as_whole(std::string_view stream)
{
    sse_reader events;
    events.feed(stream);
    stream_collector answer;
    std::string data;
    auto frame = events.next();
    while (frame || (frame = events.finish())) {
        if (frame->what == sse_frame::kind::fragment) return std::nullopt;
        if (frame->what == sse_frame::kind::event && frame->data(data) && !is_blank(data)) {
            if (data.starts_with("[DONE]")) break;
            if (!answer.take_event(data)) return std::nullopt;
        }
        frame = events.next();
    }
    return answer.finish();
}

} // namespace wayfinder::wire::openai
