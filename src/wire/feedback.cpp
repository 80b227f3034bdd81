#include "wire/feedback.hpp"

#include "wire/json/check.hpp"
#include "wire/json/diagnosis.hpp"
#include "wire/json/text.hpp"

#include <wayfinder/text.hpp>

#include <array>
#include <charconv>

namespace wayfinder::wire {
namespace {

using value_type = simdjson::ondemand::value;

simdjson::error_code take_text(value_type& value, std::size_t depth_left, std::string& text)
{
    auto const inside = json::inside_of(json::token_of(value));
    auto const error = json::check(value, depth_left);
    text.clear();
    if (!error) json::append_unescaped(text, inside);
    return error;
}

/// The replacement for a character that must not appear in the line.
std::string_view replacement_of(std::string_view text, std::size_t at, code_point found)
{
    switch (found.value) {
    case 0x85:
        return "\\u0085";
    case 0x2028:
        return "\\u2028";
    case 0x2029:
        return "\\u2029";
    case replacement_character: // a byte that is not valid UTF-8, or the character itself
        return "\xEF\xBF\xBD";
    default:
        return text.substr(at, found.size);
    }
}

std::string one_line(std::string_view json_string)
{
    std::string line;
    line.reserve(json_string.size());
    for (std::size_t at = 0; at < json_string.size();) {
        auto const found = decode(json_string, at);
        line += replacement_of(json_string, at, found);
        at += found.size;
    }
    return line;
}

unreadable_feedback missing(std::string_view member, std::string_view what)
{
    return {"missing_field",
            "'" + std::string{member} + "' must be a non-empty string: " + std::string{what} + ".", member};
}

} // namespace

std::variant<feedback, unreadable_feedback> read_feedback(std::string_view body, std::size_t max_depth)
{
    feedback post;
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    simdjson::padded_string_view const padded{body.data(), body.size(),
                                              body.size() + simdjson::SIMDJSON_PADDING};
    auto error = parser.iterate(padded).get(document);
    if (!error) error = document.get_object().get(object);
    if (error == simdjson::INCORRECT_TYPE)
        return unreadable_feedback{"not_an_object", "The request body must be a JSON object."};
    auto const visit = [&](std::string_view key, value_type& value, std::size_t depth) {
        if (json::key_is(key, "text")) return take_text(value, depth, post.text);
        if (json::key_is(key, "request_id")) return take_text(value, depth, post.request_id);
        if (json::key_is(key, "label")) return take_text(value, depth, post.label);
        return json::check(value, depth);
    };
    if (!error) error = json::each_member(object, max_depth, visit);
    if (!error && document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        error = simdjson::TRAILING_CONTENT;
    if (error)
        return unreadable_feedback{"invalid_json", "The request body is not valid JSON: " +
                                                       json::diagnose(body, simdjson::error_message(error))};
    if (post.text.empty() && post.request_id.empty())
        return missing("text", "the prompt, or 'request_id' of a request whose prompt is remembered");
    if (post.label.empty()) return missing("label", "the model that should have answered");
    return post;
}

std::string feedback_line(feedback const& kept)
{
    auto line = "{\"text\": " + one_line(json::quoted(kept.text)) +
                ", \"label\": " + one_line(json::quoted(kept.label));
    if (kept.propensity < 1.0) {
        std::array<char, 32> digits{}; // the shortest digits that read back as the same number
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), kept.propensity).ptr;
        line.append(", \"propensity\": ").append(digits.data(), end);
    }
    return line + "}\n";
}

} // namespace wayfinder::wire
