// What the skill score counts in a prompt.
#pragma once

#include <cstdint>

namespace wayfinder::skill {

/// Counts of one text. The stem is the part before the options of a multiple-choice question. Courtesy words
/// at the start of a sentence are not counted at all, so that politeness does not affect decisions.
struct counts {
    std::uint64_t words{};          ///< words that contain a letter
    std::uint64_t distinct_words{}; ///< among the first `sampled_words`
    std::uint64_t sampled_words{};  ///< at most 1024
    std::uint64_t long_words{};     ///< 12 bytes or more, beginning with an ASCII letter or digit
    std::uint64_t numbers{};        ///< `1,000.5` is one number; `x2` is not a number
    std::uint64_t long_numbers{};   ///< four digits or more
    std::uint64_t quantity_words{};
    std::uint64_t commas{};
    std::uint64_t script_characters{}; ///< characters of Greek, Cyrillic and all later scripts
    std::uint64_t stem_bytes{};        ///< bytes of words and numbers in the stem
    std::uint64_t stem_symbols{};      ///< brackets and operators
    std::uint64_t stem_clause_words{};
    std::uint64_t stem_technical_words{};
    bool has_options{};
    bool opens_with_question_word{};
    bool opens_with_look_up_word{};
    bool opens_with_composing_word{}; ///< one of the first eight words

    friend bool operator==(counts const&, counts const&) = default;
};

} // namespace wayfinder::skill
