#include <wayfinder/features.hpp>
#include <wayfinder/lexicon.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace wayfinder {
namespace {

std::uint64_t reasoning(lexicon const& terms, std::string_view text)
{
    return extract_features(text, terms)[feature::reasoning_term_count];
}
std::uint64_t constraint(lexicon const& terms, std::string_view text)
{
    return extract_features(text, terms)[feature::constraint_term_count];
}

TEST(normalize_term, trims_whitespace_of_any_kind)
{
    EXPECT_EQ(normalize_term("  prove\t"), "prove");
    EXPECT_EQ(normalize_term("\xE3\x80\x80prove\xC2\xA0\xE2\x80\xA8"), "prove");
    EXPECT_EQ(normalize_term("two  words "), "two  words");
    EXPECT_EQ(normalize_term("\xE2\x80\x8Bprove"), "\xE2\x80\x8Bprove"); // zero-width space is not whitespace
    EXPECT_EQ(normalize_term(""), "");
    EXPECT_EQ(normalize_term(" \n\x1F"), "");
}

TEST(normalize_term, lower_cases_what_can_match)
{
    EXPECT_EQ(normalize_term("PRIME-Time's"), "prime-time's");
    EXPECT_EQ(normalize_term("\xE2\x84\xAA"), "k");
    EXPECT_EQ(normalize_term("\xC4\xB0"), "i\xCC\x87");
    EXPECT_EQ(normalize_term("na\xC3\xAFve"), "na\xC3\xAFve");
}

TEST(lexicon, begins_with_the_built_in_terms)
{
    lexicon const terms;
    EXPECT_EQ(terms.reasoning_terms().size(), 52U);
    EXPECT_EQ(terms.constraint_terms().size(), 11U);
    EXPECT_FALSE(terms.has_custom_reasoning_terms());
    EXPECT_FALSE(terms.has_custom_constraint_terms());
    for (auto const term : lexicon::default_reasoning_terms) EXPECT_EQ(reasoning(terms, term), 1U) << term;
    for (auto const term : lexicon::default_constraint_terms) EXPECT_EQ(constraint(terms, term), 1U) << term;
}

TEST(lexicon, replaces_one_set_and_keeps_the_other)
{
    lexicon terms;
    terms.set_reasoning_terms({"Etiology", "x-ray"});
    EXPECT_TRUE(terms.has_custom_reasoning_terms());
    EXPECT_FALSE(terms.has_custom_constraint_terms());
    EXPECT_EQ(reasoning(terms, "etiology X-RAY prove"), 2U);
    EXPECT_EQ(constraint(terms, "must"), 1U);
}

TEST(lexicon, normalises_sorts_and_deduplicates)
{
    lexicon terms;
    terms.set_constraint_terms({"zeta", " Alpha ", "alpha", "", "  "});
    EXPECT_EQ(terms.constraint_terms(), (std::vector<std::string>{"alpha", "zeta"}));
}

TEST(lexicon, an_empty_set_matches_nothing)
{
    lexicon terms;
    terms.set_reasoning_terms({});
    terms.set_constraint_terms({});
    EXPECT_EQ(reasoning(terms, "prove the theorem you must"), 0U);
    EXPECT_EQ(constraint(terms, "prove the theorem you must"), 0U);
}

TEST(lexicon, accepts_terms_that_never_match)
{
    lexicon terms;
    terms.set_reasoning_terms({"two words", "na\xC3\xAFve", "h2o", "-dash", "'tis"});
    EXPECT_EQ(terms.reasoning_terms().size(), 5U);
    EXPECT_EQ(reasoning(terms, "two words na\xC3\xAFve h2o -dash 'tis"), 0U);
}

TEST(lexicon, a_term_of_both_sets_counts_in_both)
{
    lexicon terms;
    terms.set_reasoning_terms({"must"});
    EXPECT_EQ(reasoning(terms, "must"), 1U);
    EXPECT_EQ(constraint(terms, "must"), 1U);
}

TEST(lexicon, matches_terms_of_every_length)
{
    std::vector<std::string> words;
    for (std::size_t length = 1; length <= 150; ++length) words.push_back(std::string(length - 1, 'a') + 'z');
    lexicon terms;
    terms.set_reasoning_terms(words);
    for (auto const& word : words) {
        EXPECT_EQ(reasoning(terms, word), 1U) << word;
        EXPECT_EQ(reasoning(terms, word + "z"), 0U) << word;
    }
}

TEST(lexicon, tells_terms_apart_that_share_both_ends)
{
    lexicon terms;
    terms.set_reasoning_terms({"abcdxxxxefgh", "abcdyyyyefgh"});
    EXPECT_EQ(reasoning(terms, "abcdxxxxefgh abcdyyyyefgh abcdzzzzefgh abcdefgh"), 2U);
}

TEST(lexicon, holds_thousands_of_terms)
{
    std::vector<std::string> words;
    for (int index = 0; index < 2000; ++index) {
        std::string word = "w";
        for (int rest = index; rest != 0; rest /= 7) word += static_cast<char>('a' + rest % 7);
        words.push_back(word + "q");
    }
    lexicon terms;
    terms.set_reasoning_terms(words);
    std::string text;
    for (auto const& word : words) (text += word) += ' ';
    EXPECT_EQ(reasoning(terms, text), words.size());
    EXPECT_EQ(terms.reasoning_terms().size(), words.size());
}

TEST(lexicon, copies_are_independent)
{
    lexicon original;
    lexicon copy = original;
    copy.set_reasoning_terms({"kettle"});
    EXPECT_EQ(reasoning(original, "prove kettle prove"), 2U);
    EXPECT_EQ(reasoning(copy, "prove kettle prove"), 1U);
    lexicon const moved = std::move(copy);
    EXPECT_EQ(reasoning(moved, "kettle"), 1U);
}

} // namespace
} // namespace wayfinder
