#include "wire/http1/grammar.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::wire::http1 {
namespace {

TEST(grammar, finds_a_control_character_wherever_it_is)
{
    for (std::size_t size = 0; size < 70; ++size) {
        std::string text(size, 'a');
        EXPECT_FALSE(has_control(text));
        for (std::size_t at = 0; at < size; ++at) {
            for (char const control : {'\0', '\t', '\n', '\x1F', '\x7F'}) {
                text[at] = control;
                EXPECT_TRUE(has_control(text)) << int{control} << " at " << at << " of " << size;
            }
            for (char const other : {' ', '~', '\x80', '\xFF'}) {
                text[at] = other;
                EXPECT_FALSE(has_control(text)) << int{other} << " at " << at << " of " << size;
            }
        }
    }
}

TEST(grammar, counts_what_is_of_a_class)
{
    for (std::size_t size = 0; size < 20; ++size) {
        std::string text(size, 'a');
        EXPECT_EQ(span_of(text, token_char), size);
        for (std::size_t at = 0; at < size; ++at) {
            text[at] = ':';
            EXPECT_EQ(span_of(text, token_char), at);
            text[at] = 'a';
        }
    }
}

TEST(grammar, a_line_that_is_no_field_says_why)
{
    field read;
    for (auto const* line : {"", " a: b", "\ta: b", "no colon", "colonless", ": b", "a b: c", "a: \x01"}) {
        EXPECT_FALSE(read_field(line, read)) << line;
        EXPECT_FALSE(what_is_wrong(line).empty()) << line;
    }
    EXPECT_EQ(what_is_wrong(" a: b"), "a header field continues on a second line");
    EXPECT_EQ(what_is_wrong("colonless"), "a header line has no colon");
    EXPECT_EQ(what_is_wrong("a b: c"), "a header field's name has invalid characters");
    EXPECT_EQ(what_is_wrong(": b"), "a header field has no name");
    EXPECT_EQ(what_is_wrong("a: \x01"), "a header field's value has a control character");
    EXPECT_TRUE(read_field("a:\tb \xE9 c ", read));
    EXPECT_EQ(read.name, "a");
    EXPECT_EQ(read.value, "b \xE9 c");
}

} // namespace
} // namespace wayfinder::wire::http1
