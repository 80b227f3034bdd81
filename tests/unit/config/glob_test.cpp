#include "config/values/glob.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::config {
namespace {

TEST(glob, is_the_text_itself_without_wildcards)
{
    EXPECT_TRUE(matches("gpt-4o", "gpt-4o"));
    EXPECT_FALSE(matches("gpt-4o", "gpt-4o-mini"));
    EXPECT_FALSE(matches("gpt-4o", "GPT-4o"));
    EXPECT_FALSE(matches("gpt-4o", "gpt-4"));
    EXPECT_TRUE(matches("", ""));
    EXPECT_FALSE(matches("", "a"));
}

TEST(glob, takes_a_star_for_any_text)
{
    EXPECT_TRUE(matches("*", ""));
    EXPECT_TRUE(matches("*", "anything"));
    EXPECT_TRUE(matches("gpt-*", "gpt-"));
    EXPECT_TRUE(matches("gpt-*", "gpt-4o-mini"));
    EXPECT_FALSE(matches("gpt-*", "my-gpt-4"));
    EXPECT_TRUE(matches("*mini*", "gpt-4o-mini-2"));
    EXPECT_TRUE(matches("*-mini", "a-mini-mini"));
    EXPECT_FALSE(matches("*-mini", "a-mini-max"));
    EXPECT_TRUE(matches("a**b", "ab"));
    EXPECT_TRUE(matches("a*b*c", "a-b-b-c"));
    EXPECT_FALSE(matches("a*b*c", "a-c-b"));
}

TEST(glob, takes_a_question_mark_for_one_character)
{
    EXPECT_TRUE(matches("gpt-?", "gpt-4"));
    EXPECT_FALSE(matches("gpt-?", "gpt-"));
    EXPECT_FALSE(matches("gpt-?", "gpt-40"));
    EXPECT_TRUE(matches("m?ller", "m\xC3\xBCller"));
    EXPECT_FALSE(matches("m??ller", "m\xC3\xBCller"));
    EXPECT_TRUE(matches("*?", "a"));
    EXPECT_FALSE(matches("*?", ""));
}

TEST(glob, does_not_mistake_a_nul_for_the_end)
{
    EXPECT_FALSE(matches("a", std::string_view{"a\0", 2}));
    EXPECT_FALSE(matches(std::string_view{"a\0", 2}, "a"));
}

TEST(glob, does_not_explode)
{
    std::string const text(20'000, 'a');
    std::string pattern;
    for (int i = 0; i < 200; ++i) pattern += "*a";
    EXPECT_FALSE(matches(pattern + "b", text));
    EXPECT_TRUE(matches(pattern, text));
}

TEST(glob, knows_a_pattern)
{
    EXPECT_TRUE(is_pattern("a*"));
    EXPECT_TRUE(is_pattern("?"));
    EXPECT_FALSE(is_pattern("gpt-4o"));
}

} // namespace
} // namespace wayfinder::config
