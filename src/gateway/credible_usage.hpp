// What of an upstream's own numbers is believed.
#pragma once

#include "gateway/context.hpp"
#include "wire/openai/answer_usage.hpp"

#include <cstddef>

namespace wayfinder::gateway {

/// All choices of an answer together, at the most; `usual` for each where the client says nothing. No
/// client's number overflows.
std::uint64_t output_bound(wire::openai::chat_request const& chat, std::uint64_t usual);

/// A prompt and an answer count for no more than ten times what the request can be and may get by its
/// budget's bound, or 100,000 tokens where that is more: providers add tools, reasoning and pages that they
/// have looked up, but no factor of a million. What is cut down counts as estimated.
wire::openai::answer_usage credible(wire::openai::answer_usage used, request_context const& context,
                                    std::size_t model);

} // namespace wayfinder::gateway
