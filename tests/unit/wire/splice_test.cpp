#include "unit/wire/request_reading.hpp"
#include "wire/openai/splice.hpp"

#include <gtest/gtest.h>

namespace wayfinder::wire::openai {
namespace {

std::string spliced(std::string_view body)
{
    reading const read{body};
    EXPECT_FALSE(read.refused) << body;
    model_text const model{"gpt\"x"};
    std::string out;
    for (auto const piece : splice(read.body, read.request.edits, model, usage_wish::as_sent))
        out.append(piece);
    return out;
}

struct splice_case {
    char const* given;
    char const* sent;
};

// Each body before and after.
splice_case const splice_cases[] = {
    {R"({"model":"auto"})", R"({"model":"gpt\"x"})"},
    {R"({ "a" : 1.10 , "model" : "auto" , "b":1e2 })", R"({ "a" : 1.10 , "model" : "gpt\"x" , "b":1e2 })"},
    {R"({"model":{"a":["}\""]}, "z":"\/"})", R"({"model":"gpt\"x", "z":"\/"})"},
    {R"({"model":null})", R"({"model":"gpt\"x"})"},
    {R"({"mod\u0065l":"a","model":"b"})", R"({"mod\u0065l":"gpt\"x","model":"gpt\"x"})"},
    {R"({})", R"({"model":"gpt\"x"})"},
    {"\n{ \"a\":1}", "\n{\"model\":\"gpt\\\"x\", \"a\":1}"},
    {R"({"wayfinder_tuning":{},"a":1})", R"({"model":"gpt\"x","a":1})"},
    {R"({"a":1,"wayfinder_tuning":{}})", R"({"model":"gpt\"x","a":1})"},
    {R"({"a":1 , "wayfinder_tuning":[1,{"b":2}] , "b":2})", R"({"model":"gpt\"x","a":1 , "b":2})"},
    {R"({"wayfinder_tuning":1})", R"({"model":"gpt\"x"})"},
    {R"({"a":1,"wayfinder_tuning":1,"wayfinder_tuning":2})", R"({"model":"gpt\"x","a":1})"},
    {R"({"wayfinder_tuning":1,"wayfinder_tuning":2,"a":1})", R"({"model":"gpt\"x","a":1})"},
    {R"({"wayfinder_tuning":1,"a":1,"wayfinder_tuning":2,"model":"m","wayfinder_tuning":3 })",
     R"({"a":1,"model":"gpt\"x" })"},
    {R"({"messages":[{"model":"kept","wayfinder_tuning":1}],"model":"m"})",
     R"({"messages":[{"model":"kept","wayfinder_tuning":1}],"model":"gpt\"x"})"}};

TEST(splice, changes_nothing_but_the_model_and_the_tuning)
{
    for (auto const& each : splice_cases) EXPECT_EQ(spliced(each.given), each.sent) << each.given;
}

TEST(splice, copies_nothing)
{
    reading const read{R"({"model":"auto","messages":[]})"};
    model_text const model{"m"};
    auto const pieces = splice(read.body, read.request.edits, model, usage_wish::as_sent);
    ASSERT_EQ(pieces.size(), 3U);
    EXPECT_EQ(pieces.front().data(), read.body.data());
    EXPECT_EQ(pieces.back().data() + pieces.back().size(), read.body.data() + read.body.size());
}

} // namespace
} // namespace wayfinder::wire::openai
