// What a whole chat completion took.
#pragma once

#include "wire/usage.hpp"

#include <memory>
#include <string>

namespace wayfinder::wire::openai {

/// An answer's tokens. `counts.prompt` is 0 where the upstream does not say it: an `estimated` answer's
/// prompt is for the caller to estimate, who has the request.
struct answer_usage {
    token_counts counts;
    usage_source source{usage_source::missing};
    bool is_completion{}; ///< there is an answer to charge for
    /// One choice, with a text that has come to its end and nothing else: no call of a tool, no sound, no
    /// logprobs. Another client may be given it again, in either form.
    bool is_plain{};
};

/// Keeps its buffers between answers; one per thread.
class answer_usage_reader {
public:
    answer_usage_reader();
    ~answer_usage_reader();

    /// Reads a buffered answer. A completion is an object with something in its `choices` array and without
    /// an `error`, at the top or for a `finish_reason`; an error body, a page of HTML or broken JSON is none,
    /// whatever its status. Where usage is missing or says
    /// too little, everything that the model said is estimated: content, refusal, reasoning, calls.
    ///
    /// The text stays as it is; only room behind it is reserved, for the parser to read beyond the end. That
    /// moves a body whose capacity has none, so a caller who reserves beforehand spares a copy.
    answer_usage read(std::string& body);

private:
    struct parser;
    std::unique_ptr<parser> parser_;
};

} // namespace wayfinder::wire::openai
