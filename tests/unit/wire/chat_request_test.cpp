#include "unit/wire/request_reading.hpp"

#include <gtest/gtest.h>

namespace wayfinder::wire::openai {
namespace {

using kind = unreadable::kind;

kind refusal(std::string_view body, std::size_t max_depth = 64)
{
    reading const read{body, max_depth};
    EXPECT_TRUE(read.refused) << body;
    return read.refused ? read.refused->why : kind{};
}

std::string model_of(std::string_view body)
{
    reading const read{body};
    EXPECT_FALSE(read.refused) << read.refused->message;
    return read.request.model;
}

TEST(chat_request, decodes_and_trims_the_model)
{
    EXPECT_EQ(model_of(R"({"model":"  cl\u006fud\n"})"), "cloud");
    EXPECT_EQ(model_of(R"({"mod\u0065l":"cloud"})"), "cloud");
}

TEST(chat_request, has_no_directive_without_a_string)
{
    for (auto const* body :
         {"{}", R"({"model":null})", R"({"model":["local"]})", R"({"model":{"a":"}"}})", R"({"model":7})"})
        EXPECT_EQ(model_of(body), "") << body;
}

TEST(chat_request, follows_the_last_of_duplicates)
{
    EXPECT_EQ(model_of(R"({"model":"a","model":"b"})"), "b");
    reading const read{
        R"({"messages":[{"role":"user","content":"old"}],"messages":[{"role":"user","content":"new"}]})"};
    EXPECT_EQ(read.scored(route_scope::all), "new");
}

TEST(chat_request, has_the_clients_cache_key)
{
    auto const key = [](std::string_view body) {
        return std::string{reading{body}.request.prompt_cache_key};
    };
    EXPECT_EQ(key(R"({"prompt_cache_key" : "a b" })"), "a b");
    EXPECT_EQ(key(R"({"prompt_cache_key":"a","prompt_cache_key":"b"})"), "b");
    for (auto const* none : {"{}", R"({"prompt_cache_key":null})", R"({"prompt_cache_key":["a"]})",
                             R"({"messages":[{"prompt_cache_key":"a"}]})", R"({"prompt_cache_key":""})"})
        EXPECT_EQ(key(none), "") << none;
}

TEST(chat_request, streams_only_on_true)
{
    EXPECT_TRUE(reading{R"({"stream":true})"}.request.stream);
    EXPECT_FALSE(reading{R"({"stream":1})"}.request.stream);
    EXPECT_FALSE(reading{R"({"stream":"true"})"}.request.stream);
    EXPECT_FALSE(reading{R"({"stream":true,"stream":false})"}.request.stream);
}

TEST(chat_request, reads_how_much_may_be_said)
{
    auto const limit = [](std::string_view body) { return reading{body}.request.max_tokens; };
    EXPECT_EQ(limit(R"({"max_tokens":16})"), 16U);
    EXPECT_EQ(limit(R"({"max_completion_tokens":8,"max_tokens":16})"), 16U)
        << "nobody knows which one the upstream heeds";
    EXPECT_EQ(limit(R"({"max_tokens":16,"max_completion_tokens":null})"), 16U);
    EXPECT_EQ(limit(R"({"max_tokens":16,"max_tokens":4})"), 16U);
    EXPECT_EQ(limit(R"({"max_tokens":99999999999999999999})"), 18446744073709551615U);
    for (auto const* body : {R"({"max_tokens":9.0})", R"({"max_tokens":0.9e1})", R"({"max_tokens":"9"})",
                             R"({"max_tokens":8.1})", R"({"max_tokens":"8.9"})"})
        EXPECT_EQ(limit(body), 9U) << body << ", as lenient upstreams read it";
    for (auto const* body : {"{}", R"({"max_tokens":null})", R"({"max_tokens":-1})",
                             R"({"max_tokens":1,"max_completion_tokens":-1})",
                             R"({"max_tokens":"-1","max_completion_tokens":1})"})
        EXPECT_FALSE(limit(body)) << body;
}

TEST(chat_request, refuses_limits_that_are_no_numbers)
{
    for (std::string const name : {"max_tokens", "max_completion_tokens", "n"}) {
        for (std::string const value :
             {"true", R"("many")", R"(" 8 ")", R"("1_000")", "[1]", "{}", R"("")"}) {
            reading const read{R"({"model":"a",")" + name + "\":" + value + "}"};
            ASSERT_TRUE(read.refused) << name << value;
            EXPECT_EQ(read.refused->why, kind::bad_member);
            EXPECT_EQ(read.refused->member, name);
            EXPECT_EQ(read.refused->message, "'" + name + "' must be a number.");
        }
    }
}

TEST(chat_request, refuses_names_that_only_some_readers_take_for_its_own)
{
    auto const member = [](std::string_view body) {
        reading const read{body};
        return read.refused && read.refused->why == kind::bad_member ? std::string{read.refused->member} : "";
    };
    EXPECT_EQ(member(R"({"model":"a","Model":"b"})"), "model");
    EXPECT_EQ(member(R"({"MAX_TOKENS":100000})"), "max_tokens");
    EXPECT_EQ(member(R"({"\u004d\u006fdel":"b"})"), "model");
    EXPECT_EQ(member("{\"me\u017F\u017Fages\":[]}"), "messages");
    EXPECT_EQ(member(R"({"max_to\u212aens":9})"), "max_tokens");
    EXPECT_EQ(member(R"({"max_to\u006bens":9})"), "") << "that is the name itself";
    EXPECT_EQ(member(R"({"Models":"a","Temperature":1,"\u00e9":1,"metadata":{"Model":"b"}})"), "");
}

TEST(chat_request, refuses_a_member_that_comes_again_and_again)
{
    auto const times = [](std::size_t n, std::string const& member) {
        std::string body{R"({"stream":true)"};
        for (std::size_t i = 0; i < n; ++i) body += "," + member;
        return body + "}";
    };
    EXPECT_FALSE(reading{times(64, R"("model":"a")")}.refused);
    EXPECT_EQ(refusal(times(80, R"("model":"a")")), kind::bad_member);
    EXPECT_EQ(refusal(times(80, R"("stream_options":null)")), kind::bad_member);
    auto options = std::string{R"({"stream":true,"stream_options":{"a":1)"};
    for (int i = 0; i < 80; ++i) options += R"(,"include_usage":false)";
    EXPECT_EQ(refusal(options + "}}"), kind::bad_member);
}

TEST(chat_request, refuses_more_messages_than_any_conversation_has)
{
    auto const with = [](std::size_t n, std::string const& message) {
        std::string body{R"({"messages":[)"};
        for (std::size_t i = 0; i < n; ++i) body += (i > 0 ? "," : "") + message;
        return body + "]}";
    };
    EXPECT_FALSE(reading{with(60'000, "{}")}.refused);
    EXPECT_EQ(refusal(with(70'000, "{}")), kind::bad_member);
    EXPECT_EQ(refusal(with(40'000, R"({"content":"a"})")), kind::bad_member);
    reading const refused{with(70'000, "{}")};
    EXPECT_EQ(refused.refused->member, "messages");
    EXPECT_EQ(refused.reader.transcript().size(), 0U) << "its memory is not kept";
}

TEST(chat_request, reads_the_number_of_choices)
{
    auto const choices = [](std::string_view body) { return reading{body}.request.choices; };
    EXPECT_EQ(choices("{}"), 1U);
    EXPECT_EQ(choices(R"({"n":3})"), 3U);
    EXPECT_EQ(choices(R"({"n":99999999999999999999})"), 1U << 20U);
    EXPECT_EQ(choices(R"({"n":8,"n":2})"), 8U);
    for (auto const* three : {R"({"n":3.0})", R"({"n":"3"})", R"({"n":30e-1})"})
        EXPECT_EQ(choices(three), 3U) << three << ", as lenient upstreams read it";
    for (auto const* body : {R"({"n":0})", R"({"n":-2})", R"({"n":null})"})
        EXPECT_EQ(choices(body), 1U) << body;
}

request_needs needs_of(std::string_view members)
{
    reading const read{R"({"model":"m",)" + std::string{members} + "}"};
    EXPECT_FALSE(read.refused);
    return read.request.needs;
}

TEST(chat_request, sees_what_not_every_model_can_do)
{
    EXPECT_FALSE(needs_of(R"("messages":[{"role":"user","content":"hi"}])").images);
    EXPECT_TRUE(
        needs_of(
            R"("messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"http://a"}}]}])")
            .images);
    EXPECT_FALSE(
        needs_of(R"("messages":[{"content":[{"type":"input_audio","input_audio":{"data":"AA"}}]}])").images);
    EXPECT_TRUE(needs_of(R"("tools":[{"type":"function"}])").tools);
    EXPECT_TRUE(needs_of(R"("functions":[{}])").tools);
    EXPECT_FALSE(needs_of(R"("tools":[])").tools);
    EXPECT_FALSE(needs_of(R"("tools":null)").tools);
    auto const schema = needs_of(R"("response_format":{"type":"json_schema","json_schema":{}})");
    EXPECT_TRUE(schema.json_schema && schema.json);
    auto const object = needs_of(R"("response_format":{"type":"json_object"})");
    EXPECT_TRUE(object.json && !object.json_schema);
    EXPECT_FALSE(needs_of(R"("response_format":{"type":"text"})").json);
}

TEST(chat_request, refuses_what_is_not_an_object)
{
    EXPECT_EQ(refusal(""), kind::empty);
    EXPECT_EQ(refusal(" \r\n\t"), kind::empty);
    EXPECT_EQ(refusal("[1,2]"), kind::not_an_object);
    EXPECT_EQ(refusal("\"text\""), kind::not_an_object);
    EXPECT_EQ(refusal("12"), kind::not_an_object);
    EXPECT_EQ(refusal("[1,"), kind::not_json);
}

TEST(chat_request, checks_every_byte_also_of_members_it_does_not_use)
{
    for (auto const* body : {R"({"a":1)",
                             R"({"a":1}})",
                             R"({"a":1} x)",
                             R"({"a" 1})",
                             R"({"a":01})",
                             R"({"a":"\q"})",
                             R"({"\q":1})",
                             R"({"a":tru})",
                             R"({"a":truex})",
                             R"({"a":[1,]})",
                             R"({"a":[1 2]})",
                             R"({"a":{"b":}})",
                             R"({"a":"open})",
                             R"({a:1})",
                             R"({"a":1,})",
                             R"({"messages":[{"role":"user","content":"\x"}]})",
                             R"({"messages":[{"role":"user","content":[{"text":"\ud8"}]}]})",
                             R"({"model":nul})",
                             R"({"a":"b":"c"})",
                             R"({"model":"b":"c"})",
                             R"({"a":["b":1]})",
                             R"({"model":[1,}]})",
                             R"({"wayfinder_tuning":{"a"}})",
                             "{\"a\":\"line\nbreak\"}",
                             "{\"a\":\v1}"})
        EXPECT_EQ(refusal(body), kind::not_json) << body;
}

TEST(chat_request, refuses_bytes_that_are_not_utf8)
{
    EXPECT_EQ(refusal("{\"a\":\"\xFF\"}"), kind::not_utf8);
    EXPECT_EQ(refusal("{\"a\":\"\xC3\"}"), kind::not_utf8);
    EXPECT_EQ(refusal("{\"a\":\"\xED\xA0\x80\"}"), kind::not_utf8);
}

TEST(chat_request, names_the_place_of_a_syntax_error)
{
    reading const read{"{\"model\":\"auto\",\n \"messages\":[}"};
    ASSERT_TRUE(read.refused);
    EXPECT_NE(read.refused->message.find("line 2, column 14"), std::string::npos) << read.refused->message;
}

TEST(chat_request, limits_depth_wherever_it_nests)
{
    EXPECT_FALSE(reading(R"({"a":[[]]})", 3).refused);
    EXPECT_EQ(refusal(R"({"a":[[[]]]})", 3), kind::too_deep);
    EXPECT_EQ(refusal(R"({"messages":[{"content":[{"text":"x"}]}]})", 4), kind::too_deep);
    EXPECT_FALSE(reading(R"({"messages":[{"content":[{"text":"x"}]}]})", 5).refused);
    EXPECT_EQ(refusal(R"({"model":[[[]]]})", 3), kind::too_deep);
    EXPECT_EQ(refusal(R"({"wayfinder_tuning":[[[]]]})", 3), kind::too_deep);
    EXPECT_EQ(refusal("{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}"),
              kind::too_deep);
}

TEST(chat_request, takes_what_other_parsers_stumble_over)
{
    for (auto const& body :
         {std::string{R"({"n":)"} + std::string(300, '9') + "}", std::string{R"({"n":1e999,"m":-1E-999})"},
          std::string{R"({"s":"\ud800","t":"\u0000"})"}, std::string{R"({"":1,"":2})"},
          std::string{"\t{\r\n\"a\" : [ ] , \"b\":{ } }\n\n"}})
        EXPECT_FALSE(reading{body}.refused) << body;
}

} // namespace
} // namespace wayfinder::wire::openai
