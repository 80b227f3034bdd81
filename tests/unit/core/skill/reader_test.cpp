#include <wayfinder/skill/score.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <random>
#include <string>

namespace wayfinder::skill {
namespace {

counts by_words(std::string_view text)
{
    return reader<unheard, wayfinder::detail::word_lane>{text}.read();
}

TEST(skill_reader, counts_what_it_says)
{
    auto const of = count("Which of the internationalization rules hold, if x = 3.14 and (y) is 1,000? Yes.");
    EXPECT_EQ(of.words, 12U); // numbers are none
    EXPECT_EQ(of.distinct_words, 12U);
    EXPECT_EQ(of.long_words, 1U);
    EXPECT_EQ(of.clause_words, 1U);
    EXPECT_EQ(of.stem_sentences, 2U);
    EXPECT_EQ(of.stem_symbols, 3U);
    EXPECT_TRUE(of.opens_with_question_word);
    EXPECT_FALSE(of.opens_with_composing_word);
    EXPECT_TRUE(count("Write a poem on rain").opens_with_composing_word);
}

TEST(skill_reader, tells_the_stem_from_the_options)
{
    auto const of = count("Name the colour of grass\nA. green as (x)\nB. red");
    EXPECT_EQ(of.words, 11U);
    EXPECT_EQ(of.stem_words, 5U);
    EXPECT_EQ(of.stem_symbols, 0U);
    EXPECT_EQ(count("Pick one (A) green (B) red").stem_words, 2U);
    EXPECT_EQ(count("A. is no option where nothing stands before").stem_words, 8U);
}

TEST(skill_reader, does_not_hear_courtesy)
{
    auto const plain = count("Derive the period of a pendulum.");
    for (auto const* polite : {"Hi! Could you please help me with this? Derive the period of a pendulum. "
                               "Thank you so much in advance!",
                               "Please derive the period of a pendulum.",
                               "Hello there,\n\nDerive the period of a pendulum.\nThanks!"})
        EXPECT_EQ(count(polite), plain) << polite;
}

TEST(skill_reader, does_not_see_case_or_markdown)
{
    std::string const text{"Explain why the sky is blue, but only if it is noon.\nBe brief."};
    auto const plain = count(text);
    std::string loud;
    for (char const c : text) loud += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    EXPECT_EQ(count(loud), plain);
    EXPECT_EQ(count("**" + text + "**"), plain);
    EXPECT_EQ(count("> " + text + "\n"), plain);
    EXPECT_EQ(count("```\n" + text + "\n```\n"), plain);
    EXPECT_EQ(count("## Question\n\n" + text), plain);
}

TEST(skill_reader, takes_typographic_marks_for_punctuation)
{
    EXPECT_EQ(count("\xE2\x80\x9Cwhat\xE2\x80\x9D \xE2\x80\x94 now").words, 2U);
    EXPECT_TRUE(count("\xE2\x80\x9Cwhat\xE2\x80\x9D is it").opens_with_question_word);
    EXPECT_EQ(count("\xE4\xBD\xA0\xE5\xA5\xBD").wide_characters, 2U);
    EXPECT_EQ(count("\xE4\xBD\xA0\xE5\xA5\xBD").stem_words,
              2U); // one run, and half a word for each character
}

TEST(skill_reader, is_the_same_on_every_processor_and_at_every_offset)
{
    std::mt19937 random{7};
    std::string const pool{
        "abcdWHAT if . ? ! , ( ) = \n\r A. B) 0123456789 \xE2\x80\x99 \xC3\xA9 \xE4\xBD\xA0 \xFF the please"};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (auto left = random() % 300; left > 0; --left) text += pool[random() % pool.size()];
        EXPECT_EQ(count(text), by_words(text)) << text;
        // Words are found wherever the 64-byte blocks cut them.
        auto moved = count(std::string(random() % 64, ' ') + text);
        auto const plain = count(text);
        bool const has_general_punctuation = text.find("\xE2\x80") != text.npos;
        if (has_general_punctuation || text.starts_with("A")) continue;
        EXPECT_EQ(moved.words, plain.words) << text;
    }
}

TEST(skill_reader, reads_nothing_behind_the_text)
{
    std::string const whole{
        "what is thermodynamically favoured here and now, if anything at all is? Tell us more about it"};
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        std::string const copy = whole.substr(0, size);
        EXPECT_EQ(count(std::string_view{whole}.substr(0, size)), count(copy)) << size;
    }
}

TEST(skill_score, is_the_sum_of_what_its_terms_give)
{
    auto const of =
        explain("Suppose that a train leaves at noon. When does it arrive if it is 40 miles late?");
    double sum = 0;
    for (double const each : of.contributions) sum += each;
    EXPECT_DOUBLE_EQ(of.score, sum - default_weights.mean);
    EXPECT_EQ(of.words, 0.0);
    EXPECT_LT(explain("What is the capital of Norway?").score, of.score);
}

TEST(skill_score, is_finite_for_nothing_and_for_noise)
{
    EXPECT_EQ(count("").words, 0U);
    std::mt19937 random{3};
    for (int round = 0; round < 500; ++round) {
        std::string bytes;
        for (auto left = random() % 400; left > 0; --left) bytes += static_cast<char>(random());
        double const score = explain(bytes).score;
        EXPECT_TRUE(score > -20 && score < 20) << round;
        EXPECT_EQ(score, explain(bytes).score);
    }
}

} // namespace
} // namespace wayfinder::skill
