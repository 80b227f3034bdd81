// What the skill score counts in a prompt.
#pragma once

#include <cstdint>

namespace wayfinder::skill {

/// Counts of one text. The stem is what stands before the options of a multiple-choice question. Courtesy
/// words that open a sentence are in none of them, so that politeness does not move a decision.
struct counts {
    std::uint64_t words{};          ///< of the whole text
    std::uint64_t distinct_words{}; ///< among the first `sampled_words`
    std::uint64_t sampled_words{};  ///< at most 1024
    std::uint64_t long_words{};     ///< of 12 bytes or more
    std::uint64_t stem_words{};     ///< half a word for each character of three bytes or more
    std::uint64_t stem_sentences{}; ///< with a word in them
    std::uint64_t clause_words{};
    std::uint64_t stem_symbols{};    ///< brackets and operators
    std::uint64_t wide_characters{}; ///< of three UTF-8 bytes or more, but for general punctuation
    bool opens_with_question_word{};
    bool opens_with_composing_word{};

    friend bool operator==(counts const&, counts const&) = default;
};

} // namespace wayfinder::skill
