#include "wire/openai/conversation_prints.hpp"

#include <array>
#include <cstdint>

namespace wayfinder::wire::openai {
namespace {

/// Marks where a message or text begins, so that none can be mistaken for the end of another.
void mark(fingerprint_hasher& hasher, std::array<std::uint64_t, 2> what)
{
    hasher.update({reinterpret_cast<char const*>(what.data()), sizeof what});
}

void add(fingerprint_hasher& hasher, transcript const& messages, std::size_t message)
{
    auto const texts = messages.texts_of(message);
    auto const speaker = static_cast<std::uint64_t>(messages.role_of(message)) * 256 +
                         static_cast<std::uint64_t>(messages.speaker_of(message));
    mark(hasher, {speaker, texts.size()});
    for (auto const text : texts) {
        mark(hasher, {text.size(), 0});
        hasher.update(text);
    }
}

} // namespace

conversation_prints prints_of(transcript const& messages)
{
    thread_local fingerprint_hasher hasher;
    conversation_prints made;
    auto const answer = messages.last_answer();
    for (std::size_t message = 0; message < messages.size(); ++message) {
        if (message == answer && message > 0) made.before = hasher.so_far();
        add(hasher, messages, message);
    }
    made.now = hasher.finish();
    return made;
}

} // namespace wayfinder::wire::openai
