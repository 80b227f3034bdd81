// Estimates the tokens of a request's prompt without a tokenizer.
#pragma once

#include "wire/openai/transcript.hpp"

#include <cstddef>
#include <cstdint>

namespace wayfinder::wire::openai {

/// The estimate for every message's text, plus the overhead of the chat format: 4 tokens per message for its
/// frame and role, 3 that start the answer (OpenAI Cookbook, "How to count tokens with tiktoken"). Excludes
/// tools, schemas and attachments.
std::uint64_t estimate_prompt(transcript const& messages);

/// The same for the messages from index `first` on.
std::uint64_t estimate_prompt_from(transcript const& messages, std::size_t first);

} // namespace wayfinder::wire::openai
