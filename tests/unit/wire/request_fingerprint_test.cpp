#include "unit/wire/request_reading.hpp"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace wayfinder::wire::openai {
namespace {

std::optional<fingerprint> meaning(std::string_view text, bool strict = false)
{
    reading sound{text};
    EXPECT_FALSE(sound.refused) << text;
    return sound.reader.request_fingerprint(strict);
}

/// A question with additional members.
std::string ask(std::string_view more = "", std::string_view content = R"("What is it?")")
{
    return R"({"messages":[{"role":"user","content":)" + std::string{content} + "}]" + std::string{more} +
           "}";
}

void expect_cacheable(std::string const& body)
{
    EXPECT_TRUE(meaning(body)) << body;
}

void expect_not_cacheable(std::string const& body)
{
    EXPECT_FALSE(meaning(body)) << body;
}

TEST(cacheable, is_what_does_not_depend_on_chance)
{
    expect_cacheable(ask());
    for (auto const more :
         {R"(,"temperature":0)", R"(,"temperature":0.0)", R"(,"temperature":-0e7)", R"(,"temperature":null)",
          R"(,"top_p":1)", R"(,"top_p":10e-1)", R"(,"top_p":null)", R"(,"n":1)", R"(,"n":1.0)",
          R"(,"n":null)", R"(,"seed":42)", R"(,"stream":true)", R"(,"max_tokens":5)", R"(,"stop":["a"])",
          R"(,"user":"u")", R"(,"response_format":{"type":"json_object"})"})
        expect_cacheable(ask(more));
    for (auto const more : {R"(,"temperature":0.1)", R"(,"temperature":1e-400)", R"(,"temperature":"0")",
                            R"(,"temperature":false)", R"(,"top_p":0.9)", R"(,"top_p":true)", R"(,"n":2)",
                            R"(,"n":0)", R"(,"n":"1")"})
        expect_not_cacheable(ask(more));
}

TEST(cacheable, is_what_can_be_answered_by_one_text)
{
    for (auto const more :
         {R"(,"tools":[])", R"(,"tools":null)", R"(,"tool_choice":"none")", R"(,"tool_choice":null)",
          R"(,"tool_choice":"n\u006fne")", R"(,"function_call":"none")", R"(,"functions":null)",
          R"(,"logit_bias":{})", R"(,"logit_bias":null)", R"(,"logprobs":false)", R"(,"store":false)",
          R"(,"store":null)", R"(,"modalities":null)"})
        expect_cacheable(ask(more));
    for (auto const more :
         {R"(,"tools":[{"type":"function"}])", R"(,"tools":{"a":1})", R"(,"tools":"")",
          R"(,"tool_choice":"auto")", R"(,"tool_choice":{"type":"function"})", R"(,"function_call":"auto")",
          R"(,"functions":[])", R"(,"logit_bias":{"50256":-100})", R"(,"logprobs":true)",
          R"(,"top_logprobs":0)", R"(,"modalities":["text"])", R"(,"audio":{"voice":"alloy"})",
          R"(,"store":true)", R"(,"store":1)", R"(,"web_search_options":{})", R"(,"\u0074emperature":1)"})
        expect_not_cacheable(ask(more));
}

TEST(cacheable, has_messages_of_text_alone)
{
    for (auto const content : {R"("")", R"([])", R"([{"type":"text","text":"a"},{"text":"b","type":"text"}])",
                               R"([{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}])"})
        expect_cacheable(ask("", content));
    for (auto const content :
         {"null", "7", "{}", R"(["a"])", R"([{"type":"image_url","image_url":{"url":"data:"}}])",
          R"([{"type":"text","text":"a"},{"type":"input_audio","input_audio":{}}])", R"([{"type":"text"}])",
          R"([{"type":"text","text":null}])", R"([{"text":"a"}])", R"([{"type":"refusal","refusal":"no"}])"})
        expect_not_cacheable(ask("", content));
    for (auto const body :
         {R"({})", R"({"messages":[]})", R"({"messages":null})", R"({"messages":"hi"})",
          R"({"messages":{"content":"hi"}})", R"({"messages":["hi"]})", R"({"messages":[{"role":"user"}]})",
          R"({"messages":[{"role":"user","content":"hi"},{"role":"assistant","tool_calls":[]}]})"})
        expect_not_cacheable(body);
}

TEST(cacheable, goes_by_the_last_of_duplicate_members)
{
    expect_cacheable(ask(R"(,"temperature":1,"temperature":0)"));
    expect_not_cacheable(ask(R"(,"temperature":0,"temperature":1)"));
    expect_cacheable(R"({"messages":[],"messages":[{"content":7,"content":"x"}]})");
    expect_not_cacheable(R"({"messages":[{"content":"x"}],"messages":[]})");
}

TEST(cacheable, strictly_is_what_says_so)
{
    EXPECT_FALSE(meaning(ask(), true));
    EXPECT_FALSE(meaning(ask(R"(,"temperature":null)"), true));
    EXPECT_FALSE(meaning(ask(R"(,"temperature":0,"temperature":null)"), true));
    EXPECT_FALSE(meaning(ask(R"(,"temperature":1)"), true));
    EXPECT_TRUE(meaning(ask(R"(,"temperature":0)"), true));
    EXPECT_TRUE(meaning(ask(R"(,"temperature":0.0e1)"), true));
}

TEST(request_meaning, does_not_depend_on_spelling)
{
    auto const plain = meaning(
        R"({"messages":[{"role":"user","content":"aé\n😀/"}],"seed":1,"metadata":{"a":[1,2],"b":{}}})");
    for (
        auto const other : {
            R"({"seed":1,"metadata":{"b":{},"a":[1,2]},"messages":[{"content":"aé\n😀/","role":"user"}]})",
            "{ \"messages\" : [ {\"role\":\"user\",\r\n\"content\":\"aé\\n😀/\" } ] ,\t\"seed\":1,"
            "\"metadata\":{\"a\":[1 ,2 ],\"b\":{ }}} ",
            R"({"messages":[{"role":"us\u0065r","content":"\u0061\u00E9\u000a\uD83D\uDE00\/"}],"seed":1,)"
            R"("m\u0065tadata":{"a":[1,2],"b":{}}})",
            R"({"messages":[{"role":"user","content":"aé\n😀/"}],"seed":10e-1,"metadata":{"a":[1.0,0.2E1],"b":{}}})",
            R"({"messages":[],"messages":[{"role":"x","role":"user","content":"aé\n😀/"}],"seed":2,"seed":1,)"
            R"("metadata":{"a":[1,2],"b":7,"b":{}}})",
        })
        EXPECT_EQ(meaning(other), plain) << other;
}

TEST(request_meaning, leaves_out_the_form_of_the_answer_and_the_route)
{
    auto const plain = meaning(ask());
    for (auto const more :
         {R"(,"model":"gpt-5")", R"(,"stream":true)", R"(,"stream":false)",
          R"(,"stream_options":{"include_usage":true})", R"(,"wayfinder_tuning":{"threshold":1})",
          R"(,"temperature":null)", R"(,"user":null)", R"(,"user":"a","user":null)"})
        EXPECT_EQ(meaning(ask(more)), plain) << more;
}

TEST(request_meaning, has_all_the_rest)
{
    std::vector<std::string> const bodies{
        ask(),
        ask(R"(,"temperature":0)"),
        ask(R"(,"n":1)"),
        ask(R"(,"top_p":1)"),
        ask(R"(,"tools":[])"),
        ask(R"(,"logit_bias":{})"),
        ask(R"(,"store":false)"),
        ask(R"(,"user":"a")"),
        ask(R"(,"user":"b")"),
        ask(R"(,"seed":1)"),
        ask(R"(,"seed":-1)"),
        ask(R"(,"seed":"1")"),
        ask(R"(,"seed":true)"),
        ask(R"(,"seed":9007199254740992)"),
        ask(R"(,"seed":9007199254740993)"),
        ask(R"(,"seed":{"model":1})"),
        ask(R"(,"seed":{})"),
        ask(R"(,"seed":{"model":null})"),
        ask(R"(,"seed":[])"),
        ask(R"(,"seed":[[]])"),
        ask(R"(,"seed":[1,2])"),
        ask(R"(,"seed":[2,1])"),
        ask(R"(,"seed":[12])"),
        ask(R"(,"seed":["1,2"])"),
        ask(R"(,"seed":["1","2"])"),
        ask(R"(,"seed":"")"),
        ask("", R"("what is it?")"),
        ask("", R"([{"type":"text","text":"What is it?"}])"),
        ask("", R"("\ud800")"),
        ask("", R"("\ud801")"),
        ask("", R"("\udc00")"),
        ask("", R"("\ud800\udc00")"),
        ask("", R"("\udc00\ud800")"),
        ask("", R"("\\ud800")"),
        ask("", R"("\u0000")"),
        ask("", R"("\\u0000")"),
        R"({"messages":[{"role":"system","content":"What is it?"}]})",
        R"({"messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}]})",
        R"({"messages":[{"role":"user","content":"b"},{"role":"user","content":"a"}]})",
    };
    std::map<fingerprint, std::string> seen;
    for (auto const& body : bodies) {
        auto const hash = meaning(body);
        ASSERT_TRUE(hash) << body;
        auto const [at, first] = seen.emplace(*hash, body);
        EXPECT_TRUE(first) << at->second << " is not " << body;
    }
}

/// Objects on both sides of the size from which they are represented by their digest.
TEST(request_meaning, does_not_depend_on_spelling_in_large_objects)
{
    for (std::size_t size = 180; size < 320; ++size) {
        std::string const text(size, 'x');
        auto const a = ask(R"(,"metadata":{"a":"-","b":")" + text + R"("})");
        auto const b = ask(R"(,"metadata":{"b":")" + text + R"(","a":7,"a":"-"})");
        auto const c = ask(R"(,"metadata":{"b":")" + text + R"(","a":"_"})");
        EXPECT_EQ(meaning(a), meaning(b));
        EXPECT_NE(meaning(a), meaning(c));
    }
}

TEST(request_meaning, goes_as_deep_as_the_reader_does)
{
    constexpr std::size_t depth = 1000;
    std::string nested;
    std::string end;
    for (std::size_t i = 0; i < depth - 1; ++i) {
        nested += i % 2 == 0 ? R"({"b":1,"a":)" : "[";
        end.insert(0, i % 2 == 0 ? "}" : "]");
    }
    auto const request_fingerprint = [&](std::string_view inside) {
        reading sound{ask(R"(,"metadata":)" + nested + std::string{inside} + end), depth};
        EXPECT_FALSE(sound.refused);
        return sound.reader.request_fingerprint(false);
    };
    EXPECT_EQ(request_fingerprint("1"), request_fingerprint("1.0"));
    EXPECT_NE(request_fingerprint("1"), request_fingerprint("2"));
}

TEST(request_meaning, reads_one_body_after_the_other)
{
    reading small{ask()};
    auto const first = small.reader.request_fingerprint(false);
    reading const large{ask("", '"' + std::string(3U << 20U, 'x') + '"')};
    chat_request ignored;
    EXPECT_FALSE(small.reader.read(large.body, 64, ignored));
    EXPECT_TRUE(small.reader.request_fingerprint(false));
    EXPECT_FALSE(small.reader.read(small.body, 64, ignored));
    EXPECT_EQ(small.reader.request_fingerprint(false), first);
}

} // namespace
} // namespace wayfinder::wire::openai
