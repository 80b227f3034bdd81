#include "wire/openai/answer_text.hpp"

#include <wayfinder/text.hpp>

#include <nlohmann/json.hpp>

namespace wayfinder::wire::openai {
namespace {

using nlohmann::json;

constexpr std::size_t most_quoted = 200;

/// The start of a text of any length, cut at a character boundary.
std::string beginning(std::string_view text)
{
    if (text.size() <= most_quoted) return std::string{text};
    std::size_t end = 0;
    while (end < most_quoted) end += decode(text, end).size;
    return std::string{text.substr(0, end)} + "…";
}

json const& member(json const& parent, char const* key)
{
    static json const nothing;
    if (!parent.is_object()) return nothing;
    auto const found = parent.find(key);
    return found == parent.end() ? nothing : *found;
}

std::string reason_of(unsigned status, json const& answer, std::string_view body)
{
    auto reason = "HTTP " + std::to_string(status);
    auto const& error = member(answer, "error");
    auto const& message = error.is_string() ? error : member(error, "message");
    if (message.is_string()) return reason + ": " + beginning(message.get_ref<std::string const&>());
    return body.empty() ? reason : reason + ": " + beginning(body);
}

std::string joined_parts(json const& parts)
{
    std::string text;
    for (auto const& part : parts)
        if (auto const& piece = member(part, "text"); piece.is_string())
            text += piece.get_ref<std::string const&>();
    return text;
}

} // namespace

std::variant<std::string, no_answer> read_answer_text(unsigned status, std::string_view body)
{
    auto const answer = json::parse(body, nullptr, false);
    if (status != 200) return no_answer{reason_of(status, answer, body)};
    if (answer.is_discarded()) return no_answer{"the answer is not JSON: " + beginning(body)};
    auto const& choices = member(answer, "choices");
    if (!choices.is_array() || choices.empty()) return no_answer{"the answer has no choices"};
    auto const& message = member(choices.front(), "message");
    auto const& content = member(message, "content");
    if (content.is_string()) return content.get<std::string>();
    if (content.is_array()) return joined_parts(content);
    if (auto const& refusal = member(message, "refusal"); refusal.is_string())
        return refusal.get<std::string>();
    return no_answer{"the answer has no text"};
}

} // namespace wayfinder::wire::openai
