// The form of answer that a client asks for.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

struct answer_options {
    std::string forced_tool; ///< the function that `tool_choice` requires; empty if none
    bool json_object{};      ///< `response_format` asks for JSON
    bool include_usage{};    ///< `stream_options.include_usage`: a final chunk with the usage
};

/// Reads a body that chat_request_reader has validated, with the same padding after it. Options that are
/// missing or malformed keep their defaults.
answer_options read_answer_options(std::string_view body);

} // namespace wayfinder::wire::openai
