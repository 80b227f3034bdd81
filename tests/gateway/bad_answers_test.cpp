// A success that is not a chat completion is a failure; one in the other form than requested is converted.
#include "delivery_test.hpp"

namespace wayfinder::testing {
namespace {

std::string event_of(std::string const& data)
{
    return "data: " + data + "\n\n";
}

std::string chunk_of(std::string const& delta, std::string const& finish = "null", int index = 0)
{
    return event_of(
        R"({"id":"c","created":1,"model":"m","object":"chat.completion.chunk","choices":[{"index":)" +
        std::to_string(index) + R"(,"delta":)" + delta + R"(,"finish_reason":)" + finish + "}]}");
}

std::string const says_a = chunk_of(R"({"role":"assistant","content":"a"})");
std::string const stops = chunk_of("{}", "\"stop\"");
std::string const done = event_of("[DONE]");
std::string const usage =
    event_of(R"({"id":"c","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}})");

class bad_answers : public delivery_test {
protected:
    void start_with_stand_in()
    {
        start({.local = "fallbacks = [\"spare\"]\ncost_per_1k = 1.0",
               .more_models = model_table("spare", upstream_.url("/spare/v1"))});
    }

    static fake_upstream::script saying(int status, std::string const& body)
    {
        return [=](recorded_request const&, upstream_reply& reply) { reply.respond(status, body); };
    }

    /// An event stream that ends with its connection.
    static fake_upstream::script streaming(std::string const& body)
    {
        return [=](recorded_request const&, upstream_reply& reply) {
            reply.send(response_head(200, {{"Content-Type", "text/event-stream"}}) + body);
            reply.close();
        };
    }

    http_response ask(fake_upstream::script script, bool stream)
    {
        paths_.set("/local", std::move(script));
        return gateway_->chat(stream ? stream_body() : chat_body(trivial_prompt));
    }

    void expect_stand_in(fake_upstream::script const& script, bool stream, std::string const& what)
    {
        auto const answer = ask(script, stream);
        EXPECT_EQ(answer.status, 200) << what;
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), "spare") << what << answer.body;
        EXPECT_EQ(answer.ending, body_ending::clean) << what;
        EXPECT_NE(answer.body.find("fine"), std::string::npos) << what << answer.body;
    }

    /// The whole answer that a stream is converted to.
    json put_together(std::string const& stream)
    {
        auto const answer = ask(streaming(stream), false);
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(answer.headers.get("content-type"), "application/json");
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), "local");
        return parsed(answer.body);
    }
};

TEST_F(bad_answers, what_is_no_completion_is_none)
{
    start_with_stand_in();
    auto const half = completion_json.substr(0, completion_json.size() / 2);
    for (auto const& body :
         {half, completion_json + "junk", std::string{"{}"}, std::string{R"({"detail":"not found"})"},
          std::string{R"({"status":"fail"})"}, std::string{R"({"errors":["no"]})"},
          std::string{R"({"id":"x","choices":[]})"}, std::string{R"({"id":"x","choices":null})"},
          std::string{R"({"choices":[{"index":0,"message":{},"finish_reason":"error"}]})"}})
        for (bool const stream : {false, true}) expect_stand_in(saying(200, body), stream, body);
    for (int const status : {202, 204, 205, 206, 600, 999})
        for (bool const stream : {false, true})
            expect_stand_in(saying(status, status == 600   ? completion_json
                                           : status == 206 ? half
                                                           : ""),
                            stream, std::to_string(status));
    EXPECT_EQ(metric("realized_cost_total"), 0) << "nothing of it is charged";
}

TEST_F(bad_answers, without_a_stand_in_it_is_a_502)
{
    start();
    expect_error(ask(saying(200, "{}"), false), 502, "wayfinder_router_upstream_error",
                 "upstream_bad_answer");
    auto error =
        expect_error(ask(saying(200, R"([{"error":{"code":400,"message":"gemini says no"}}])"), false), 400,
                     "invalid_request_error");
    EXPECT_EQ(error["message"], "gemini says no");
    error = expect_error(ask(saying(400, R"([{"error":{"code":400,"message":"gemini says no"}}])"), true),
                         400, "invalid_request_error");
    EXPECT_EQ(error["message"], "gemini says no");
    error = expect_error(ask(saying(200, R"({"error":{"message":"out of memory"}})"), false), 502,
                         "wayfinder_router_upstream_error", "upstream_status");
    EXPECT_EQ(error["message"], "Model 'local' sent an error instead of an answer: out of memory");
}

TEST_F(bad_answers, real_providers_are_taken_as_they_are)
{
    start();
    for (
        auto const* body :
        {R"({"choices":[{"message":{"content":null,"tool_calls":[{"id":"a","type":"function"}]}}]})",
         R"({"choices":[{"index":0,"message":{"role":"assistant","content":""},"finish_reason":"length"}],"x":1})",
         R"({"error":null,"choices":[{"message":{"content":[{"type":"text","text":"hi"}]}}],"usage":null})"}) {
        auto const answer = ask(saying(200, body), false);
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, body);
    }
}

TEST_F(bad_answers, a_stream_that_begins_with_a_failure_is_asked_for_elsewhere)
{
    start_with_stand_in();
    for (auto const& stream : {event_of(R"({"object":"error","message":"engine died","code":500})") + done,
                               event_of(R"({"cho)") + done, event_of("Internal Server Error") + done,
                               event_of(R"([{"error":{"message":"x"}}])"), chunk_of("{}", "\"error\"") + done,
                               event_of(R"({"type":"ping"})") + done})
        expect_stand_in(streaming(stream), true, stream);
}

TEST_F(bad_answers, a_stream_that_fails_later_is_cut)
{
    start({.local = "cost_per_1k = 1.0"});
    for (auto const& failure : {event_of(R"({"object":"error","message":"engine died","code":500})"),
                                chunk_of("{}", "\"error\""), event_of(R"({"cho)")}) {
        auto const answer = ask(streaming(says_a + failure + says_a + done), true);
        EXPECT_EQ(answer.ending, body_ending::cut) << failure;
        auto const events = parse_events(answer.body);
        ASSERT_EQ(events.size(), 2U) << "nothing follows the failure: " << answer.body;
        EXPECT_EQ(parsed(events[1].data)["error"]["code"], "upstream_error_event");
        EXPECT_EQ(parsed(gateway_->get("/router/recent?limit=1").body)["recent"][0]["outcome"], "cut");
    }
    auto const answer =
        ask(streaming(says_a + event_of(R"({"error":{"message":"own words"}})") + done), true);
    EXPECT_EQ(parse_events(answer.body).back().data, R"({"error":{"message":"own words"}})");
    EXPECT_EQ(answer.ending, body_ending::cut);
}

TEST_F(bad_answers, an_event_that_has_begun_is_no_part_of_a_cut_stream)
{
    start();
    auto const answer = ask(
        [](auto const&, auto& reply) {
            reply.begin_events();
            reply.chunk(says_a + says_a.substr(0, 30));
            reply.close();
        },
        true);
    auto const events = parse_events(answer.body);
    ASSERT_EQ(events.size(), 2U) << answer.body;
    EXPECT_TRUE(parsed(events[1].data).contains("error"));
}

TEST_F(bad_answers, the_end_mark_follows_a_whole_event)
{
    start();
    for (std::size_t const missing : {1U, 2U}) {
        auto const answer = ask(streaming(says_a + stops.substr(0, stops.size() - missing)), true);
        EXPECT_EQ(answer.body, says_a + stops + done);
        EXPECT_EQ(answer.ending, body_ending::clean);
    }
}

TEST_F(bad_answers, a_failed_stream_where_none_was_asked_for_is_asked_for_elsewhere)
{
    start_with_stand_in();
    for (auto const& stream :
         {says_a, says_a + event_of(R"({"error":{"message":"boom"}})"),
          says_a + chunk_of("{}", "\"error\"") + done, done, says_a + event_of("{\"cho") + done})
        expect_stand_in(streaming(stream), false, stream);
    EXPECT_EQ(metric("realized_cost_total"), 0);
}

TEST_F(bad_answers, a_whole_stream_becomes_a_whole_answer_whatever_it_says)
{
    start();
    auto answer = put_together(says_a + stops);
    EXPECT_EQ(answer["object"], "chat.completion");
    EXPECT_EQ(answer["choices"][0]["message"]["content"], "a");
    EXPECT_EQ(answer["choices"][0]["finish_reason"], "stop");

    answer = put_together(
        chunk_of(R"({"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"a",)"
                 R"("type":"function","function":{"name":"f","arguments":""}}]})") +
        chunk_of(R"({"tool_calls":[{"index":0,"function":{"arguments":"{\"x\":"}}]})") +
        chunk_of(R"({"tool_calls":[{"index":1,"id":"b","type":"function","function":)"
                 R"({"name":"g","arguments":"{}"}},{"index":0,"function":{"arguments":"1}"}}]})") +
        usage + done);
    auto calls = answer["choices"][0]["message"]["tool_calls"];
    ASSERT_EQ(calls.size(), 2U) << answer;
    EXPECT_EQ(calls[0],
              parsed(R"({"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}})"));
    EXPECT_EQ(calls[1]["function"]["name"], "g");
    EXPECT_EQ(answer["choices"][0]["finish_reason"], "tool_calls");
    EXPECT_EQ(answer["usage"]["completion_tokens"], 2);

    answer =
        put_together(chunk_of(R"({"refusal":"I ca"})") + chunk_of(R"({"refusal":"nnot"})") + stops + done);
    EXPECT_EQ(answer["choices"][0]["message"]["refusal"], "I cannot");
    EXPECT_TRUE(answer["choices"][0]["message"]["content"].is_null());

    answer = put_together(chunk_of(R"({"role":"assistant","content":""})") + stops + done);
    EXPECT_EQ(answer["choices"][0]["message"]["content"], "");
    answer = put_together(says_a + chunk_of(R"({"content":"b"})", "null", 1) + stops +
                          chunk_of("{}", "\"length\"", 1) + done);
    ASSERT_EQ(answer["choices"].size(), 2U);
    EXPECT_EQ(answer["choices"][1]["message"]["content"], "b");
    EXPECT_EQ(answer["choices"][1]["finish_reason"], "length");
}

TEST_F(bad_answers, a_whole_answer_becomes_a_stream_whatever_it_says)
{
    start();
    auto const told = [&](std::string const& choice, int status = 200) {
        auto const answer =
            ask(saying(status, R"({"id":"c","object":"chat.completion","choices":[)" + choice +
                                   R"(],"usage":{"prompt_tokens":3,"completion_tokens":2}})"),
                true);
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_TRUE(answer.headers.get("content-type").starts_with("text/event-stream"));
        auto const events = parse_events(answer.body);
        EXPECT_EQ(events.size(), 3U) << answer.body;
        EXPECT_EQ(events.back().data, "[DONE]");
        auto first = parsed(events.front().data)["choices"][0];
        first["finish_reason"] = parsed(events[1].data)["choices"][0]["finish_reason"];
        return first;
    };
    auto choice = told(R"({"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"a",)"
                       R"("type":"function","function":{"name":"f","arguments":"{}"}}]}})");
    EXPECT_EQ(choice["delta"]["tool_calls"][0]["index"], 0);
    EXPECT_EQ(choice["delta"]["tool_calls"][0]["function"]["name"], "f");
    EXPECT_EQ(choice["finish_reason"], "tool_calls");
    choice = told(R"({"message":{"content":"without a reason"}})");
    EXPECT_EQ(choice["delta"]["content"], "without a reason");
    EXPECT_EQ(choice["finish_reason"], "stop");
    choice = told(R"({"message":{"content":"made"},"finish_reason":"length"})", 201);
    EXPECT_EQ(choice["finish_reason"], "length");
}

} // namespace
} // namespace wayfinder::testing
