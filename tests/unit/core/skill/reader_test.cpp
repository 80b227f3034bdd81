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
    return reader<ignore_words,
                  detail::block_classifier<wayfinder::detail::block_of<wayfinder::detail::word_lane>>>{text}
        .read();
}

TEST(skill_reader, counts_what_it_says)
{
    auto const of = count("Which of the internationalization rules hold, if x = 3.14 and (y) is 12? Twice.");
    EXPECT_EQ(of.words, 12U); // numbers are not words
    EXPECT_EQ(of.sampled_words, 12U);
    EXPECT_EQ(of.distinct_words, 12U);
    EXPECT_EQ(of.long_words, 1U);
    EXPECT_EQ(of.numbers, 2U);
    EXPECT_EQ(of.long_numbers, 0U);
    EXPECT_EQ(of.quantity_words, 1U);
    EXPECT_EQ(of.commas, 1U);
    EXPECT_EQ(of.stem_clause_words, 1U);
    EXPECT_EQ(of.stem_symbols, 3U);
    EXPECT_EQ(of.stem_technical_words, 0U);
    EXPECT_EQ(of.stem_bytes, 58U);
    EXPECT_TRUE(of.opens_with_question_word);
    EXPECT_FALSE(of.opens_with_look_up_word);
    EXPECT_FALSE(of.opens_with_composing_word);
}

TEST(skill_reader, knows_words_of_each_kind)
{
    EXPECT_TRUE(count("Write a poem on rain").opens_with_composing_word);
    EXPECT_TRUE(count("I want a very short story").opens_with_composing_word);
    EXPECT_FALSE(count("They sat for hours in the old library with a story").opens_with_composing_word);
    EXPECT_TRUE(count("Who was Ada?").opens_with_look_up_word);
    EXPECT_TRUE(count("Who was Ada?").opens_with_question_word);
    EXPECT_TRUE(count("Define entropy").opens_with_look_up_word);
    EXPECT_FALSE(count("Define entropy").opens_with_question_word);
    EXPECT_EQ(count("Prove the theorem, or implement it in Python").stem_technical_words, 4U);
    EXPECT_EQ(count("How many, in total, if each has half?").quantity_words, 4U);
    EXPECT_EQ(count("lemon theory python3 manly").stem_technical_words, 0U);
}

TEST(skill_reader, takes_digits_for_one_number_across_commas_and_points)
{
    auto const numbers = [](std::string_view text) { return count(text).numbers; };
    auto const long_numbers = [](std::string_view text) { return count(text).long_numbers; };
    EXPECT_EQ(numbers("1,000,000.25 and 7"), 2U);
    EXPECT_EQ(long_numbers("1,000,000.25 and 7"), 1U);
    EXPECT_EQ(numbers("999, 12 and 3. 4"), 4U);
    EXPECT_EQ(long_numbers("1969, 2024 and 999"), 2U);
    EXPECT_EQ(numbers("x2 H2O 3rd"), 0U);
    EXPECT_EQ(numbers("12 x1,000.5"), 1U) << "digits behind a word's go on with no number";
    EXPECT_EQ(long_numbers("12 x1,000.5"), 0U);
    std::string const across = std::string(62, '.') + "12345" + std::string(70, '6');
    EXPECT_EQ(numbers(across), 1U) << "a block ends within";
    EXPECT_EQ(long_numbers(across), 1U);
    EXPECT_EQ(numbers(across + 'x'), 0U);
}

TEST(skill_reader, tells_the_stem_from_the_options)
{
    auto const of = count("Name the colour of grass\nA. green as (x)\nB. red");
    EXPECT_EQ(of.words, 11U);
    EXPECT_EQ(of.stem_bytes, 20U);
    EXPECT_EQ(of.stem_symbols, 0U);
    EXPECT_TRUE(of.has_options);
    EXPECT_EQ(count("Pick one (A) green (B) red").stem_bytes, 7U);
    auto const none = count("A. is no option where nothing stands before");
    EXPECT_FALSE(none.has_options);
    EXPECT_EQ(none.stem_bytes, 35U);
    for (std::size_t before = 1; before < 140; ++before) { // wherever the blocks split it
        std::string const stem(before, 'q');
        EXPECT_EQ(count(stem + "\nA) if (x = y)\nB) prove").stem_bytes, before);
        EXPECT_EQ(count(stem + "\nA) if (x = y)\nB) prove").stem_clause_words, 0U);
        EXPECT_EQ(count(stem + "\nAlso if (x)").stem_clause_words, 1U);
    }
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
    for (std::size_t before = 55; before < 70; ++before) {
        auto const of = count(std::string(before, 'a') + "\xE2\x80\x94" + "b c");
        EXPECT_EQ(of.words, 3U) << before;
        EXPECT_EQ(of.stem_bytes, before + 2) << before;
    }
}

TEST(skill_reader, counts_characters_of_other_scripts)
{
    EXPECT_EQ(count("\xE4\xBD\xA0\xE5\xA5\xBD").script_characters, 2U);
    EXPECT_EQ(count("\xE4\xBD\xA0\xE5\xA5\xBD").stem_bytes, 6U);
    EXPECT_EQ(count("\xD0\xBC\xD0\xB8\xD1\x80").script_characters, 3U) << "Cyrillic";
    EXPECT_EQ(count("caf\xC3\xA9 \xE2\x88\x91 \xE2\x80\x99 \xF0\x9F\x98\x80").script_characters, 0U)
        << "accents, symbols, quotation marks and emoji";
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
        // Words are found wherever the 64-byte blocks split them.
        auto moved = count(std::string(random() % 64, ' ') + text);
        auto const plain = count(text);
        EXPECT_EQ(moved, plain) << text;
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

TEST(skill_score, ranks_as_graded_prompts_do)
{
    auto const score = [](std::string_view text) { return explain(text).score; };
    double const look_up = score("Who wrote Hamlet?");
    double const poem = score("Write a short poem about autumn leaves.");
    double const code = score("Write a Python function that merges two sorted arrays, without recursion.");
    double const several =
        score("If a tank holds 1,250 litres and drains 15% per hour, how much is left after 3 "
              "hours, given that 40 litres flow in each hour? Assume that the rate is constant.");
    EXPECT_LT(look_up, code);
    EXPECT_LT(poem, code);
    EXPECT_LT(code, several);
    EXPECT_LT(score("what is the sun"),
              score("\xE5\xA4\xAA\xE9\x98\xB3\xE6\x98\xAF\xE4\xBB\x80\xE4\xB9\x88"));
}

} // namespace
} // namespace wayfinder::skill
