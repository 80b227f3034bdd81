// How much a prompt is likely to gain from a dearer model, as a sum that names what each term gave.
#pragma once

#include <wayfinder/skill/counts.hpp>
#include <wayfinder/skill/explained.hpp>
#include <wayfinder/skill/lesson.hpp>
#include <wayfinder/skill/reader.hpp>
#include <wayfinder/skill/term.hpp>
#include <wayfinder/skill/weights.hpp>

#include <cstdint>
#include <string_view>

namespace wayfinder::skill {

/// Added plainly from left to right, so that equal texts score equal bits everywhere.
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

/// Counts a text and tells `see` of the buckets of its words, in one pass.
template <class See>
[[nodiscard]] counts count(std::string_view text, See const& see) noexcept
{
    return reader<grams<See>>{text, grams<See>{see}}.read();
}

/// The score of a text and its parts; `learned` may be null.
[[nodiscard]] inline explained explain(std::string_view text, lesson const* learned = nullptr) noexcept
{
    if (learned == nullptr) return explain(count(text));
    std::int64_t sum = 0;
    std::size_t seen = 0;
    counts const counted = count(text, [&, steps = learned->steps.data()](std::uint32_t bucket) {
        sum += steps[bucket];
        ++seen;
    });
    return explain(counted, learned->correction, learned->say_of(sum, seen));
}

} // namespace wayfinder::skill
