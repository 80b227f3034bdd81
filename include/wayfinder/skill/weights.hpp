// The shipped weights of the skill score, and where they come from.
#pragma once

#include <wayfinder/skill/term.hpp>

namespace wayfinder::skill {

/// An additive score: the sum of weight x value over the terms, less `mean`.
struct weights {
    values by{};
    double mean{};

    friend bool operator==(weights const&, weights const&) = default;
};

/// Fitted by `bench/quality` (`quality fit`) to 12,674 prompts on which a cheap and a dear model were both
/// graded: MMLU and GSM8K outcomes published with RouteLLM, MMLU-Pro, MATH level 5 (ZeroEval), six tasks of
/// LLMRouter. What is fitted is the gain of the dear model inside each of those sets, so that nothing is
/// learnt of which set a prompt is from; the signs are fixed beforehand, and a ridge pulls towards effects
/// that were believed beforehand. The score has mean 0 and deviation 1 on that data.
///
/// `other_script` and `composing` are not fitted: too few of those prompts have them. They are the direction
/// that graded chat shows (answers in other scripts fail more often in small models, short pieces of writing
/// less), at a modest size.
inline constexpr weights default_weights{
    .by =
        {
            0.4016,   // length
            0.5516,   // sentence_length
            -1.7173,  // variety
            -13.7929, // long_words
            -0.3342,  // question_word
            0.2188,   // clauses
            0.2112,   // symbols
            1.5,      // other_script
            -0.5,     // composing
        },
    .mean = 1.2680,
};

/// How far the terms' values spread over those prompts, one standard deviation each. What own labels say of a
/// term is measured in it; the terms that were not fitted have none, and stay as they are.
inline constexpr values default_spread{
    0.4856, // length
    0.3067, // sentence_length
    0.0794, // variety
    0.0099, // long_words
    0.2653, // question_word
    0.4167, // clauses
    0.4054, // symbols
    0.0,    // other_script
    0.0,    // composing
};

} // namespace wayfinder::skill
