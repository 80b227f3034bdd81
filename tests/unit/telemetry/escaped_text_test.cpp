#include "telemetry/escaped_text.hpp"

#include <gtest/gtest.h>

#include <random>

namespace wayfinder::telemetry {
namespace {

using namespace std::string_literals;

std::string in_quotes(std::string_view text)
{
    std::string out;
    append_quoted(out, text);
    return out;
}

TEST(quoted_text, is_the_text_where_that_is_harmless)
{
    EXPECT_EQ(in_quotes(""), R"("")");
    EXPECT_EQ(in_quotes("gpt-4o mini/3 {}"), R"("gpt-4o mini/3 {}")");
    EXPECT_EQ(in_quotes("žluťoučký 日本 🙂"), "\"žluťoučký 日本 🙂\"");
}

TEST(quoted_text, keeps_its_quotes)
{
    EXPECT_EQ(in_quotes(R"(a"b\c)"), R"("a\"b\\c")");
}

TEST(quoted_text, has_no_control_characters)
{
    EXPECT_EQ(in_quotes("a\nb\r\t\0\x1b\x7f"s), R"("a\nb\u000d\u0009\u0000\u001b\u007f")");
    EXPECT_EQ(in_quotes("\u0080\u009b\u009f\u00a0"), "\"\\u0080\\u009b\\u009f\u00a0\"");
    EXPECT_EQ(in_quotes("\u2028\u2029\u202e\u2066\u2069"), R"("\u2028\u2029\u202e\u2066\u2069")");
    EXPECT_EQ(in_quotes("\u2027\u202f\u2065\u206a"), "\"\u2027\u202f\u2065\u206a\"");
}

TEST(quoted_text, is_utf8_whatever_it_was)
{
    constexpr auto replaced = "\xEF\xBF\xBD";
    auto const one = '"' + std::string{replaced} + '"';
    auto const two = '"' + std::string{replaced} + replaced + '"';
    auto const three = '"' + std::string{replaced} + replaced + replaced + '"';
    EXPECT_EQ(in_quotes("\xff"), one);
    EXPECT_EQ(in_quotes("\x80"), one);
    EXPECT_EQ(in_quotes("\xc3"), one) << "cut short";
    EXPECT_EQ(in_quotes("\xc0\x8a"), two) << "an overlong line feed";
    EXPECT_EQ(in_quotes("\xe0\x80\x8a"), three) << "the same in three bytes";
    EXPECT_EQ(in_quotes("\xed\xa0\x80"), three) << "a surrogate";
    EXPECT_EQ(in_quotes("\xf4\x90\x80\x80"),
              '"' + std::string{replaced} + replaced + replaced + replaced + '"');
    EXPECT_EQ(in_quotes("\xc3\nx"), '"' + std::string{replaced} + R"(\nx")");
}

TEST(quoted_text, never_ends_a_line_or_a_string)
{
    std::minstd_rand random{1};
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto left = random() % 12; left > 0; --left) text.push_back(static_cast<char>(random() % 256));
        auto const out = in_quotes(text);
        for (auto const c : out) {
            ASSERT_GE(static_cast<unsigned char>(c), 0x20);
            ASSERT_NE(c, '\x7f');
        }
        bool escaped = false;
        for (std::size_t i = 1; i + 1 < out.size(); ++i) {
            ASSERT_TRUE(out[i] != '"' || escaped) << out;
            escaped = out[i] == '\\' && !escaped;
        }
        ASSERT_FALSE(escaped) << out;
    }
}

TEST(harmless_text, leaves_quotes_and_ends_no_line)
{
    std::string out{"error "};
    append_harmless(out, "it said \"no\\way\"\n2026 info all is well\x1b[2J\xff");
    EXPECT_EQ(out, "error it said \"no\\way\"\\n2026 info all is well\\u001b[2J\xEF\xBF\xBD");
}

} // namespace
} // namespace wayfinder::telemetry
