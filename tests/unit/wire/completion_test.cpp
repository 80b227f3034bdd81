#include "wire/openai/answer_options.hpp"
#include "wire/openai/completion.hpp"
#include "wire/openai/error.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace wayfinder::wire::openai {
namespace {

using nlohmann::json;

answer_options options_of(std::string body)
{
    body.reserve(body.size() + 64);
    return read_answer_options(body);
}

json data_of(std::string const& event)
{
    return json::parse(event.substr(6));
}

completion text_answer()
{
    return {"1", "m", "Hello you", "", "", {3, 2}};
}

TEST(completion, renders_a_whole_answer)
{
    auto const body = json::parse(render(text_answer()));
    EXPECT_EQ(body["object"], "chat.completion");
    EXPECT_EQ(body["choices"][0]["message"]["content"], "Hello you");
    EXPECT_EQ(body["choices"][0]["finish_reason"], "stop");
    EXPECT_EQ(body["usage"]["total_tokens"], 5);
}

TEST(completion, renders_a_tool_call)
{
    auto answer = text_answer();
    answer.tool = "look_up";
    answer.tool_arguments = R"({"text":"x"})";
    auto const choice = json::parse(render(answer))["choices"][0];
    EXPECT_EQ(choice["finish_reason"], "tool_calls");
    EXPECT_TRUE(choice["message"]["content"].is_null());
    EXPECT_EQ(choice["message"]["tool_calls"][0]["function"]["name"], "look_up");
}

TEST(completion, streams_the_pieces_in_order_and_usage_only_when_asked)
{
    auto const answer = text_answer();
    auto const events = render_stream(answer, {"Hello ", "you"}, true);
    ASSERT_EQ(events.size(), 6U);
    EXPECT_EQ(data_of(events[1])["choices"][0]["delta"]["content"], "Hello ");
    EXPECT_EQ(data_of(events[2])["choices"][0]["delta"]["content"], "you");
    EXPECT_EQ(data_of(events[3])["choices"][0]["finish_reason"], "stop");
    EXPECT_EQ(data_of(events[4])["usage"]["prompt_tokens"], 3);
    EXPECT_EQ(events[5], "data: [DONE]\n\n");
    EXPECT_EQ(render_stream(answer, {"Hello ", "you"}, false).size(), 5U);
}

TEST(answer_options, reads_forced_tools)
{
    EXPECT_EQ(options_of(R"({"tool_choice":{"type":"function","function":{"name":"f"}}})").forced_tool, "f");
    EXPECT_EQ(
        options_of(R"({"tool_choice":"required","tools":[{"type":"function","function":{"name":"g"}}]})")
            .forced_tool,
        "g");
    EXPECT_EQ(options_of(R"({"tool_choice":"auto","tools":[{"function":{"name":"g"}}]})").forced_tool, "");
    EXPECT_EQ(options_of(R"({"tool_choice":"required"})").forced_tool, "");
}

TEST(answer_options, reads_format_and_usage)
{
    auto const asked =
        options_of(R"({"stream_options":{"include_usage":true},"response_format":{"type":"json_schema"}})");
    EXPECT_TRUE(asked.include_usage);
    EXPECT_TRUE(asked.json_object);
    auto const odd = options_of(R"({"stream_options":7,"response_format":"json","tools":{}})");
    EXPECT_FALSE(odd.include_usage);
    EXPECT_FALSE(odd.json_object);
}

TEST(error_body, has_null_for_what_is_not_known)
{
    auto const body = json::parse(render(error_body{"No.", "some_error", "", "code"}));
    EXPECT_EQ(body["error"]["message"], "No.");
    EXPECT_TRUE(body["error"]["param"].is_null());
    EXPECT_EQ(body["error"]["code"], "code");
}

TEST(error_body, survives_bytes_that_are_not_utf8)
{
    EXPECT_TRUE(json::accept(render(error_body{"bad \xFF byte", "t", "", ""})));
}

} // namespace
} // namespace wayfinder::wire::openai
