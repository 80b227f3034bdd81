#include "wire/openai/prompt_estimate.hpp"

#include "wire/token_estimate.hpp"

namespace wayfinder::wire::openai {

std::uint64_t estimate_prompt(transcript const& messages)
{
    return estimate_prompt_from(messages, 0);
}

std::uint64_t estimate_prompt_from(transcript const& messages, std::size_t first)
{
    constexpr std::uint64_t tokens_per_message = 4;
    constexpr std::uint64_t tokens_of_opening = 3;
    token_estimate texts;
    for (auto message = first; message < messages.size(); ++message) {
        for (auto const text : messages.texts_of(message)) {
            texts.start_text();
            texts.add_json(text);
        }
    }
    return texts.tokens() + (messages.size() - first) * tokens_per_message + tokens_of_opening;
}

} // namespace wayfinder::wire::openai
