#include "wire/json/diagnosis.hpp"
#include "wire/json/member.hpp"
#include "wire/json/text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::wire::json {
namespace {

std::string unescaped(std::string_view raw)
{
    std::string out;
    append_unescaped(out, raw);
    return out;
}

TEST(json_text, unescapes_every_escape)
{
    EXPECT_EQ(unescaped(R"(a\"b\\c\/d\be\ff\ng\rh\ti)"), "a\"b\\c/d\be\ff\ng\rh\ti");
    EXPECT_EQ(unescaped(R"(\u0041\u00e9\u20AC)"), "A\u00e9\u20ac");
}

TEST(json_text, escapes_in_the_shortest_way)
{
    EXPECT_EQ(quoted("a\"b\\c/d\be\ff\ng\rh\ti\x01\x7f"), R"("a\"b\\c/d\be\ff\ng\rh\ti\u0001)"
                                                          "\x7f\"");
}

TEST(json_text, joins_surrogate_pairs)
{
    EXPECT_EQ(unescaped(R"(\ud83d\ude00)"), "\U0001F600");
}

TEST(json_text, keeps_lone_surrogates_in_their_generalised_form)
{
    EXPECT_EQ(unescaped(R"(\ud83d!)"), "\xED\xA0\xBD!");
    EXPECT_EQ(unescaped(R"(\ude00)"), "\xED\xB8\x80");
    EXPECT_EQ(unescaped(R"(\ud83d\u0041)"), "\xED\xA0\xBD"
                                            "A");
    EXPECT_EQ(unescaped(R"(\ud83d\ud83d\ude00)"), "\xED\xA0\xBD\U0001F600");
}

TEST(json_text, knows_legal_escapes)
{
    EXPECT_TRUE(escapes_are_legal(R"(plain \n \u12aF \\)"));
    EXPECT_FALSE(escapes_are_legal(R"(\x41)"));
    EXPECT_FALSE(escapes_are_legal(R"(\u12g4)"));
    EXPECT_FALSE(escapes_are_legal(R"(\u12)"));
    EXPECT_FALSE(escapes_are_legal("\\"));
}

TEST(json_text, knows_numbers_of_any_size)
{
    for (auto const* good : {"0", "-0", "10", "1.50", "1e999", "-2.5E-3", "1E+2"})
        EXPECT_TRUE(is_number(good)) << good;
    EXPECT_TRUE(is_number(std::string(300, '7')));
    for (auto const* bad : {"", "-", "01", "1.", ".5", "1e", "+1", "0x1", "NaN", "1 2"})
        EXPECT_FALSE(is_number(bad)) << bad;
}

TEST(json_text, quotes_what_must_be_quoted)
{
    EXPECT_EQ(quoted("a\"\\\n\x01z"), R"("a\"\\\n\u0001z")");
}

TEST(json_member, adds_at_the_end_and_touches_nothing_else)
{
    EXPECT_EQ(with_member("{\"a\": 1 }\n", "w", "2"), "{\"a\": 1,\"w\":2 }\n");
    EXPECT_EQ(with_member(" { } ", "w", "{}"), " {\"w\":{} } ");
    EXPECT_EQ(with_member("[1]", "w", "2"), std::nullopt);
    EXPECT_EQ(with_member("", "w", "2"), std::nullopt);
    EXPECT_EQ(with_member("{", "w", "2"), std::nullopt);
}

TEST(json_diagnosis, names_line_and_column)
{
    auto const reason = diagnose("{\"a\": 1,\n  \"b\": ]}", "?");
    EXPECT_TRUE(reason.starts_with("line 2, column 8: ")) << reason;
    EXPECT_NE(reason.find("unexpected ']'"), reason.npos) << reason;
}

TEST(json_diagnosis, reads_no_giants)
{
    EXPECT_EQ(diagnose(std::string((1U << 20U) + 1, '['), "broken"), "broken");
}

} // namespace
} // namespace wayfinder::wire::json
