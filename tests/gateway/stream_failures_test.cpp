// A stream that fails after it started reports that in-band and never ends cleanly.
#include "gateway_test.hpp"
#include "socket.hpp"

namespace wayfinder::testing {
namespace {

class stream_failures : public gateway_test {
protected:
    http_response answer_to(fake_upstream::script script)
    {
        upstream_.answer_with(std::move(script));
        if (!gateway_) start();
        return gateway_->chat(stream_body());
    }

    /// Expects the relayed events, then one error event, no [DONE], and an aborted connection.
    static void expect_broken_stream(http_response const& answer, std::string_view first_data,
                                     std::string_view code = {})
    {
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.ending, body_ending::cut) << "a cut stream must not look whole";
        EXPECT_EQ(answer.body.find("[DONE]"), std::string::npos);
        auto const events = parse_events(answer.body);
        ASSERT_GE(events.size(), 2U) << answer.body;
        EXPECT_EQ(events.front().data, delta(first_data));
        auto last = parsed(events.back().data);
        ASSERT_TRUE(last.is_object() && last.contains("error")) << answer.body;
        EXPECT_EQ(last["error"]["type"], "wayfinder_router_upstream_error");
        EXPECT_FALSE(last["error"]["message"].get<std::string>().empty());
        if (!code.empty()) {
            EXPECT_EQ(last["error"]["code"], code);
        }
    }
};

TEST_F(stream_failures, the_upstream_closes_without_the_last_chunk)
{
    expect_broken_stream(answer_to([](auto const&, auto& reply) {
                             reply.begin_events();
                             reply.event(delta("one"));
                             reply.close();
                         }),
                         "one");
}

TEST_F(stream_failures, the_upstream_resets)
{
    gate seen;
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.wait(seen);
        reply.reset();
    });
    auto client = start().connect();
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    auto answer = client.read_head();
    client.read_until("]}\n\n");
    seen.open();
    while (client.read_piece()) {
    }
    answer.body = client.body();
    answer.ending = client.ending();
    expect_broken_stream(answer, "one");
}

TEST_F(stream_failures, the_upstream_dies_inside_a_chunk)
{
    expect_broken_stream(answer_to([](auto const&, auto& reply) {
                             reply.begin_events();
                             reply.event(delta("one"));
                             reply.send("50\r\ndata: {\"two\":2}\n\n");
                             reply.close();
                         }),
                         "one");
}

TEST_F(stream_failures, the_upstream_dies_inside_an_event)
{
    auto const answer = answer_to([](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.chunk("data: {\"half\":");
        reply.close();
    });
    expect_broken_stream(answer, "one");
    EXPECT_EQ(answer.body.find("half"), std::string::npos) << "half an event is of no use to anybody";
}

TEST_F(stream_failures, the_upstream_closes_short_of_its_length)
{
    expect_broken_stream(answer_to([](auto const&, auto& reply) {
                             reply.send(response_head(
                                 200, {{"Content-Type", "text/event-stream"}, {"Content-Length", "500"}}));
                             reply.send("data: " + delta("one") + "\n\n");
                             reply.close();
                         }),
                         "one");
}

TEST_F(stream_failures, the_chunks_become_nonsense)
{
    expect_broken_stream(answer_to([](auto const&, auto& reply) {
                             reply.begin_events();
                             reply.event(delta("one"));
                             reply.send("not a chunk size\r\n");
                             reply.stall();
                         }),
                         "one");
}

TEST_F(stream_failures, a_stall_beyond_between_bytes)
{
    start({.local = "timeouts = { between_bytes = 0.2 }"});
    auto const answer = answer_to([](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.stall();
    });
    expect_broken_stream(answer, "one", "upstream_timeout");
    EXPECT_TRUE(upstream_.log().wait_for_departure(0, promptly)) << "the stalled call must be given up";
}

TEST_F(stream_failures, a_call_beyond_total)
{
    start({.local = "timeouts = { total = 0.4 }"});
    auto const answer = answer_to([](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        for (;;) {
            reply.pause(20ms);
            reply.event(delta("more"));
        }
    });
    expect_broken_stream(answer, "one", "upstream_timeout");
}

TEST_F(stream_failures, what_is_cut_behind_done_is_whole)
{
    auto const answer = answer_to([](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.event("[DONE]");
        reply.close();
    });
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.ending, body_ending::clean);
    EXPECT_EQ(parse_events(answer.body).back().data, "[DONE]");
}

TEST_F(stream_failures, before_the_first_body_byte_a_failure_is_a_502)
{
    for (auto const bytes : {"", "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n",
                             "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n",
                             "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n5\r\n"}) {
        auto const answer = answer_to([bytes](auto const&, auto& reply) {
            reply.send(bytes);
            reply.close();
        });
        expect_error(answer, 502, "wayfinder_router_upstream_error");
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "local");
        EXPECT_FALSE(answer.headers.has("x-wayfinder-router-served-by"));
    }
}

TEST_F(stream_failures, a_refused_connection_is_a_502)
{
    // The peer has answered 200 by then and can only send an error event and [DONE]; here nothing has been
    // sent yet.
    start_with(model_table("local", "http://127.0.0.1:" + std::to_string(refused_port())));
    auto const answer = gateway_->chat(stream_body());
    expect_error(answer, 502, "wayfinder_router_upstream_error", "upstream_connect_failed");
}

TEST_F(stream_failures, the_connection_of_a_broken_stream_is_not_reused)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.close();
    });
    auto client = start().connect();
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    EXPECT_EQ(client.read_response().ending, body_ending::cut);
    EXPECT_TRUE(client.closed_by_server());
}

} // namespace
} // namespace wayfinder::testing
