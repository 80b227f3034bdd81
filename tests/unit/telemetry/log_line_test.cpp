// What others have a say in stays one line, and does nothing to a terminal.
#include "telemetry/log_line.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::telemetry {
namespace {

TEST(log_line, ordinary_text_is_as_it_was)
{
    for (std::string const text : {"", "model cloud: status 500", "Grüße, 世界 🦊 \\n \"quoted\""})
        EXPECT_EQ(log_line(text), text);
}

TEST(log_line, control_characters_are_shown)
{
    EXPECT_EQ(log_line("a\nb\r\tc\x1b[31m\x7f"), "a\\x0ab\\x0d\\x09c\\x1b[31m\\x7f");
    EXPECT_EQ(log_line(std::string{"a\0b", 3}), "a\\x00b");
    EXPECT_EQ(log_line("\xC2\x9B"
                       "31m\xC2\xA0"),
              "\\xc2\\x9b31m\xC2\xA0")
        << "the other spelling of ESC [";
}

TEST(log_line, what_is_no_text_is_shown_too)
{
    for (std::string const broken :
         {"\x80", "\xC0\xAF", "\xE4\xB8", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"}) {
        auto const line = log_line("<" + broken + ">");
        EXPECT_EQ(line.size(), 2 + 4 * broken.size()) << line;
    }
}

TEST(log_line, its_length_is_bounded)
{
    auto const line = log_line(std::string(1'000'000, 'x'));
    EXPECT_EQ(line, std::string(longest_line, 'x') + "... (and 995904 bytes)");
    EXPECT_EQ(log_line(std::string(longest_line, 'x')), std::string(longest_line, 'x'));
}

} // namespace
} // namespace wayfinder::telemetry
