// The most tokens that a request's prompt can be, for budgets to reserve.
#pragma once

#include <cstddef>
#include <cstdint>

namespace wayfinder::wire::openai {

/// What a request carries besides text.
struct attachments {
    std::uint64_t parts{}; ///< images, sounds, films and files, sent along or only pointed to
    std::uint64_t bytes{}; ///< of the body: their base64 data
    bool images{};         ///< some of them are
};

/// No token is shorter than a byte, so the bytes of the body bound everything that is text: the messages,
/// tools and schemas as the provider renders them, and the few tokens that each message adds, which the JSON
/// around its text outweighs.
///
/// The data of an attachment is not read as text, and a token a byte would make a photo cost a novel. What it
/// costs follows from pixels, seconds or pages instead: an image is about 1,500 tokens at most with the usual
/// tiling, 3,000 leave room; a second of sound is some 10 to 30 tokens and, even at 32 kbit/s, more than
/// 5,000 characters of base64, pages are thousands each. A token in 64 characters, and 3,000 for the part,
/// are above all of these. They are not a law of nature, as bytes are for text: a model that counts images
/// many times over, or a dense and well compressed document, may pass them.
constexpr std::uint64_t prompt_bound(std::size_t body_size, attachments const& attached)
{
    constexpr std::uint64_t most_per_part = 3'000;
    constexpr std::uint64_t bytes_per_token = 64;
    return body_size - attached.bytes + attached.bytes / bytes_per_token + attached.parts * most_per_part;
}

} // namespace wayfinder::wire::openai
