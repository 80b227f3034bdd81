#include "wire/openai/answer_defect.hpp"

#include "wire/sse_reader.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace wayfinder::wire::openai {
namespace {

using nlohmann::json;

/// What a choice has said so far.
struct said {
    std::string text;
    std::string finish_reason;
    bool refusal{};
    bool calls{};
    bool read{};
};

/// A string member of an object; empty if there is none.
std::string text_at(json const& object, char const* name)
{
    auto const found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool has_something(json const& object, char const* name)
{
    auto const found = object.find(name);
    return found != object.end() && !found->is_null() && !found->empty();
}

bool is_first(json const& choice)
{
    auto const index = choice.find("index");
    return index == choice.end() || !index->is_number_integer() || index->get<std::int64_t>() == 0;
}

/// Appends a text, or the text parts of a list of parts.
void append_content(json const& message, std::string& to)
{
    auto const found = message.find("content");
    if (found == message.end()) return;
    if (found->is_string()) to += found->get<std::string>();
    if (!found->is_array()) return;
    for (auto const& part : *found)
        if (part.is_object()) to += text_at(part, "text");
}

/// Reads a whole answer (`message`) or a chunk of one (`delta`).
void take_in(json const& object, char const* said_in, said& so_far)
{
    if (!object.is_object()) return;
    auto const choices = object.find("choices");
    if (choices == object.end() || !choices->is_array()) return;
    so_far.read = true;
    for (auto const& choice : *choices) {
        if (!choice.is_object() || !is_first(choice)) continue;
        if (auto reason = text_at(choice, "finish_reason"); !reason.empty())
            so_far.finish_reason = std::move(reason);
        auto const message = choice.find(said_in);
        if (message == choice.end() || !message->is_object()) continue;
        append_content(*message, so_far.text);
        so_far.refusal = so_far.refusal || !text_at(*message, "refusal").empty();
        so_far.calls =
            so_far.calls || has_something(*message, "tool_calls") || has_something(*message, "function_call");
    }
}

said read_stream(std::string_view body)
{
    said so_far;
    sse_reader events;
    std::string data;
    auto const take = [&](sse_frame const& frame) {
        if (frame.data(data)) take_in(json::parse(data, nullptr, false), "delta", so_far);
    };
    events.feed(body);
    while (auto const frame = events.next()) take(*frame);
    if (auto const last = events.finish()) take(*last);
    return so_far;
}

/// Typical beginnings of refusals, in lower case and with a plain apostrophe.
bool opens_as_a_refusal(std::string_view text)
{
    constexpr std::array<std::string_view, 14> openings{
        "i'm sorry, but i can", "i am sorry, but i can",
        "sorry, but i can",     "sorry, i can't",
        "sorry, i cannot",      "i can't assist",
        "i can't help",         "i cannot assist",
        "i cannot help",        "i'm unable to",
        "i am unable to",       "i'm not able to",
        "i won't be able to",   "as an ai",
    };
    constexpr std::size_t longest = 64;
    constexpr std::string_view typographic = "\xE2\x80\x99";
    std::string start;
    while (!text.empty() && start.size() < longest) {
        bool const apostrophe = text.starts_with(typographic);
        char const c = text.front();
        start += apostrophe ? '\'' : c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
        text.remove_prefix(apostrophe ? typographic.size() : 1);
    }
    return std::any_of(openings.begin(), openings.end(),
                       [&](std::string_view each) { return start.starts_with(each); });
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    auto const first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace

std::optional<answer_defect> defect_of(std::string_view body, bool event_stream, bool wants_json)
{
    said all;
    if (event_stream)
        all = read_stream(body);
    else
        take_in(json::parse(body, nullptr, false), "message", all);
    if (!all.read) return std::nullopt;
    auto const text = trimmed(all.text);
    if (all.refusal || all.finish_reason == "content_filter") return answer_defect::refused;
    if (all.finish_reason == "length") return answer_defect::truncated;
    if (all.calls) return std::nullopt;
    if (text.empty()) return answer_defect::empty;
    if (opens_as_a_refusal(text)) return answer_defect::refused;
    if (wants_json && !json::accept(text)) return answer_defect::not_json;
    return std::nullopt;
}

} // namespace wayfinder::wire::openai
