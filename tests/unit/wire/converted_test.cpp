#include "wire/openai/converted.hpp"

#include "wire/sse.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace wayfinder::wire::openai {
namespace {

using nlohmann::json;

std::string chunk(std::string const& choice, std::string const& more = {})
{
    return sse_event("",
                     R"({"id":"c","object":"chat.completion.chunk","choices":[)" + choice + "]" + more + "}");
}

std::string delta(std::string const& said, std::string const& finish = "null")
{
    return chunk(R"({"index":0,"delta":)" + said + R"(,"finish_reason":)" + finish + "}");
}

json whole(std::string const& stream)
{
    auto const told = as_whole(stream);
    return told ? json::parse(*told) : json{};
}

TEST(converted, a_call_without_members_is_a_call)
{
    for (auto const* call : {"{}", R"({"function":1})", R"({"index":null})"})
        EXPECT_EQ(whole(delta(R"({"tool_calls":[)" + std::string{call} +
                              "]}"))["choices"][0]["message"]["tool_calls"]
                      .size(),
                  1U)
            << call;
}

TEST(converted, the_two_forms_tell_the_same)
{
    auto const answer =
        json::parse(R"({"id":"c","object":"chat.completion","created":7,"model":"m","choices":[
        {"index":0,"message":{"role":"assistant","content":"Paris é","refusal":null,"reasoning_content":"so"},
         "logprobs":{"content":[{"token":"P","logprob":-0.5}]},"finish_reason":"length"},
        {"index":1,"message":{"role":"assistant","content":null,"tool_calls":[
          {"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},
          {"id":"b","type":"function","function":{"name":"g","arguments":""}}]},
         "logprobs":null,"finish_reason":"tool_calls"}],
        "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}})");
    auto const stream = as_stream(answer.dump(), true);
    ASSERT_TRUE(stream);
    EXPECT_EQ(whole(*stream), answer);
    auto unsaid = answer;
    unsaid.erase("usage");
    EXPECT_EQ(whole(*as_stream(answer.dump(), false)), unsaid);
}

TEST(converted, pieces_add_up)
{
    auto const told = whole(
        delta(R"({"role":"assistant","content":"a","tool_calls":[{"index":1,"id":"x","type":"function",)"
              R"("function":{"name":"f","arguments":"{"}}]})") +
        ": comment\n\n" +
        delta(R"({"role":"assistant","content":"b","tool_calls":[{"index":1,"id":"x",)"
              R"("type":"function","function":{"name":"f","arguments":"}"}}]})") +
        delta("{}", R"("tool_calls")") + sse_event("", "[DONE]") + delta(R"({"content":"behind"})"));
    auto const message = told["choices"][0]["message"];
    EXPECT_EQ(message["content"], "ab");
    ASSERT_EQ(message["tool_calls"].size(), 1U);
    EXPECT_EQ(message["tool_calls"][0],
              json::parse(R"({"id":"x","type":"function","function":{"name":"f","arguments":"{}"}})"));
}

TEST(converted, an_end_that_nobody_told_follows_from_what_was_said)
{
    EXPECT_EQ(whole(delta(R"({"content":"a"})"))["choices"][0]["finish_reason"], "stop");
    EXPECT_EQ(whole(delta(R"({"tool_calls":[{"index":0,"function":{}}]})"))["choices"][0]["finish_reason"],
              "tool_calls");
    auto const stream = as_stream(R"({"choices":[{"message":{"content":"a"}}]})", false);
    ASSERT_TRUE(stream);
    EXPECT_NE(stream->find(R"("finish_reason":"stop")"), std::string::npos);
}

TEST(converted, what_is_no_answer_is_not_told)
{
    for (auto const* body : {"", "{}", "[]", R"({"choices":[]})", R"({"choices":[7]})", R"({"choices":[{}])"})
        EXPECT_FALSE(as_stream(body, true)) << body;
    for (auto const& stream :
         {std::string{}, sse_event("", "[DONE]"), sse_event("", "{\"cho"), sse_event("", R"({"choices":[]})"),
          sse_event("", "[1]"), delta(R"({"content":")" + std::string(2U << 20U, 'x') + "\"}")})
        EXPECT_FALSE(as_whole(stream)) << stream.substr(0, 100);
}

TEST(converted, odd_members_do_no_harm)
{
    for (auto const* choice :
         {R"({"index":-1,"delta":7})", R"({"delta":{"tool_calls":[7,{"index":"x"},{"function":7}]}})",
          R"({"delta":{"content":["a"],"role":7}})", R"({"index":18446744073709551615,"logprobs":[1]})",
          "7"}) {
        auto const stream = chunk(R"({"index":0,"delta":{"content":"a"}})") + chunk(choice) + chunk(choice);
        EXPECT_TRUE(as_whole(stream)) << choice;
    }
    EXPECT_TRUE(as_stream(R"({"choices":[{"message":{"tool_calls":[7]},"logprobs":7,"index":"x"}]})", true));
}

TEST(converted, nothing_is_lost_that_no_type_holds)
{
    auto const told =
        as_whole(delta(R"({"content":"a\ud83d"})") + delta(R"({"content":"\ude00b\u00e9"})") +
                 chunk("", R"(,"seed":123456789012345678901234567890,"p":0.10000000000000000000001)"));
    ASSERT_TRUE(told);
    EXPECT_NE(told->find(R"("content":"a\ud83d\ude00b\u00e9")"), told->npos) << *told;
    EXPECT_NE(told->find(R"("seed":123456789012345678901234567890)"), told->npos) << *told;
    EXPECT_NE(told->find(R"("p":0.10000000000000000000001)"), told->npos) << *told;
    auto const stream = as_stream(R"({"choices":[{"message":{"content":"cut \ud83d"}}],"n":1E400})", false);
    ASSERT_TRUE(stream);
    EXPECT_NE(stream->find(R"("content":"cut \ud83d")"), stream->npos) << *stream;
    EXPECT_NE(stream->find(R"("n":1E400)"), stream->npos) << *stream;
}

TEST(converted, the_last_of_duplicates_counts)
{
    auto const told = as_whole(delta(R"({"content":"a","x":1,"x":null})"));
    ASSERT_TRUE(told);
    EXPECT_NE(told->find(R"("x":null)"), told->npos) << *told;
}

TEST(converted, what_nests_without_end_is_not_told)
{
    std::string const deep(600, '[');
    EXPECT_FALSE(as_stream(
        R"({"choices":[{"message":{"content":"a"}}],"x":)" + deep + std::string(600, ']') + "}", false));
}

} // namespace
} // namespace wayfinder::wire::openai
