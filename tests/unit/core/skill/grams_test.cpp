#include <wayfinder/skill/grams.hpp>
#include <wayfinder/skill/score.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

namespace wayfinder::skill {
namespace {

/// Buckets of grams, and what each counts.
using seen = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

seen grams_of(word_list const& words, bool options = false)
{
    seen all;
    each_gram(words, options,
              [&](std::uint32_t bucket, std::uint32_t counts) { all.emplace_back(bucket, counts); });
    return all;
}

seen grams_of(std::string_view text)
{
    word_list words;
    bool const options = count(text, words).has_options;
    return grams_of(words, options);
}

std::uint32_t counted(seen const& grams)
{
    return std::accumulate(grams.begin(), grams.end(), 0U,
                           [](std::uint32_t sum, auto const& each) { return sum + each.second; });
}

TEST(skill_grams, are_words_and_pairs_of_neighbours)
{
    EXPECT_TRUE(grams_of("").empty());
    EXPECT_EQ(grams_of("river").size(), 1U);
    EXPECT_EQ(grams_of("river stone").size(), 3U);
    EXPECT_EQ(grams_of("RIVER Stone"), grams_of("river, stone!"));
    EXPECT_NE(grams_of("river stone")[2], grams_of("stone river")[2]) << "a pair has an order";
    for (auto const& [bucket, counts] : grams_of("the quick brown fox jumps over the lazy dog"))
        EXPECT_LT(bucket, gram_buckets);
}

TEST(skill_grams, count_a_word_once_and_a_pair_as_often_as_it_stands)
{
    auto const grams = grams_of("river stone river stone");
    ASSERT_EQ(grams.size(), 7U);
    EXPECT_EQ(counted(grams), 5U) << "two words, three pairs";
    EXPECT_EQ(grams[3].second, 0U) << "river again";
    EXPECT_EQ(grams[2], grams[6]) << "river stone again";
}

TEST(skill_grams, of_a_question_with_options_are_others)
{
    auto const free = grams_of("river stone");
    auto const chosen = grams_of("river stone\nA. river\nB. stone");
    for (std::size_t i = 0; i < free.size(); ++i) EXPECT_NE(free[i].first, chosen[i].first) << i;
}

TEST(skill_grams, end_with_the_512th_word)
{
    word_list words;
    for (std::uint32_t i = 0; i < 2000; ++i) words.add(i * 2'654'435'761U);
    EXPECT_EQ(words.end() - words.begin(), 512);
    EXPECT_EQ(grams_of(words).size(), 512U + 511U);
}

TEST(skill_grams, are_what_a_lesson_speaks_of)
{
    learned_weights learned;
    learned.steps.assign(gram_buckets, 0);
    learned.step = 0.5;
    auto const grams = grams_of("river stone");
    learned.steps[grams[0].first] = 100;
    learned.steps[grams[2].first] = -20;
    EXPECT_DOUBLE_EQ(explain("river stone", &learned).words, 80 * 0.5 / std::sqrt(3.0));
    EXPECT_DOUBLE_EQ(explain("river river stone", &learned).words, 80 * 0.5 / std::sqrt(4.0));
    EXPECT_EQ(explain("paper", &learned).words, 0.0);
}

} // namespace
} // namespace wayfinder::skill
