// What the skill score counts in a prompt.
#pragma once

#include <cstdint>

namespace wayfinder::skill {

/// Counts of one text. The stem is what stands before the options of a multiple-choice question. Courtesy
/// words that open a sentence are in none of them, so that politeness does not move a decision.
struct counts {
    std::uint64_t words{};          ///< with a letter in them
    std::uint64_t distinct_words{}; ///< among the first `sampled_words`
    std::uint64_t sampled_words{};  ///< at most 1024
    std::uint64_t long_words{};     ///< of 12 bytes or more, from an ASCII letter or digit on
    std::uint64_t numbers{};        ///< `1,000.5` is one; `x2` is none
    std::uint64_t long_numbers{};   ///< of four digits or more
    std::uint64_t quantity_words{};
    std::uint64_t commas{};
    std::uint64_t script_characters{}; ///< of Greek, Cyrillic and the scripts behind them
    std::uint64_t stem_bytes{};        ///< of its words and numbers
    std::uint64_t stem_symbols{};      ///< brackets and operators
    std::uint64_t stem_clause_words{};
    std::uint64_t stem_technical_words{};
    bool has_options{};
    bool opens_with_question_word{};
    bool opens_with_look_up_word{};
    bool opens_with_composing_word{}; ///< among the first eight

    friend bool operator==(counts const&, counts const&) = default;
};

} // namespace wayfinder::skill
