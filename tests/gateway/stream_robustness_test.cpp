// Streams as real upstreams send them: split anywhere, ended in any way, and slow.
#include "delivery_test.hpp"

namespace wayfinder::testing {
namespace {

std::string chunk_of(std::string_view delta_json, std::string_view finish = "null")
{
    return R"({"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":)" +
           std::string{delta_json} + R"(,"finish_reason":)" + std::string{finish} + "}]}";
}

std::string const says_one = chunk_of(R"({"content":"one"})");
std::string const stops = chunk_of("{}", "\"stop\"");

class stream_robustness : public delivery_test {
protected:
    /// The answer to a request for a stream if the upstream sends this body in one or many pieces.
    http_response stream_of(std::string const& body, std::size_t piece = 0)
    {
        paths_.set("/local", [=](auto const&, auto& reply) {
            reply.begin_events();
            auto const size = piece == 0 ? body.size() : piece;
            for (std::size_t at = 0; at < body.size(); at += size) reply.chunk(body.substr(at, size));
            reply.end_events();
        });
        if (!gateway_) start();
        return gateway_->chat(stream_body());
    }

    static void expect_unfinished(http_response const& answer)
    {
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.ending, body_ending::cut);
        EXPECT_EQ(answer.body.find("[DONE]"), std::string::npos);
        auto const events = parse_events(answer.body);
        ASSERT_FALSE(events.empty());
        auto last = parsed(events.back().data);
        EXPECT_EQ(last["error"]["type"], "wayfinder_router_upstream_error") << answer.body;
    }

    static std::string message_at_end(http_response const& answer)
    {
        EXPECT_EQ(answer.ending, body_ending::cut);
        auto const events = parse_events(answer.body);
        return events.empty() ? "" : parsed(events.back().data)["error"]["message"].get<std::string>();
    }
};

TEST_F(stream_robustness, events_may_be_split_anywhere)
{
    auto const body = "data: " + says_one + "\n\ndata: " + stops + "\n\ndata: [DONE]\n\n";
    for (std::size_t const piece : {1U, 2U, 3U, 7U, 50U}) {
        auto const answer = stream_of(body, piece);
        EXPECT_EQ(answer.body, body) << piece;
        EXPECT_EQ(answer.ending, body_ending::clean) << piece;
    }
}

TEST_F(stream_robustness, line_ends_comments_and_data_of_several_lines_pass_as_they_are)
{
    auto const half = says_one.find(",\"choices\"") + 1;
    auto const body = ": a comment\r\n\r\nevent: x\r\nid: 7\r\ndata: " + says_one.substr(0, half) +
                      "\r\ndata: " + says_one.substr(half) + "\r\n\r\n:\r\n\r\ndata:" + stops +
                      "\r\n\r\ndata: [DONE]\r\n\r\n";
    auto const answer = stream_of(body);
    EXPECT_EQ(answer.body, body);
    EXPECT_EQ(answer.ending, body_ending::clean);
}

TEST_F(stream_robustness, a_missing_end_mark_is_added_where_the_model_has_finished)
{
    auto const body = "data: " + says_one + "\n\ndata: " + stops + "\n\n";
    auto const answer = stream_of(body, 40);
    EXPECT_EQ(answer.body, body + "data: [DONE]\n\n");
    EXPECT_EQ(answer.ending, body_ending::clean);
}

TEST_F(stream_robustness, an_end_without_a_finish_is_none)
{
    expect_unfinished(stream_of("data: " + says_one + "\n\n"));
    EXPECT_EQ(metric(R"(stream_cuts_total{model="local",reason="upstream_stream_unfinished"})"), 1);
}

TEST_F(stream_robustness, an_end_without_an_answer_is_a_502)
{
    for (auto const* body : {"", ": nothing\n\n", "data: [DONE]\n\n"})
        expect_error(stream_of(body), 502, "wayfinder_router_upstream_error", "upstream_bad_answer");
}

TEST_F(stream_robustness, an_error_event_behind_content_ends_the_stream)
{
    std::string const error = R"({"error":{"message":"out of memory","type":"server_error","code":null}})";
    auto const answer = stream_of("data: " + says_one + "\n\ndata: " + error + "\n\n", 60);
    EXPECT_EQ(answer.ending, body_ending::cut);
    auto const events = parse_events(answer.body);
    ASSERT_EQ(events.size(), 2U) << answer.body;
    EXPECT_EQ(events.back().data, error) << "in the upstream's words, and once";
    EXPECT_EQ(metric(R"(stream_cuts_total{model="local",reason="upstream_error_event"})"), 1);
}

TEST_F(stream_robustness, a_stream_where_none_was_asked_for_becomes_a_whole_answer)
{
    auto const body = "data: " + says_one + "\n\ndata: " + stops + "\n\ndata: [DONE]\n\n";
    stream_of(body);
    auto const answer = gateway_->chat(chat_body(trivial_prompt));
    EXPECT_EQ(answer.headers.get("content-type"), "application/json");
    auto whole = parsed(answer.body);
    EXPECT_EQ(whole["object"], "chat.completion");
    EXPECT_EQ(whole["choices"][0]["message"]["content"], "one");
}

TEST_F(stream_robustness, a_length_that_lies)
{
    auto const lying = [](std::size_t claimed) {
        return [=](recorded_request const&, upstream_reply& reply) {
            reply.send(response_head(
                200, {{"Content-Type", "application/json"}, {"Content-Length", std::to_string(claimed)}}));
            reply.send(completion_json);
            reply.close();
        };
    };
    paths_.set("/local", lying(completion_json.size() + 1));
    expect_error(start().chat(chat_body(trivial_prompt)), 502, "wayfinder_router_upstream_error");
    paths_.set("/local", lying(completion_json.size() - 1));
    expect_error(gateway_->chat(chat_body(trivial_prompt)), 502, "wayfinder_router_upstream_error",
                 "upstream_bad_answer");
    paths_.set("/local", fake_upstream::completion());
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).body, completion_json)
        << "no surplus byte is an answer";
}

TEST_F(stream_robustness, what_an_upstream_does_behind_the_end_mark_holds_nobody_up)
{
    paths_.set("/local", [](auto const&, auto& reply) {
        reply.begin_events();
        for (auto const& data : {says_one, stops, std::string{"[DONE]"}}) reply.event(data);
        reply.stall();
    });
    auto client = start().connect();
    for (int i = 0; i < 2; ++i) {
        client.send(post_bytes("/v1/chat/completions", stream_body()));
        EXPECT_EQ(client.read_head().status, 200);
        while (client.read_piece()) {
        }
        EXPECT_EQ(client.ending(), body_ending::clean);
    }
}

TEST_F(stream_robustness, comments_keep_it_alive_while_the_upstream_thinks)
{
    paths_.set("/local", [](auto const& request, auto& reply) {
        reply.pause(500ms);
        two_deltas()(request, reply);
    });
    auto const answer = start({.gateway = "retries = 0\nstream_keep_alive = 0.1"}).chat(stream_body());
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.body.starts_with(": keep-alive\n\n")) << answer.body;
    EXPECT_EQ(answer.ending, body_ending::clean);
    EXPECT_EQ(parse_events(answer.body).back().data, "[DONE]");
}

TEST_F(stream_robustness, a_comment_that_cannot_be_written_ends_before_its_request)
{
    std::atomic<bool> all_sent{};
    paths_.set("/local", [&](auto const&, auto& reply) {
        reply.begin_events();
        for (int i = 0; i < 9; ++i)
            reply.event(chunk_of(R"({"content":")" + std::string(15'000, 'x') + "\"}"));
        all_sent = true;
        reply.stall();
    });
    start({.gateway = "retries = 0\nstream_keep_alive = 0.1\nlimits = { write_timeout = 1 }"});
    http_connection client{gateway_->port(), 4096};
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    EXPECT_EQ(client.read_head().status, 200);
    EXPECT_TRUE(eventually([&] { return all_sent.load(); }));
    std::this_thread::sleep_for(500ms); // comments until one does not fit
    client.half_close();
    EXPECT_TRUE(upstream_.log().wait_for_departure(0));
    EXPECT_EQ(gateway_->get("/livez").status, 200);
    EXPECT_EQ(gateway_->chat(chat_body("another", "cloud")).status, 200);
}

TEST_F(stream_robustness, a_stream_that_comes_encoded_cannot_follow_a_comment)
{
    paths_.set("/local", [](auto const&, auto& reply) {
        reply.pause(300ms);
        reply.begin_events({{"Content-Encoding", "gzip"}});
        reply.chunk("\x1f\x8b");
        reply.end_events();
    });
    auto const answer = start({.gateway = "retries = 0\nstream_keep_alive = 0.1"}).chat(stream_body());
    EXPECT_EQ(answer.status, 200);
    EXPECT_NE(answer.body.find("upstream_bad_answer"), std::string::npos) << answer.body;
    EXPECT_EQ(answer.body.find('\x1f'), std::string::npos);
}

TEST_F(stream_robustness, comments_between_events_and_never_inside_one)
{
    paths_.set("/local", [](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(says_one);
        reply.pause(300ms);
        reply.chunk("data: " + stops.substr(0, 20));
        reply.pause(300ms);
        reply.chunk(stops.substr(20) + "\n\ndata: [DONE]\n\n");
        reply.end_events();
    });
    start({.gateway = "retries = 0\nstream_keep_alive = 0.1", .local = "include_usage = false"});
    auto const answer = gateway_->chat(stream_body());
    EXPECT_EQ(answer.ending, body_ending::clean);
    auto const events = parse_events(answer.body);
    ASSERT_EQ(events.size(), 3U) << answer.body;
    EXPECT_EQ(events[1].data, stops);
    EXPECT_NE(answer.body.find(": keep-alive"), std::string::npos);
}

TEST_F(stream_robustness, failover_behind_a_comment_and_the_last_error_in_band)
{
    auto const slow_failure = [](auto const& request, auto& reply) {
        reply.pause(300ms);
        failing(503)(request, reply);
    };
    paths_.once("/local", slow_failure);
    paths_.set("/local", two_deltas());
    start({.gateway = "retries = 1\nstream_keep_alive = 0.1", .more_models = std::string{quick_retries}});
    auto const mended = gateway_->chat(stream_body());
    EXPECT_EQ(mended.status, 200);
    EXPECT_EQ(parse_events(mended.body).back().data, "[DONE]");

    paths_.set("/local", slow_failure);
    auto const failed = gateway_->chat(stream_body());
    EXPECT_EQ(failed.status, 200) << "the head has gone with the first comment";
    expect_unfinished(failed);

    paths_.set("/local", [](auto const& request, auto& reply) {
        reply.pause(300ms);
        failing(400, {}, "your mistake")(request, reply);
    });
    auto const mistaken = gateway_->chat(stream_body());
    auto last = parsed(parse_events(mistaken.body).back().data);
    EXPECT_EQ(last["error"]["message"], "your mistake");
    EXPECT_EQ(mistaken.ending, body_ending::cut);
}

TEST_F(stream_robustness, a_silence_that_is_fine_gets_no_comment)
{
    paths_.set("/local", [](auto const& request, auto& reply) {
        reply.pause(300ms);
        two_deltas()(request, reply);
    });
    auto const answer = start({.gateway = "retries = 0\nstream_keep_alive = 0"}).chat(stream_body());
    EXPECT_EQ(answer.body.find("keep-alive"), std::string::npos);
}

TEST_F(stream_robustness, a_stall_ends_with_an_error_event_and_is_counted)
{
    paths_.set("/local", [](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(says_one);
        reply.stall();
    });
    start({.local = "timeouts = { between_bytes = 0.2 }"});
    expect_unfinished(gateway_->chat(stream_body()));
    EXPECT_EQ(metric(R"(stream_cuts_total{model="local",reason="upstream_timeout"})"), 1);
}

TEST_F(stream_robustness, a_break_is_a_failed_call_that_operators_hear_of_once)
{
    paths_.set("/local", [](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(says_one);
        reply.close();
    });
    start({.gateway = "retries = 0"});
    auto const answer = gateway_->chat(stream_body(), {{"X-Request-Id", "torn-1"}});
    EXPECT_EQ(message_at_end(answer),
              "Model 'local' aborted its answer: the upstream closed the connection.");
    EXPECT_EQ(metric(R"(upstream_errors_total{model="local"})"), 1);
    EXPECT_EQ(metric(R"(stream_cuts_total{model="local",reason="upstream_connection_lost"})"), 1);
    EXPECT_TRUE(eventually([&] {
        return matches(gateway_->log(),
                       "warning request torn-1: model local at http://[^ ]+: the answer was aborted: "
                       "upstream_connection_lost: the upstream closed the connection\n");
    })) << gateway_->log();
}

TEST_F(stream_robustness, a_break_in_the_upstreams_own_words_is_logged_in_them)
{
    std::ignore =
        stream_of("data: " + says_one + "\n\ndata: {\"error\":{\"message\":\"out of memory\"}}\n\n");
    EXPECT_EQ(metric(R"(upstream_errors_total{model="local"})"), 1);
    EXPECT_TRUE(eventually([&] {
        return matches(gateway_->log(), "the answer was aborted: upstream_error_event: out of memory\n");
    })) << gateway_->log();
}

TEST_F(stream_robustness, whose_time_is_over_is_told_whose)
{
    paths_.set("/local", [](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(says_one);
        reply.stall();
    });
    start({.gateway = "retries = 0", .local = "timeouts = { between_bytes = 0.4 }"});
    EXPECT_EQ(message_at_end(gateway_->chat(stream_body())),
              "Model 'local' did not finish its answer within timeouts.between_bytes.");
    EXPECT_EQ(metric(R"(upstream_errors_total{model="local"})"), 1);
    auto const hurried = gateway_->chat(stream_body(), {{"X-Wayfinder-Timeout-Ms", "200"}});
    EXPECT_EQ(message_at_end(hurried),
              "Model 'local' did not finish its answer within X-Wayfinder-Timeout-Ms.");
    EXPECT_EQ(parsed(parse_events(hurried.body).back().data)["error"]["code"], "deadline_exceeded");
    EXPECT_EQ(metric(R"(stream_cuts_total{model="local",reason="deadline_exceeded"})"), 1);
    EXPECT_EQ(metric(R"(upstream_errors_total{model="local"})"), 1) << "the model is not to blame";
    auto recent = parsed(gateway_->get("/router/recent").body)["recent"];
    EXPECT_EQ(recent[0]["outcome"], "abandoned") << "by its client";
    EXPECT_EQ(recent[1]["outcome"], "cut");
}

} // namespace
} // namespace wayfinder::testing
