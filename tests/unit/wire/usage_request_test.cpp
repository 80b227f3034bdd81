// How a stream's usage is requested: what the client wants, and the bytes that go upstream.
#include "unit/wire/request_reading.hpp"
#include "wire/openai/splice.hpp"

#include <gtest/gtest.h>

namespace wayfinder::wire::openai {
namespace {

std::string sent(std::string_view body, usage_wish usage)
{
    reading const read{body};
    EXPECT_FALSE(read.refused) << body;
    model_text const model{"m"};
    std::string out;
    for (auto const piece : splice(read.body, read.request.edits, model, usage)) out.append(piece);
    return out;
}

bool wanted(std::string_view body)
{
    return reading{body}.request.wants_usage;
}

struct usage_case {
    char const* given;
    char const* sent;
};

usage_case const asked_for[] = {
    {R"({"model":"m","stream":true})",
     R"({"stream_options":{"include_usage":true},"model":"m","stream":true})"},
    {R"({"stream":true})", R"({"model":"m","stream_options":{"include_usage":true},"stream":true})"},
    {R"({ "wayfinder_tuning":{}, "stream":true })",
     R"({"model":"m","stream_options":{"include_usage":true}, "stream":true })"},
    {R"({"model":"m","stream_options":{},"stream":true})",
     R"({"model":"m","stream_options":{"include_usage":true},"stream":true})"},
    {R"({"model":"m","stream_options" : { } ,"stream":true})",
     R"({"model":"m","stream_options" : {"include_usage":true } ,"stream":true})"},
    {R"({"model":"m","stream_options":{ "x":1 },"stream":true})",
     R"({"model":"m","stream_options":{"include_usage":true, "x":1 },"stream":true})"},
    {R"({"model":"m","stream_options":null,"stream":true})",
     R"({"model":"m","stream_options":{"include_usage":true},"stream":true})"},
    {R"({"model":"m","stream":true,"stream_options":{"x":1 ,"include_usage" : false , "y":2}})",
     R"({"model":"m","stream":true,"stream_options":{"x":1 ,"include_usage" : true , "y":2}})"},
    {R"({"model":"m","stream":true,"stream_options":{"include_us\u0061ge":null}})",
     R"({"model":"m","stream":true,"stream_options":{"include_us\u0061ge":true}})"},
    {R"({"model":"m","stream":true,"stream_options":{"include_usage":false,"include_usage":null}})",
     R"({"model":"m","stream":true,"stream_options":{"include_usage":true,"include_usage":true}})"},
    {R"({"stream_options":{"x":1},"wayfinder_tuning":1,"stream_options":null,"model":"m","stream":true})",
     R"({"stream_options":{"include_usage":true,"x":1},"stream_options":{"include_usage":true},"model":"m","stream":true})"}};

TEST(usage_request, asks_with_one_edit)
{
    for (auto const& each : asked_for) {
        EXPECT_EQ(sent(each.given, usage_wish::ask), each.sent) << each.given;
        EXPECT_FALSE(wanted(each.given)) << each.given;
        EXPECT_TRUE(wanted(each.sent)) << each.given;
        EXPECT_EQ(sent(each.sent, usage_wish::ask), each.sent) << each.given;
    }
}

TEST(usage_request, can_be_left_out_for_a_model)
{
    for (auto const* body :
         {R"({"model":"m","stream":true})", R"({"model":"m","stream":true,"stream_options":{}})",
          R"({"model":"m","stream":true,"stream_options":null})",
          R"({"model":"m","stream":true,"stream_options":{"include_usage":false}})"})
        EXPECT_EQ(sent(body, usage_wish::as_sent), body);
}

TEST(usage_request, leaves_alone_what_asks_does_not_stream_or_is_not_the_apis)
{
    for (
        auto const* body :
        {R"({"model":"m","stream":true,"stream_options":{"include_usage":true}})", R"({"model":"m"})",
         R"({"model":"m","stream":false})", R"({"model":"m","stream":true,"stream":false})",
         R"({"model":"m","stream_options":{"include_usage":false}})",
         R"({"model":"m","stream":1,"stream_options":null})",
         R"({"model":"m","stream":true,"stream_options":[]})",
         R"({"model":"m","stream":true,"stream_options":"all"})",
         R"({"model":"m","stream":true,"stream_options":{"include_usage":1}})",
         R"({"model":"m","stream":true,"stream_options":{"include_usage":{"a":false}}})",
         R"({"model":"m","stream":true,"stream_options":{"include_usage":"true"},"messages":[{"stream_options":null}]})"})
        EXPECT_EQ(sent(body, usage_wish::ask), body);
}

TEST(usage_request, knows_what_the_client_wants)
{
    EXPECT_TRUE(wanted(R"({"stream":true,"stream_options":{"include_usage":true}})"));
    EXPECT_TRUE(wanted(R"({"stream_options":{"include_usage":false,"include_usage":true}})"));
    EXPECT_FALSE(wanted(R"({"stream_options":{"include_usage":true},"stream_options":{}})"));
    EXPECT_FALSE(wanted(R"({"stream_options":{"include_usage":true},"stream_options":7})"));
    EXPECT_FALSE(wanted(R"({"stream_options":{"include_usage":"true"}})"));
    EXPECT_FALSE(wanted("{}"));
}

} // namespace
} // namespace wayfinder::wire::openai
