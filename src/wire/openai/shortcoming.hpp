// Whether a cheap model's answer will do, as far as that can be seen without understanding it.
#pragma once

#include <optional>
#include <string_view>

namespace wayfinder::wire::openai {

/// What is wrong with an answer.
enum class shortcoming : unsigned char {
    refused,   ///< `refusal` is set, a filter stopped it, or it begins as refusals do
    empty,     ///< neither text nor a call of a tool
    truncated, ///< `finish_reason` is `length`
    not_json,  ///< JSON was asked for, and it is none
};

/// As x-wayfinder-router-cascade spells it.
[[nodiscard]] constexpr std::string_view name(shortcoming what) noexcept
{
    switch (what) {
    case shortcoming::refused:
        return "refused";
    case shortcoming::empty:
        return "empty";
    case shortcoming::truncated:
        return "truncated";
    case shortcoming::not_json:
        return "not-json";
    }
    return "";
}

/// Looks at the first choice of a `chat.completion` object, or of the event stream of one. Nullopt where
/// nothing is wrong, and where the body cannot be read.
[[nodiscard]] std::optional<shortcoming> shortcoming_of(std::string_view body, bool event_stream,
                                                        bool wants_json);

} // namespace wayfinder::wire::openai
