// Takes answers apart. Internal to wire.
#pragma once

#include "wire/openai/answer_parts.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

/// Keeps its buffers between objects.
class answer_parts_reader {
public:
    answer_parts_reader();
    ~answer_parts_reader();

    /// Adds what an object says to what is known. `said_in` is `message` for a whole answer, `delta` for a
    /// chunk. False when the object is none, or has what cannot be told in the other form: an error, more
    /// than one choice, logprobs. Reserves room behind the text for the parser.
    bool read(std::string& text, std::string_view said_in, answer_parts& parts);

private:
    struct parser;
    std::unique_ptr<parser> parser_;
};

} // namespace wayfinder::wire::openai
