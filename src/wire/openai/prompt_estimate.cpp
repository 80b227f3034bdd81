#include "wire/openai/prompt_estimate.hpp"

#include "wire/token_estimate.hpp"

namespace wayfinder::wire::openai {

std::uint64_t estimate_prompt(transcript const& messages)
{
    constexpr std::uint64_t tokens_per_message = 4;
    constexpr std::uint64_t tokens_of_opening = 3;
    token_estimate texts;
    for (auto const text : messages.texts()) {
        texts.start_text();
        texts.add_json(text);
    }
    return texts.tokens() + messages.size() * tokens_per_message + tokens_of_opening;
}

} // namespace wayfinder::wire::openai
