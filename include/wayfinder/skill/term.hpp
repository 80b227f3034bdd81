// The terms of the skill score: what each is called, and its value for a text.
#pragma once

#include <wayfinder/skill/counts.hpp>
#include <wayfinder/skill/natural_log.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wayfinder::skill {

/// In the order of reports and of the sum.
enum class term : unsigned char {
    length,
    sentence_length,
    variety,
    long_words,
    question_word,
    clauses,
    symbols,
    other_script,
    composing,
};

inline constexpr std::size_t term_count = 9;

[[nodiscard]] constexpr std::size_t index_of(term which) noexcept
{
    return static_cast<std::size_t>(which);
}

inline constexpr std::array<term, term_count> all_terms{
    term::length,  term::sentence_length, term::variety,      term::long_words, term::question_word,
    term::clauses, term::symbols,         term::other_script, term::composing,
};

/// The name in reports.
[[nodiscard]] constexpr std::string_view name(term which) noexcept
{
    constexpr std::array<std::string_view, term_count> names{
        "length",  "sentence_length", "variety",      "long_words", "question_word",
        "clauses", "symbols",         "other_script", "composing",
    };
    return names[index_of(which)];
}

/// One value per term.
using values = std::array<double, term_count>;

/// What the terms are worth before their weights. Logarithms, because the tenth clause of a text says less
/// than the first; shares are shrunk towards that of twenty average words, because short texts have extreme
/// ones.
[[nodiscard]] constexpr values values_of(counts const& of) noexcept
{
    auto const log_of = [](std::uint64_t count) { return log1p(static_cast<double>(count)); };
    auto const share = [](std::uint64_t part, double prior, std::uint64_t whole) {
        constexpr double prior_words = 20.0;
        return (static_cast<double>(part) + prior) / (static_cast<double>(whole) + prior_words);
    };
    double const sentences = of.stem_sentences == 0 ? 1.0 : static_cast<double>(of.stem_sentences);
    return {
        log_of(of.stem_words),
        log1p(static_cast<double>(of.stem_words) / (sentences + 1.0)),
        share(of.distinct_words, 18.0, of.sampled_words),
        share(of.long_words, 0.0, of.words),
        of.opens_with_question_word ? 1.0 : 0.0,
        log_of(of.clause_words),
        log_of(of.stem_symbols),
        share(of.wide_characters, 0.0, of.words + of.wide_characters),
        of.opens_with_composing_word ? 1.0 : 0.0,
    };
}

} // namespace wayfinder::skill
