// builtin:echo, the model inside the gateway.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class echo : public gateway_test {
protected:
    gateway_process& start_echo(std::string_view more = {})
    {
        return start_with("[routing]\nthreshold = 0.2\n" + model_table("local", "builtin:echo", more) +
                          model_table("cloud", "builtin:echo"));
    }

    json complete(std::string_view body)
    {
        if (!gateway_) start_echo();
        auto const answer = gateway_->chat(body);
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_TRUE(answer.headers.get("content-type").starts_with("application/json"));
        return parsed(answer.body);
    }

    /// The chunks of a stream, without [DONE], which must be there.
    std::vector<json> chunks(std::string_view body)
    {
        if (!gateway_) start_echo();
        auto const answer = gateway_->chat(body);
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_TRUE(answer.headers.get("content-type").starts_with("text/event-stream"));
        EXPECT_EQ(answer.ending, body_ending::clean);
        auto events = parse_events(answer.body);
        EXPECT_FALSE(events.empty());
        if (events.empty()) return {};
        EXPECT_EQ(events.back().data, "[DONE]");
        events.pop_back();
        std::vector<json> all;
        for (auto const& each : events) all.push_back(parsed(each.data));
        return all;
    }

    static std::string joined_content(std::vector<json> all)
    {
        std::string text;
        for (auto& each : all)
            for (auto& choice : each["choices"])
                if (choice["delta"].contains("content") && choice["delta"]["content"].is_string())
                    text += choice["delta"]["content"].get<std::string>();
        return text;
    }
};

constexpr std::string_view weather_tool =
    R"("tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":)"
    R"({"city":{"type":"string"}},"required":["city"]}}}])";

TEST_F(echo, answers_with_the_last_user_text_and_usage)
{
    auto answer = complete(chat_body("a parrot, please"));
    EXPECT_EQ(answer["object"], "chat.completion");
    EXPECT_FALSE(answer["id"].get<std::string>().empty());
    EXPECT_TRUE(answer["created"].is_number_integer());
    EXPECT_TRUE(answer["model"].is_string());
    auto const choice = answer["choices"].at(0);
    EXPECT_EQ(choice["index"], 0);
    EXPECT_EQ(choice["message"]["role"], "assistant");
    EXPECT_NE(choice["message"]["content"].get<std::string>().find("a parrot, please"), std::string::npos);
    EXPECT_EQ(choice["finish_reason"], "stop");
    auto const usage = answer["usage"];
    EXPECT_GT(usage["prompt_tokens"], 0);
    EXPECT_GT(usage["completion_tokens"], 0);
    EXPECT_EQ(usage["total_tokens"].get<int>(),
              usage["prompt_tokens"].get<int>() + usage["completion_tokens"].get<int>());
}

TEST_F(echo, carries_the_decision_like_any_model)
{
    auto const answer = start_echo().chat(chat_body(complex_prompt));
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "cloud");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), "cloud");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-score"), "0.40");
}

TEST_F(echo, is_deterministic)
{
    auto first = complete(chat_body("again"));
    auto second = complete(chat_body("again"));
    EXPECT_EQ(first["choices"], second["choices"]);
    EXPECT_EQ(first["usage"], second["usage"]);
}

TEST_F(echo, streams_deltas_that_join_to_the_same_answer)
{
    auto whole = complete(chat_body("one two three four"));
    auto parts = chunks(stream_body("one two three four"));
    ASSERT_GE(parts.size(), 3U);
    for (auto& each : parts) {
        EXPECT_EQ(each["object"], "chat.completion.chunk");
        EXPECT_EQ(each["id"], parts.front()["id"]);
        EXPECT_FALSE(each.contains("usage") && each["usage"].is_object()) << "usage was not asked for";
    }
    EXPECT_EQ(parts.front()["choices"][0]["delta"]["role"], "assistant");
    EXPECT_EQ(parts.back()["choices"][0]["finish_reason"], "stop");
    EXPECT_EQ(joined_content(parts), whole["choices"][0]["message"]["content"]);
}

TEST_F(echo, streams_usage_when_asked)
{
    auto const body =
        chat_body("one two", "auto", R"("stream":true,"stream_options":{"include_usage":true})");
    auto parts = chunks(body);
    ASSERT_GE(parts.size(), 2U);
    EXPECT_EQ(parts.back()["choices"], json::array());
    EXPECT_EQ(parts.back()["usage"], complete(chat_body("one two"))["usage"]);
}

TEST_F(echo, calls_a_tool_when_it_must)
{
    for (auto const* choice : {R"("required")", R"({"type":"function","function":{"name":"weather"}})"}) {
        auto const body = chat_body("x", "auto", std::string{weather_tool} + R"(,"tool_choice":)" + choice);
        auto answer = complete(body)["choices"][0];
        EXPECT_EQ(answer["finish_reason"], "tool_calls");
        auto const call = answer["message"]["tool_calls"].at(0);
        EXPECT_EQ(call["type"], "function");
        EXPECT_FALSE(call["id"].get<std::string>().empty());
        EXPECT_EQ(call["function"]["name"], "weather");
        EXPECT_TRUE(parsed(call["function"]["arguments"].get<std::string>()).is_object());
    }
}

TEST_F(echo, calls_no_tool_unless_it_must)
{
    auto answer = complete(chat_body("x", "auto", weather_tool))["choices"][0];
    EXPECT_EQ(answer["finish_reason"], "stop");
    EXPECT_FALSE(answer["message"].contains("tool_calls"));
}

TEST_F(echo, streams_tool_calls)
{
    auto const body =
        chat_body("x", "auto", std::string{weather_tool} + R"(,"tool_choice":"required","stream":true)");
    std::string arguments;
    std::string called;
    std::string reason;
    for (auto& each : chunks(body)) {
        for (auto& choice : each["choices"]) {
            if (choice.contains("finish_reason") && choice["finish_reason"].is_string())
                reason = choice["finish_reason"];
            for (auto& call : choice["delta"]["tool_calls"]) {
                EXPECT_EQ(call["index"], 0);
                called += call["function"].value("name", "");
                arguments += call["function"].value("arguments", "");
            }
        }
    }
    EXPECT_EQ(called, "weather");
    EXPECT_TRUE(parsed(arguments).is_object()) << arguments;
    EXPECT_EQ(reason, "tool_calls");
}

TEST_F(echo, gives_a_json_object_when_asked)
{
    auto const schema = R"("response_format":{"type":"json_schema","json_schema":{"name":"n","schema":)"
                        R"({"type":"object","properties":{"a":{"type":"string"}}}}})";
    for (std::string_view const format :
         {std::string_view{R"("response_format":{"type":"json_object"})"}, std::string_view{schema}}) {
        auto const content =
            complete(chat_body("say \"it\"", "auto", format))["choices"][0]["message"]["content"];
        EXPECT_TRUE(parsed(content.get<std::string>()).is_object()) << content;
    }
}

TEST_F(echo, copes_with_any_conversation)
{
    for (auto const* body :
         {"{}", R"({"messages":[]})", R"({"messages":null})", R"({"messages":[{"role":"user"}]})",
          R"({"messages":[{"role":"user","content":[{"type":"image_url"}]}]})",
          R"({"messages":[{"role":"user","content":"\ud800 \u0000 \" \\"}]})"})
        EXPECT_TRUE(complete(body)["choices"][0]["message"]["content"].is_string()) << body;
}

TEST_F(echo, text_parts_are_echoed)
{
    auto const body = R"({"messages":[{"role":"user","content":[{"type":"text","text":"in parts"},)"
                      R"({"type":"image_url","image_url":{"url":"data:,"}}]}]})";
    EXPECT_NE(complete(body)["choices"][0]["message"]["content"].get<std::string>().find("in parts"),
              std::string::npos);
}

TEST_F(echo, waits_as_configured)
{
    start_echo("echo_delay = 0.2");
    auto const began = clock::now();
    complete(chat_body("x"));
    EXPECT_GE(clock::now() - began, 200ms);
    EXPECT_EQ(gateway_->get("/livez").status, 200);
}

TEST_F(echo, a_delayed_stream_comes_piece_by_piece_and_ends_with_its_client)
{
    auto client = start_echo("echo_delay = 0.1").connect();
    client.send(post_bytes("/v1/chat/completions", stream_body("a b c d e f g h i j k l m n o p q r s t")));
    client.read_head();
    client.read_until("data: ");
    EXPECT_EQ(client.body().find("[DONE]"), std::string::npos);
    client.reset();
    gateway_->signal(SIGTERM);
    EXPECT_TRUE(gateway_->wait_for_exit(promptly)) << "nobody is left to wait for";
}

TEST_F(echo, debug_works_here_too)
{
    auto const answer = start_echo().chat(chat_body("x"), {{"X-Wayfinder-Debug", "1"}});
    EXPECT_EQ(parsed(answer.body)["wayfinder"]["model"], "local");
}

} // namespace
} // namespace wayfinder::testing
