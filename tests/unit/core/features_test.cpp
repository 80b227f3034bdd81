// Lines and counts, one rule at a time.
#include <wayfinder/features.hpp>

#include <gtest/gtest.h>

#include <string>

namespace wayfinder {
namespace {

std::uint64_t count(feature which, std::string_view text)
{
    static lexicon const terms;
    return extract_features(text, terms)[which];
}

TEST(extract_features, of_nothing_is_nothing)
{
    lexicon const terms;
    EXPECT_EQ(extract_features("", terms), features{});
    EXPECT_EQ(extract_features({}, terms), features{});
    EXPECT_EQ(extract_features(" \n\t\xE3\x80\x80", terms), features{});
}

TEST(words, are_runs_of_anything_visible)
{
    EXPECT_EQ(count(feature::word_count, "one two\tthree\nfour"), 4U);
    EXPECT_EQ(count(feature::word_count, "a\xC2\xA0"
                                         "b\xE2\x80\x83"
                                         "c\xE3\x80\x80"
                                         "d\x1F"
                                         "e"),
              5U);
    EXPECT_EQ(count(feature::word_count, "a\xE2\x80\x8B"
                                         "b \xEF\xBB\xBF"),
              2U); // zero-width, byte order mark
    EXPECT_EQ(count(feature::word_count, std::string_view{"a\0b \0 c", 7}), 3U);
    EXPECT_EQ(count(feature::word_count, "\xE4\xBD\xA0\xE5\xA5\xBD"), 1U);
    EXPECT_EQ(count(feature::word_count, "\xED\xA0\x80 \xFF \xC2 \xE2\x80"), 4U);
}

TEST(headings, are_one_to_six_hashes_a_blank_and_something)
{
    EXPECT_EQ(count(feature::heading_count, "# a\n## b\n###### c"), 3U);
    EXPECT_EQ(count(feature::heading_count, "#a\n####### b\n#\n# \n#\t\n # c\n> # d"), 0U);
    EXPECT_EQ(count(feature::heading_count, "#\xC2\xA0"
                                            "a"),
              1U);
    EXPECT_EQ(count(feature::heading_count, "a\n===\nb\n---"), 0U);
    EXPECT_EQ(count(feature::heading_count, "# #"), 1U);
}

TEST(max_heading_depth, is_that_of_a_counted_heading)
{
    EXPECT_EQ(count(feature::max_heading_depth, "# a\n### b\n## c"), 3U);
    EXPECT_EQ(count(feature::max_heading_depth, "# a\n##### \n####### c"), 1U);
}

TEST(list_items, are_a_marker_a_blank_and_something)
{
    EXPECT_EQ(count(feature::list_item_count, "- a\n* b\n+ c\n1. d\n23) e\n  - f\n\t2024. g"), 7U);
    EXPECT_EQ(count(feature::list_item_count, "- - -\n* * *"), 2U);
    EXPECT_EQ(count(feature::list_item_count,
                    "-a\n-\n- \n1.a\n1 a\n1.) x\na. x\n(1) x\n-1 x\n> - x\n\xE2\x80\xA2 x"),
              0U);
    EXPECT_EQ(count(feature::list_item_count, "- | a |"), 1U);
}

TEST(list_items, take_digits_of_any_script)
{
    EXPECT_EQ(count(feature::list_item_count, "\xD9\xA1. x\n\xD9\xA1"
                                              "2\xEF\xBC\x93) x"),
              2U);
    EXPECT_EQ(count(feature::list_item_count, "\xC2\xB2. x\n\xE2\x91\xA0. x"), 0U); // superscript, circled
}

TEST(table_rows, go_from_pipe_to_pipe)
{
    EXPECT_EQ(count(feature::table_row_count, "| a | b |\n|---|---|\n|x|\n||\n  | a |\t\xC2\xA0\n"), 5U);
    EXPECT_EQ(count(feature::table_row_count, "|\na | b\n| a\na |\n> | a |"), 0U);
}

TEST(code_blocks, open_with_three_backticks_or_tildes_and_close_with_either)
{
    EXPECT_EQ(count(feature::code_block_count, "```\nx\n~~~\n"), 1U);
    EXPECT_EQ(count(feature::code_block_count, "```x```\n```"), 1U);
    EXPECT_EQ(count(feature::code_block_count, "```\n````\n \xE2\x80\x83~~~cpp"), 2U);
    EXPECT_EQ(count(feature::code_block_count, "``\n`` `\na ```\n> ```"), 0U);
}

TEST(code_blocks, hide_structure_until_they_end)
{
    std::string_view const text = "```\n# a\n- b\n| c |\n```\n# d\n```\n# e";
    EXPECT_EQ(count(feature::heading_count, text), 1U);
    EXPECT_EQ(count(feature::list_item_count, text), 0U);
    EXPECT_EQ(count(feature::table_row_count, text), 0U);
    EXPECT_EQ(count(feature::code_block_count, text), 2U);
}

TEST(line_breaks, are_all_of_these)
{
    using namespace std::string_view_literals;
    for (auto const separator : {"\n"sv, "\r"sv, "\r\n"sv, "\v"sv, "\f"sv, "\x1C"sv, "\x1D"sv, "\x1E"sv,
                                 "\xC2\x85"sv, "\xE2\x80\xA8"sv, "\xE2\x80\xA9"sv})
        EXPECT_EQ(count(feature::heading_count, std::string{"# a"} + std::string{separator} + "# b"), 2U);
    for (auto const separator : {"\x1F"sv, "\t"sv, "\xC2\xA0"sv, "\x08"sv})
        EXPECT_EQ(count(feature::heading_count, std::string{"# a"} + std::string{separator} + "# b"), 1U);
}

TEST(math_symbols, are_characters_and_commands)
{
    EXPECT_EQ(count(feature::math_symbol_count, "\xE2\x88\x91 \xC2\xB1 \xCF\x80 \\frac\\x C:\\temp"), 6U);
    EXPECT_EQ(count(feature::math_symbol_count, "\xC2\xB5 ^ $ = \\\\ \\1 \\ x \xE2\x86\x92"), 0U);
    EXPECT_EQ(count(feature::math_symbol_count, "\\\xE2\x84\xAA \\\xC4\xB0"),
              0U); // lower-case to letters, but are not letters
    for (std::size_t offset = 60; offset < 68; ++offset)
        EXPECT_EQ(count(feature::math_symbol_count, std::string(offset, ' ') + "\\a\xE2\x88\x91"), 2U);
}

TEST(questions, are_ascii_only_and_counted_everywhere)
{
    EXPECT_EQ(count(feature::question_count, "a? ```?\n? \xEF\xBC\x9F http://x/?y"), 4U);
}

TEST(front_matter_of_a_text, counts_for_nothing)
{
    EXPECT_EQ(count(feature::word_count, "---\ntitle: many words here\n---\nbody text"), 2U);
    EXPECT_EQ(count(feature::heading_count, "---\nx\n---\n# heading"), 1U);
}

} // namespace
} // namespace wayfinder
