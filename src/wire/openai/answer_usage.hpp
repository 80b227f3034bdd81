// The token usage of a whole chat completion.
#pragma once

#include "wire/usage.hpp"

#include <memory>
#include <string>

namespace wayfinder::wire::openai {

/// An answer's tokens. `counts.prompt` is 0 if the upstream does not report it: for an `estimated` answer,
/// the caller, which has the request, estimates the prompt.
struct answer_usage {
    token_counts counts;
    usage_source source{usage_source::missing};
    bool is_completion{}; ///< there is an answer to charge for
    /// One choice with a text that has ended normally, and nothing else: no tool calls, audio or logprobs.
    /// May be given to another client, in either form.
    bool is_plain{};
};

/// Reuses its buffers between answers; one per thread.
class answer_usage_reader {
public:
    answer_usage_reader();
    ~answer_usage_reader();

    /// Reads a buffered answer. A completion is an object whose `choices` array is not empty, without an
    /// `error`, either at the top level or as a `finish_reason`; error bodies, HTML pages and invalid JSON
    /// are not completions, whatever their status. If usage is missing or incomplete, everything that the
    /// model said is estimated: content, refusal, reasoning, calls.
    ///
    /// The text is unchanged; capacity is reserved after it, because the parser reads beyond the end. That
    /// moves a body without spare capacity, so callers that reserve in advance save a copy.
    answer_usage read(std::string& body);

private:
    struct parser;
    std::unique_ptr<parser> parser_;
};

} // namespace wayfinder::wire::openai
