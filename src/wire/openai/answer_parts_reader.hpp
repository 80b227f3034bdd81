// Takes answers apart. Internal to wire.
#pragma once

#include "wire/openai/answer_parts.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

/// What kind of object was read.
struct seen_object {
    bool has_choices{}; ///< `choices` is an array
    bool has_choice{};  ///< with something in it
    bool has_usage{};   ///< `usage` is an object

    /// The extra chunk that is sent to whom has asked for usage.
    [[nodiscard]] bool is_usage_alone() const { return has_choices && !has_choice && has_usage; }
};

/// Keeps its buffers between objects.
class answer_parts_reader {
public:
    answer_parts_reader();
    ~answer_parts_reader();

    /// Adds what an object says to what is known. `said_in` is `message` for a whole answer, `delta` for a
    /// chunk. Nullopt when the object is none, or has what cannot be told in the other form: an error, more
    /// than one choice, logprobs. Reserves room behind the text for the parser.
    std::optional<seen_object> read(std::string& text, std::string_view said_in, answer_parts& parts);

private:
    struct parser;
    std::unique_ptr<parser> parser_;
};

} // namespace wayfinder::wire::openai
