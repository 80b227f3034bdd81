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
/// `options`, `other_script` and `composing` are not fitted: too few of those prompts have them, or all of a
/// set. They are the direction that graded chat shows (choices and other scripts are harder for small models,
/// short pieces of writing easier), at a modest size.
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

/// How far the terms' values spread over those prompts, one standard deviation each. What own labels say of a
/// term is measured in it; the terms that were not fitted have none, and stay as they are.
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
