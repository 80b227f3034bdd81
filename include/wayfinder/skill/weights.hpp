// The default weights of the skill score, and their origin.
#pragma once

#include <wayfinder/skill/term.hpp>

namespace wayfinder::skill {

/// An additive score: the sum of weight x value over the terms, minus `mean`.
struct weights {
    values by{};
    double mean{};

    friend bool operator==(weights const&, weights const&) = default;
};

/// Fitted by `bench/quality` (`quality fit`) to 12,674 prompts on which a cheap and an expensive model were
/// both graded: MMLU and GSM8K outcomes published with RouteLLM, MMLU-Pro, MATH level 5 (ZeroEval), six tasks
/// of LLMRouter. The target is the expensive model's gain within each of those sets, so that the fit does not
/// learn which set a prompt is from; the signs are fixed in advance, and a ridge pulls towards prior
/// estimates of the effects. On that data the score has mean 0 and standard deviation 1.
///
/// `options`, `other_script` and `composing` are not fitted: too few of those prompts have them, or all of a
/// set. They follow what graded chat shows (choices and other scripts are harder for small models, short
/// pieces of writing easier), with modest weights.
inline constexpr weights default_weights{
    .by =
        {
            1.4104,  // length
            -2.4999, // variety
            -0.6543, // long_words
            0.1482,  // numbers
            0.0860,  // long_numbers
            -0.3115, // question_word
            0.1388,  // quantities
            0.0639,  // commas
            0.2123,  // clauses
            0.1439,  // symbols
            0.2055,  // technical
            -0.5038, // look_up
            0.2,     // options
            1.5,     // other_script
            -0.5,    // composing
        },
    .mean = -0.8336,
};

/// Standard deviation of each term's values over those prompts. Corrections learned from labels are scaled by
/// it; the terms that were not fitted have 0 and are not corrected.
inline constexpr values default_spread{
    0.1737, // length
    0.0795, // variety
    0.3339, // long_words
    0.4708, // numbers
    0.2501, // long_numbers
    0.2653, // question_word
    0.3502, // quantities
    0.6017, // commas
    0.4167, // clauses
    0.4070, // symbols
    0.1712, // technical
    0.0675, // look_up
    0.0,    // options
    0.0,    // other_script
    0.0,    // composing
};

} // namespace wayfinder::skill
