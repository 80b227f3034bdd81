// How many tokens a request's prompt is, without a tokenizer.
#pragma once

#include "wire/openai/transcript.hpp"

#include <cstddef>
#include <cstdint>

namespace wayfinder::wire::openai {

/// The estimate of every message's text, and what the chat format adds: 4 tokens a message for its frame and
/// role, 3 that open the answer (OpenAI Cookbook, "How to count tokens with tiktoken"). Tools, schemas and
/// attachments are not in it.
std::uint64_t estimate_prompt(transcript const& messages);

/// The same from one message on, by its index.
std::uint64_t estimate_prompt_from(transcript const& messages, std::size_t first);

} // namespace wayfinder::wire::openai
