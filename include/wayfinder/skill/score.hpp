// Estimates how much a prompt gains from a more expensive model, as a sum with one contribution per term.
#pragma once

#include <wayfinder/skill/counts.hpp>
#include <wayfinder/skill/explained.hpp>
#include <wayfinder/skill/learned_weights.hpp>
#include <wayfinder/skill/reader.hpp>
#include <wayfinder/skill/term.hpp>
#include <wayfinder/skill/weights.hpp>

#include <cstdint>
#include <string_view>

namespace wayfinder::skill {

/// Summed from left to right, so that equal texts get bit-identical scores on every machine.
[[nodiscard]] constexpr explained explain(counts const& counted, values const& correction = {},
                                          double words = 0.0) noexcept
{
    explained made;
    made.of = values_of(counted);
    made.words = words;
    for (std::size_t i = 0; i < term_count; ++i) {
        made.weights[i] = default_weights.by[i] + correction[i];
        made.contributions[i] = made.weights[i] * made.of[i];
        made.score += made.contributions[i];
    }
    made.score = made.score - default_weights.mean + words;
    return made;
}

/// Counts a text and lists its first words, in one pass.
[[nodiscard]] inline counts count(std::string_view text, word_list& first) noexcept
{
    auto const on_word = [&first](std::uint32_t word) { first.add(word); };
    return reader<decltype(on_word)>{text, on_word}.read();
}

/// What learned weights contribute for the words of a text.
[[nodiscard]] inline double contribution_of(learned_weights const& learned, word_list const& first,
                                            bool options) noexcept
{
    std::int32_t sum = 0; // at most about a thousand steps
    std::size_t seen = 0;
    each_gram(first, options, [&, steps = learned.steps.data()](std::uint32_t bucket, std::uint32_t counts) {
        sum += steps[bucket] & -static_cast<std::int32_t>(counts);
        seen += counts;
    });
    return learned.contribution_of(sum, seen);
}

/// The score of a text and its parts; `learned` may be null.
[[nodiscard]] inline explained explain(std::string_view text,
                                       learned_weights const* learned = nullptr) noexcept
{
    if (learned == nullptr) return explain(count(text));
    word_list first;
    counts const counted = count(text, first);
    return explain(counted, learned->correction, contribution_of(*learned, first, counted.has_options));
}

} // namespace wayfinder::skill
