// Parses answers into parts. Internal to wire.
#pragma once

#include "wire/openai/answer_parts.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

/// The kind of object that was read.
struct seen_object {
    bool has_choices{}; ///< `choices` is an array
    bool has_choice{};  ///< `choices` is not empty
    bool has_usage{};   ///< `usage` is an object

    /// The extra chunk for clients that asked for usage.
    [[nodiscard]] bool is_usage_alone() const { return has_choices && !has_choice && has_usage; }
};

/// Reuses its buffers between objects.
class answer_parts_reader {
public:
    answer_parts_reader();
    ~answer_parts_reader();

    /// Adds the contents of an object to `parts`. `said_in` is `message` for a whole answer, `delta` for a
    /// chunk. Nullopt if the text is not an object, or has content that the other form cannot express: an
    /// error, more than one choice, logprobs. Reserves parser padding after the text.
    std::optional<seen_object> read(std::string& text, std::string_view said_in, answer_parts& parts);

private:
    struct parser;
    std::unique_ptr<parser> parser_;
};

} // namespace wayfinder::wire::openai
