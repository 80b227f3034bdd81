#include "unit/wire/request_reading.hpp"

#include <gtest/gtest.h>

namespace wayfinder::wire::openai {
namespace {

std::string scored(std::string_view messages, route_scope scope = route_scope::turn)
{
    reading const read{"{\"messages\":" + std::string{messages} + "}"};
    EXPECT_FALSE(read.refused) << messages;
    return read.scored(scope);
}

TEST(transcript, joins_parts_and_messages_by_line_feeds)
{
    EXPECT_EQ(
        scored(
            R"([{"role":"system","content":"S"},{"role":"user","content":[{"type":"text","text":"a"},{"text":"b\n"}]}])"),
        "S\na\nb\n");
}

TEST(transcript, skips_parts_without_a_text)
{
    EXPECT_EQ(
        scored(
            R"([{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:"}},7,{"text":5},{"text":"x"}]}])"),
        "x");
}

TEST(transcript, takes_the_last_of_duplicate_members)
{
    EXPECT_EQ(scored(R"([{"role":"assistant","content":"old","content":"new","role":"user"}])"), "new");
    EXPECT_EQ(scored(R"([{"role":"user","content":[{"text":"old","text":"new"}]}])"), "new");
    EXPECT_EQ(scored(R"([{"role":"user","content":[{"text":"old","text":null}]}])"), "");
}

TEST(transcript, counts_developer_as_system)
{
    EXPECT_EQ(scored(R"([{"role":"developer","content":"D"},{"role":"user","content":"u"}])"), "D\nu");
}

TEST(transcript, makes_nothing_of_other_shapes)
{
    EXPECT_EQ(scored("null"), "");
    EXPECT_EQ(scored("{}"), "");
    EXPECT_EQ(scored(R"(["text",1,null])"), "");
    EXPECT_EQ(scored(R"([{"role":7,"content":{"text":"x"}}])", route_scope::all), "");
}

TEST(transcript, unescapes_only_what_is_selected)
{
    EXPECT_EQ(scored(R"([{"role":"user","content":"\u0041\ud800"}])"), "A\xED\xA0\x80");
}

} // namespace
} // namespace wayfinder::wire::openai
