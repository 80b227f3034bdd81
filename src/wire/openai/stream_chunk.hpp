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

/// Choices by number; 63 and above share one bit.
using choice_set = std::uint64_t;

/// The contents of a `chat.completion.chunk`.
struct stream_chunk {
    bool is_error{};                     ///< reports that the answer has failed, in any way
    bool has_error{};                    ///< by an `error`, as this API's clients expect
    bool has_choices{};                  ///< `choices` is an array, possibly empty
    bool has_usage{};                    ///< `usage` is an object
    choice_set spoken;                   ///< choices that it contains
    choice_set finished;                 ///< those with a `finish_reason`
    std::optional<token_counts> usage;   ///< from `usage`, or from `x_groq.usage`
    std::vector<std::string_view> texts; ///< text content, as written between its quotes

    /// The extra chunk for clients that asked for usage; it has no choices.
    [[nodiscard]] bool is_usage_alone() const { return has_choices && spoken == 0 && has_usage && !is_error; }
};

/// Reuses its buffers between events; one per thread, for all its streams.
class stream_chunk_reader {
public:
    stream_chunk_reader();
    ~stream_chunk_reader();

    /// Reads an event's data, reserving parser padding after it. Null if it is not a JSON object. The chunk
    /// views the data and is valid until the next call.
    stream_chunk const* read(std::string& data);

private:
    struct parser;
    std::unique_ptr<parser> parser_;
};

} // namespace wayfinder::wire::openai
