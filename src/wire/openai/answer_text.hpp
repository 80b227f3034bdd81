// Extracts a model's text from its whole answer.
#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace wayfinder::wire::openai {

/// Why an answer has no text, for people.
struct no_answer {
    std::string reason;
};

/// The text of a `chat.completion`: the first choice's content, with text parts joined, or its refusal. With
/// any status except 200, the result is no_answer, whose reason is the error's own message or the start of
/// the body.
std::variant<std::string, no_answer> read_answer_text(unsigned status, std::string_view body);

} // namespace wayfinder::wire::openai
