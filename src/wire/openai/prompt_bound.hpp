// An upper bound on the tokens of a request's prompt, for budget reservations.
#pragma once

#include <cstddef>
#include <cstdint>

namespace wayfinder::wire::openai {

/// The non-text parts of a request.
struct attachments {
    std::uint64_t parts{}; ///< images, audio, video and files, embedded or referenced
    std::uint64_t bytes{}; ///< size of their base64 data in the body
    bool images{};         ///< some of them are images
};

/// No token is shorter than a byte, so the size of the body bounds all text: the messages, tools and schemas
/// as the provider renders them, and the few tokens added per message, which are outweighed by the JSON
/// around its text.
///
/// Attachment data is not read as text, and at one token per byte a photo would cost as much as a novel. Its
/// cost follows from pixels, seconds or pages instead: an image is at most about 1,500 tokens with the usual
/// tiling, and 3,000 leaves a margin; a second of audio is some 10 to 30 tokens and, even at 32 kbit/s, more
/// than 5,000 characters of base64; pages are thousands each. One token per 64 characters plus 3,000 per part
/// exceeds all of these. Unlike the bound on text, this is not guaranteed: a model that counts images several
/// times, or a dense and well-compressed document, may exceed it.
constexpr std::uint64_t prompt_bound(std::size_t body_size, attachments const& attached)
{
    constexpr std::uint64_t most_per_part = 3'000;
    constexpr std::uint64_t bytes_per_token = 64;
    return body_size - attached.bytes + attached.bytes / bytes_per_token + attached.parts * most_per_part;
}

} // namespace wayfinder::wire::openai
