// The form in which a client asks for its answer.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

struct answer_options {
    std::string forced_tool; ///< the function that `tool_choice` insists on; empty when none is forced
    bool json_object{};      ///< `response_format` asks for JSON
    bool include_usage{};    ///< `stream_options.include_usage`: a last chunk with the usage
};

/// Reads a body that chat_request_reader has found sound, with the same padding behind it. What is missing or
/// of another shape leaves its default.
answer_options read_answer_options(std::string_view body);

} // namespace wayfinder::wire::openai
