// Chat completions in OpenAI's format, whole and as stream chunks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire::openai {

struct token_usage {
    std::uint64_t prompt{};
    std::uint64_t completion{};
};

/// One assistant message: a text, or a call of one function with JSON arguments.
struct completion {
    std::string id;
    std::string model;
    std::string text;
    std::string tool; ///< the called function; empty for a text answer
    std::string tool_arguments;
    token_usage usage;
};

/// The `chat.completion` object.
std::string render(completion const& answer);

/// The answer as server-sent events in sending order, including `[DONE]`. `pieces` are the parts of the text
/// in order. With `usage`, a chunk with the usage precedes `[DONE]`.
std::vector<std::string> render_stream(completion const& answer, std::vector<std::string_view> const& pieces,
                                       bool usage);

} // namespace wayfinder::wire::openai
