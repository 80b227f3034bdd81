// Which of an upstream's usage numbers are accepted.
#pragma once

#include "gateway/context.hpp"
#include "wire/openai/answer_usage.hpp"

#include <cstddef>

namespace wayfinder::gateway {

/// Upper bound for all choices of an answer together; `usual` per choice if the client sets none. No client
/// value overflows.
std::uint64_t output_bound(wire::openai::chat_request const& chat, std::uint64_t usual);

/// Prompt and answer count for at most ten times what the request's budget bound assumes, or 100,000 tokens
/// if that is more: providers add tools, reasoning and retrieved pages, but not a factor of a million. A
/// clamped value counts as estimated.
wire::openai::answer_usage credible(wire::openai::answer_usage used, request_context const& context,
                                    std::size_t model);

} // namespace wayfinder::gateway
