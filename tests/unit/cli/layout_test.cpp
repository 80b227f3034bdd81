// Answers on a terminal: what is wrapped, truncated and escaped.
#include "cli/onboard/cell_width.hpp"
#include "cli/onboard/layout.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace wayfinder::cli {
namespace {

std::size_t widest(text_lines const& lines)
{
    std::size_t width = 0;
    for (auto const& each : lines) width = std::max(width, text_width(each));
    return width;
}

TEST(cell_width, of_characters_and_what_joins_them)
{
    EXPECT_EQ(text_width("abc"), 3U);
    EXPECT_EQ(text_width("Größe"), 5U);
    EXPECT_EQ(text_width("e\xCC\x81"), 1U) << "e and a combining acute";
    EXPECT_EQ(text_width("漢字"), 4U);
    EXPECT_EQ(text_width("한국"), 4U);
    EXPECT_EQ(text_width("🙂"), 2U);
    EXPECT_EQ(text_width("👩‍👧"), 2U) << "tied by a zero-width joiner";
    EXPECT_EQ(text_width("👍🏽"), 2U) << "with a skin tone";
    EXPECT_EQ(text_width(""), 0U);
    EXPECT_EQ(text_width("\xFF\xC3"), 2U) << "no UTF-8: a place for each byte";
}

TEST(wrapping, breaks_at_blanks)
{
    EXPECT_EQ(wrap("one two three", 7), (text_lines{"one two", "three"}));
    EXPECT_EQ(wrap("one two three", 8), (text_lines{"one two", "three"}));
    EXPECT_EQ(wrap("one two three", 6), (text_lines{"one", "two", "three"}));
    EXPECT_EQ(wrap("one  two", 4), (text_lines{"one", "two"})) << "blanks at a break go";
    EXPECT_EQ(wrap("one  two", 20), (text_lines{"one  two"})) << "others stay";
}

TEST(wrapping, keeps_the_texts_own_lines)
{
    EXPECT_EQ(wrap("a\n\nb\r\nc", 10), (text_lines{"a", "", "b", "c"}));
    EXPECT_EQ(wrap("a\n\n", 10), (text_lines{"a"})) << "but for empty ones at the end";
    EXPECT_EQ(wrap("", 10), (text_lines{""}));
    EXPECT_EQ(wrap("    return x;", 20), (text_lines{"    return x;"})) << "code keeps its indent";
    EXPECT_EQ(wrap("   ", 2), (text_lines{""}));
}

TEST(wrapping, cuts_what_has_no_blank)
{
    EXPECT_EQ(wrap("abcdefgh", 3), (text_lines{"abc", "def", "gh"}));
    EXPECT_EQ(wrap("ab cdefgh", 4), (text_lines{"ab", "cdef", "gh"}));
    EXPECT_EQ(wrap("    abcdefgh", 8), (text_lines{"    abcd", "efgh"})) << "an indent is no place to break";
    auto const lines = wrap(std::string(100'000, 'x'), 50);
    EXPECT_EQ(lines.size(), 2000U);
    EXPECT_EQ(widest(lines), 50U);
}

TEST(wrapping, cuts_between_characters_never_inside)
{
    EXPECT_EQ(wrap("äöü", 2), (text_lines{"äö", "ü"}));
    EXPECT_EQ(wrap("漢字漢", 5), (text_lines{"漢字", "漢"})) << "half a wide character does not fit";
    EXPECT_EQ(wrap("e\xCC\x81"
                   "e\xCC\x81"
                   "e\xCC\x81",
                   2),
              (text_lines{"e\xCC\x81"
                          "e\xCC\x81",
                          "e\xCC\x81"}));
    EXPECT_EQ(wrap("👩‍👧👩‍👧", 3), (text_lines{"👩‍👧", "👩‍👧"}));
}

TEST(wrapping, nothing_commands_the_terminal)
{
    EXPECT_EQ(wrap("\x1b[2Jx", 20), (text_lines{"\xEF\xBF\xBD[2Jx"}));
    EXPECT_EQ(wrap("a\x07"
                   "b\x7F",
                   20),
              (text_lines{"a\xEF\xBF\xBD"
                          "b\xEF\xBF\xBD"}));
    EXPECT_EQ(wrap("a\rb", 20), (text_lines{"a\xEF\xBF\xBD"
                                            "b"}))
        << "no overwriting of a line";
    EXPECT_EQ(wrap("\xC2\x9B"
                   "31m",
                   20),
              (text_lines{"\xEF\xBF\xBD"
                          "31m"}))
        << "C1 controls";
    EXPECT_EQ(wrap("a\xE2\x80\xAE"
                   "b",
                   20),
              (text_lines{"a\xEF\xBF\xBD"
                          "b"}))
        << "direction overrides";
    EXPECT_EQ(wrap("\xFF", 20), (text_lines{"\xEF\xBF\xBD"}));
}

TEST(wrapping, tabs_reach_the_next_stop)
{
    EXPECT_EQ(wrap("a\tb\n\tc", 20), (text_lines{"a   b", "    c"}));
}

TEST(wrapping, a_long_text_is_shortened)
{
    EXPECT_EQ(wrap("a\nb\nc\nd", 20, 3), (text_lines{"a", "b", "(2 more lines)"}));
    EXPECT_EQ(wrap("a\nb\nc", 20, 3), (text_lines{"a", "b", "c"}));
}

TEST(layout, two_columns_on_a_wide_screen)
{
    auto const lines = lay_out({{{"A: local", "short"}, {"B: cloud", "one\ntwo"}}}, 103, {});
    std::string const rule(50, '-');
    auto const cell = [](std::string text) { return text + std::string(50 - text.size(), ' '); };
    EXPECT_EQ(lines, (text_lines{cell("A: local") + " | " + cell("B: cloud"), rule + "-+-" + rule,
                                 cell("short") + " | one", cell("") + " | two", ""}));
}

TEST(layout, columns_stand_under_one_another_in_any_script)
{
    auto const lines =
        lay_out({{{"A", "漢字\nGröße\n👩‍👧\nplain"}, {"B", "x\nx\nx\nx"}}}, 120, {});
    ASSERT_EQ(lines.size(), 7U);
    for (std::size_t i = 2; i < 6; ++i) {
        auto const bar = lines[i].find(" | ");
        ASSERT_NE(bar, std::string::npos) << lines[i];
        EXPECT_EQ(text_width(lines[i].substr(0, bar)), 58U) << lines[i];
    }
}

TEST(layout, no_line_is_wider_than_the_screen)
{
    std::string const words = "wrap these words and averyveryveryverylongonewithoutanyblankatallinit too ";
    std::string text;
    for (int i = 0; i < 20; ++i) text += words + std::string(static_cast<std::size_t>(i) * 9, 'y') + '\n';
    for (std::size_t const width : {20U, 21U, 40U, 99U, 100U, 101U, 200U})
        EXPECT_LE(
            widest(lay_out({{{"A: " + std::string(300, 'm'), text}, {"B", "漢字漢字 " + text}}}, width, {})),
            width);
}

TEST(layout, one_below_the_other_on_a_narrow_screen)
{
    auto const lines = lay_out({{{"A: local", "one"}, {"B: cloud", "two"}}}, 99, {});
    EXPECT_EQ(lines, (text_lines{"A: local", "--------", "one", "", "B: cloud", "--------", "two", ""}));
}

TEST(layout, titles_alone_are_set_off)
{
    auto const lines = lay_out({{{"A", "x"}, {"B", "y"}}}, 40, {"<", ">"});
    EXPECT_EQ(lines, (text_lines{"<A>", "-", "x", "", "<B>", "-", "y", ""}));
}

} // namespace
} // namespace wayfinder::cli
