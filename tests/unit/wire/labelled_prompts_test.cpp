// Data sets for `calibrate`, as people and the feedback log write them.
#include "wire/labelled_prompts.hpp"

#include <gtest/gtest.h>

namespace wayfinder::wire {
namespace {

using prompts = std::vector<calibrate::labelled_prompt>;

/// `line: message` of the first problem.
std::string problem(std::string_view lines)
{
    auto const read = read_labelled_prompts(lines);
    if (read.problems.empty()) return {};
    return std::to_string(read.problems.front().line) + ": " + read.problems.front().message;
}

TEST(labelled_prompts, lines_in_their_order)
{
    auto const read = read_labelled_prompts("{\"text\": \"a\", \"label\": \"x\", \"other\": [1]}\r\n"
                                            "\n  \t\r\n"
                                            "{\"label\": \"y\", \"text\": \"\"}");
    EXPECT_TRUE(read.problems.empty());
    EXPECT_EQ(read.prompts, (prompts{{"a", "x"}, {"", "y"}}));
    EXPECT_TRUE(read_labelled_prompts("").prompts.empty());
    EXPECT_EQ(read_labelled_prompts("\xEF\xBB\xBF{\"text\": \"a\", \"label\": \"x\"}").prompts.size(), 1U);
}

/// The reference also splits lines at these characters, so that one such prompt poisons a whole log.
TEST(labelled_prompts, may_say_how_likely_their_model_was)
{
    auto const read = read_labelled_prompts("{\"text\": \"a\", \"label\": \"x\", \"propensity\": 0.25}\n"
                                            "{\"text\": \"a\", \"label\": \"x\"}\n");
    ASSERT_EQ(read.prompts.size(), 2U);
    EXPECT_EQ(read.prompts[0].propensity, 0.25);
    EXPECT_EQ(read.prompts[1].propensity, 1.0);
    for (auto const* wrong : {"0", "-1", "1.5", "\"0.5\"", "null"})
        EXPECT_EQ(read_labelled_prompts(
                      "{\"text\": \"a\", \"label\": \"x\", \"propensity\": " + std::string{wrong} + "}")
                      .problems.size(),
                  1U)
            << wrong;
}

TEST(labelled_prompts, defect_unicode_line_breaks_stand_in_a_string_as_they_are)
{
    for (auto const* character : {"\xE2\x80\xA8", "\xE2\x80\xA9", "\xC2\x85", "\x7F"}) {
        auto const text = std::string{"a"} + character + "b";
        auto const read = read_labelled_prompts("{\"text\": \"" + text + "\", \"label\": \"x\"}\n");
        EXPECT_TRUE(read.problems.empty());
        EXPECT_EQ(read.prompts, (prompts{{text, "x"}}));
    }
}

/// The reference ends in a traceback.
TEST(labelled_prompts, defect_lines_that_are_no_object_are_told_with_their_line)
{
    EXPECT_EQ(problem("{\"text\": \"a\", \"label\": \"x\"}\n[1]\n").substr(0, 3), "2: ");
    for (auto const* line : {"[]", "1", "null", "\"text\"", "true"})
        EXPECT_NE(problem(line).find("1: expected an object"), std::string::npos) << problem(line);
}

TEST(labelled_prompts, defect_invalid_utf8_is_told_with_its_byte)
{
    EXPECT_EQ(problem("\n{\"text\": \"a\xFF\", \"label\": \"x\"}"), "2: not UTF-8 at byte 12");
    EXPECT_EQ(problem("{\"text\": \"\xED\xA0\x80\", \"label\": \"x\"}"), "1: not UTF-8 at byte 11");
}

TEST(labelled_prompts, half_an_escaped_pair_is_an_ordinary_character)
{
    auto const text = [](std::string_view escaped) {
        auto const read =
            read_labelled_prompts("{\"text\": \"" + std::string{escaped} + "\", \"label\": \"x\"}");
        return read.prompts.empty() ? problem(escaped) : read.prompts.front().text;
    };
    EXPECT_EQ(text("\\ud83d\\ude00"), "\xF0\x9F\x98\x80");
    EXPECT_EQ(text("a\\ud83d b"), "a\xEF\xBF\xBD b");
    EXPECT_EQ(text("\\uDE00\\ud83d"), "\xEF\xBF\xBD\xEF\xBF\xBD");
    EXPECT_EQ(text("\\ud83d\\ud83d\\ude00"), "\xEF\xBF\xBD\xF0\x9F\x98\x80");
    EXPECT_EQ(text("\\\\ud83d"), "\\ud83d") << "an escaped backslash, no escape";
}

TEST(labelled_prompts, what_is_missing_is_named)
{
    for (auto const* line :
         {"{\"label\": \"x\"}", "{\"text\": 1, \"label\": \"x\"}", "{\"text\": null, \"label\": \"x\"}"})
        EXPECT_NE(problem(line).find("1: \"text\" must"), std::string::npos) << problem(line);
    for (auto const* line :
         {"{\"text\": \"a\"}", "{\"text\": \"a\", \"label\": \"\"}", "{\"text\": \"a\", \"label\": 1}"})
        EXPECT_NE(problem(line).find("1: \"label\" must"), std::string::npos) << problem(line);
    EXPECT_NE(problem("{\"text\": \"a\", \"label\": \"x\\ny\"}").find("control"), std::string::npos)
        << "no configuration with such a model loads";
    for (auto const* line : {"{", "{\"text\": \"a\", \"label\": \"x\"} {}", "{'text': 'a'}",
                             "{\"text\": \"\\ud8zz\"}", "{\"a\": \"\\"})
        EXPECT_NE(problem(line).find("1: invalid JSON"), std::string::npos) << problem(line);
}

TEST(labelled_prompts, a_broken_file_is_not_told_line_by_line)
{
    std::string lines;
    for (int i = 0; i < 1000; ++i) lines += "nonsense\n";
    EXPECT_EQ(read_labelled_prompts(lines).problems.size(), 10U);
}

} // namespace
} // namespace wayfinder::wire
