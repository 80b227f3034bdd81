// Prompts with known scores and the request bodies around them.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::testing {

/// Scores 0.00.
inline constexpr std::string_view trivial_prompt = "hi";

/// Headings, lists, links, a fence and a table: scores 0.40.
extern std::string const complex_prompt;

/// A JSON string literal with the text.
std::string json_string(std::string_view text);

/// `{"model":"auto","messages":[{"role":"user","content":<text>}]}`; `more` is appended as further members.
std::string chat_body(std::string_view text, std::string_view model = "auto", std::string_view more = "");

} // namespace wayfinder::testing
