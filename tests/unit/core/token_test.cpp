// What is one token, and what is a match: a term alone, or surrounded by anything that no token can contain.
#include <wayfinder/features.hpp>

#include <gtest/gtest.h>

#include <string>

namespace wayfinder {
namespace {

std::uint64_t terms_in(std::string_view text)
{
    static lexicon const terms;
    return extract_features(text, terms)[feature::reasoning_term_count];
}

TEST(tokens, match_in_any_case)
{
    EXPECT_EQ(terms_in("prove PROVE Prove pRoVe"), 4U);
}

TEST(tokens, match_wherever_they_stand)
{
    lexicon const terms;
    auto const expect_one = [&terms](std::string const& text) {
        auto const found = extract_features(text, terms);
        EXPECT_EQ(found[feature::reasoning_term_count] + found[feature::constraint_term_count], 1U) << text;
    };
    for (auto const* set : {&terms.reasoning_terms(), &terms.constraint_terms()})
        for (std::string const& term : *set)
            for (std::size_t before = 0; before <= 2 * detail::block_size; ++before) {
                std::string const space(before, ' ');
                expect_one(space + term);
                expect_one(space + term +
                           " is a term and here are some words behind it that are none at all");
            }
}

TEST(tokens, end_at_whatever_is_neither_letter_nor_glue)
{
    EXPECT_EQ(terms_in("_prove_ prime2 9lemma (axiom)"), 4U);
    EXPECT_EQ(terms_in("\xC3\xA9prove prove\xC3\xA9 prove\xE2\x80\x99s"),
              3U); // accents and the curly apostrophe
    EXPECT_EQ(terms_in("\xFFprove\x80"), 1U);
}

TEST(tokens, include_glue_after_their_first_letter)
{
    EXPECT_EQ(terms_in("prove-it theorem's prime- axiom' x-prove"), 0U);
}

TEST(tokens, do_not_begin_with_glue)
{
    EXPECT_EQ(terms_in("'prove --prime -'lemma"), 3U);
    EXPECT_EQ(terms_in("2-prove"), 1U);
}

TEST(tokens, count_every_occurrence_also_in_code)
{
    EXPECT_EQ(terms_in("```\nprove prove\n```\n prove"), 3U);
}

TEST(tokens, fold_the_kelvin_sign)
{
    EXPECT_EQ(terms_in("deadloc\xE2\x84\xAA DEADLOC\xE2\x84\xAA, deadloc\xE2\x84\xAA"), 3U);
    EXPECT_EQ(terms_in("deadloc\xE2\x84\xAAs"), 0U);
    EXPECT_EQ(terms_in("deadloc\xE2\x84 deadloc\xE2"), 0U);
}

TEST(tokens, fold_the_dotted_capital_i_and_end_there)
{
    lexicon terms;
    terms.set_reasoning_terms({"pi", "me"});
    auto const count = [&](std::string_view text) {
        return extract_features(text, terms)[feature::reasoning_term_count];
    };
    EXPECT_EQ(count("p\xC4\xB0"), 1U);
    EXPECT_EQ(count("P\xC4\xB0me"), 2U);
    EXPECT_EQ(count("p\xC4\xB1"), 0U); // the dotless i is a different letter
}

TEST(tokens, straddle_blocks)
{
    for (std::size_t offset = 0; offset < 140; ++offset) {
        std::string const before(offset, ' ');
        EXPECT_EQ(terms_in(before + "undecidability "), 1U) << offset;
        EXPECT_EQ(terms_in(before + "undecidability"), 1U) << offset;
        EXPECT_EQ(terms_in(before + "deadloc\xE2\x84\xAA x"), 1U) << offset;
        EXPECT_EQ(terms_in(before + "-'undecidability-"), 0U) << offset;
        EXPECT_EQ(terms_in(before + "-'undecidability"), 1U) << offset;
    }
}

} // namespace
} // namespace wayfinder
