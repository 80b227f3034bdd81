// The terms of the skill score: their names, and their values for a text.
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
    variety,
    long_words,
    numbers,
    long_numbers,
    question_word,
    quantities,
    commas,
    clauses,
    symbols,
    technical,
    look_up,
    options,
    other_script,
    composing,
};

inline constexpr std::size_t term_count = 15;

[[nodiscard]] constexpr std::size_t index_of(term which) noexcept
{
    return static_cast<std::size_t>(which);
}

inline constexpr std::array<term, term_count> all_terms{
    term::length,        term::variety,    term::long_words, term::numbers,      term::long_numbers,
    term::question_word, term::quantities, term::commas,     term::clauses,      term::symbols,
    term::technical,     term::look_up,    term::options,    term::other_script, term::composing,
};

/// The name in reports.
[[nodiscard]] constexpr std::string_view name(term which) noexcept
{
    constexpr std::array<std::string_view, term_count> names{
        "length",        "variety",    "long_words", "numbers",      "long_numbers",
        "question_word", "quantities", "commas",     "clauses",      "symbols",
        "technical",     "look_up",    "options",    "other_script", "composing",
    };
    return names[index_of(which)];
}

/// One value per term.
using values = std::array<double, term_count>;

/// The value of a text's length: a logarithm with its bend at 400 bytes, because a few words more or less say
/// little about a short question, plus a twentieth of a plain logarithm, so that they still say something.
[[nodiscard]] constexpr double length_of(std::uint64_t bytes) noexcept
{
    return log1p(static_cast<double>(bytes) / 400.0) + log1p_of(bytes) / 20.0;
}

/// The terms' values before weighting. Logarithms, because the tenth clause of a text says less than the
/// first. Shares are shrunk towards that of twenty average words, because short texts have extreme shares. A
/// look-up question counts less the longer it is, and a request for code does not count as composing.
[[nodiscard]] constexpr values values_of(counts const& of) noexcept
{
    auto const share = [](std::uint64_t part, double prior, std::uint64_t whole) {
        constexpr double prior_words = 20.0;
        return (static_cast<double>(part) + prior) / (static_cast<double>(whole) + prior_words);
    };
    auto const script = static_cast<double>(of.script_characters);
    return {
        length_of(of.stem_bytes),
        share(of.distinct_words, 18.0, of.sampled_words),
        log1p_of(of.long_words),
        log1p_of(of.numbers),
        log1p_of(of.long_numbers),
        of.opens_with_question_word ? 1.0 : 0.0,
        log1p_of(of.quantity_words),
        log1p_of(of.commas),
        log1p_of(of.stem_clause_words),
        log1p_of(of.stem_symbols),
        log1p_of(of.stem_technical_words),
        of.opens_with_look_up_word ? share(0, 20.0, of.words) : 0.0,
        of.has_options ? 1.0 : 0.0,
        script / (script + static_cast<double>(of.words) + 5.0),
        of.opens_with_composing_word && of.stem_technical_words == 0 ? 1.0 : 0.0,
    };
}

} // namespace wayfinder::skill
