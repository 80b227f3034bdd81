// Detects whether a cheap model's answer is inadequate, as far as that is visible without understanding it.
#pragma once

#include <optional>
#include <string_view>

namespace wayfinder::wire::openai {

/// A defect of an answer.
enum class answer_defect : unsigned char {
    refused,   ///< `refusal` is set, a filter stopped it, or it begins like a refusal
    empty,     ///< neither text nor tool calls
    truncated, ///< `finish_reason` is `length`
    not_json,  ///< JSON was requested, and it is not JSON
};

/// The name in x-wayfinder-router-cascade.
[[nodiscard]] constexpr std::string_view name(answer_defect what) noexcept
{
    switch (what) {
    case answer_defect::refused:
        return "refused";
    case answer_defect::empty:
        return "empty";
    case answer_defect::truncated:
        return "truncated";
    case answer_defect::not_json:
        return "not-json";
    }
    return "";
}

/// Checks the first choice of a `chat.completion` object, or of the event stream of one. Nullopt if nothing
/// is wrong, or if the body cannot be read.
[[nodiscard]] std::optional<answer_defect> defect_of(std::string_view body, bool event_stream,
                                                     bool wants_json);

} // namespace wayfinder::wire::openai
