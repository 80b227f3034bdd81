// One event of a chat completion stream.
#pragma once

#include "wire/usage.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire::openai {

/// Choices by number; those from 63 on count as one.
using choice_set = std::uint64_t;

/// What a `chat.completion.chunk` says.
struct stream_chunk {
    bool is_error{};                     ///< it says that the answer has failed, in whichever way
    bool has_error{};                    ///< by an `error`, where this API's clients look for it
    bool has_choices{};                  ///< `choices` is an array, be it empty
    bool has_usage{};                    ///< `usage` is an object
    choice_set spoken;                   ///< the choices that it is about
    choice_set finished;                 ///< those of them that have a `finish_reason`
    std::optional<token_counts> usage;   ///< of `usage`, or of `x_groq.usage`
    std::vector<std::string_view> texts; ///< what was said, as it stands between its quotes

    /// The extra chunk that is sent to whom has asked for usage: it is about no choice.
    [[nodiscard]] bool is_usage_alone() const { return has_choices && spoken == 0 && has_usage && !is_error; }
};

/// Keeps its buffers between events; one per thread, for all its streams.
class stream_chunk_reader {
public:
    stream_chunk_reader();
    ~stream_chunk_reader();

    /// Reads an event's data, reserving room behind it for the parser. Nothing where it is not a JSON object.
    /// The chunk views the data, and lasts until the next call.
    stream_chunk const* read(std::string& data);

private:
    struct parser;
    std::unique_ptr<parser> parser_;
};

} // namespace wayfinder::wire::openai
