// SIGTERM: no new work, requests in flight finish, within a limit.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class drain : public gateway_test {
protected:
    /// A stream that has sent its first event and continues when the gate opens.
    http_connection begin_stream()
    {
        upstream_.answer_with([this](auto const&, auto& reply) {
            reply.begin_events();
            reply.event(delta("one"));
            reply.wait(finish_);
            reply.event("[DONE]");
            reply.end_events();
        });
        auto client = gateway_->connect();
        client.send(post_bytes("/v1/chat/completions", stream_body()));
        client.read_head();
        client.read_until("one");
        return client;
    }

    /// A request of which everything but end_of_request_ has been sent.
    http_connection begin_request()
    {
        auto const request = post_bytes("/v1/chat/completions", chat_body(trivial_prompt));
        auto const sent_now = request.size() - 10;
        end_of_request_ = request.substr(sent_now);
        auto client = gateway_->connect();
        client.send(request.substr(0, sent_now));
        EXPECT_FALSE(client.closed_by_server(50ms));
        return client;
    }

    bool is_draining() const
    {
        return eventually([this] {
            try {
                return gateway_->get("/readyz").status == 503;
            } catch (peer_gone const&) { // connected just before the signal, closed as idle
                return false;
            }
        });
    }

    void expect_exit(std::chrono::milliseconds bound = patience)
    {
        auto const status = gateway_->wait_for_exit(bound);
        ASSERT_TRUE(status) << gateway_->log();
        EXPECT_EQ(status->signal, 0) << gateway_->log();
        EXPECT_EQ(status->code, 0) << gateway_->log();
    }

    /// A ledger that outlives the gateway.
    [[nodiscard]] std::string books() const
    {
        return "[gateway.ledger]\nfile = \"" + (place_.path() / "books.db").string() + "\"\n";
    }

    /// How the last request of the gateway that has ended was booked.
    std::string last_in_the_ledger()
    {
        start({.more_models = books()});
        return parsed(gateway_->get("/router/recent").body)["recent"][0].value("outcome", "");
    }

    temporary_directory place_;
    gate finish_;
    std::string end_of_request_;
};

TEST_F(drain, an_idle_gateway_ends_at_once)
{
    for (auto const signal : {SIGTERM, SIGINT}) {
        start().signal(signal);
        expect_exit(promptly);
    }
}

TEST_F(drain, idle_connections_do_not_hold_it_up)
{
    auto& gateway = start();
    auto fresh = gateway.connect();
    auto used = gateway.connect();
    used.send(request_bytes("GET", "/livez"));
    EXPECT_EQ(used.read_response().status, 200);
    gateway.signal(SIGTERM);
    expect_exit(promptly);
    EXPECT_TRUE(used.closed_by_server());
    EXPECT_TRUE(fresh.closed_by_server());
}

TEST_F(drain, readiness_turns_while_a_stream_finishes)
{
    start();
    auto client = begin_stream();
    gateway_->signal(SIGTERM);
    EXPECT_TRUE(is_draining());
    EXPECT_EQ(gateway_->get("/livez").status, 200);
    EXPECT_FALSE(gateway_->wait_for_exit(100ms)) << "the stream is not finished";
    finish_.open();
    client.read_until("[DONE]");
    EXPECT_FALSE(client.read_piece());
    EXPECT_EQ(client.ending(), body_ending::clean);
    expect_exit();
}

TEST_F(drain, a_request_behind_a_stream_does_not_cut_its_end)
{
    start();
    std::string const much(400'000, 'x');
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.wait(finish_);
        reply.event(delta(much));
        reply.event("[DONE]");
        reply.end_events();
    });
    http_connection client{gateway_->port(), 4096};
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    client.read_head();
    client.read_until("one");
    client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(is_draining());
    finish_.open();
    client.read_until("[DONE]");
    while (client.read_piece()) {
    }
    EXPECT_EQ(client.ending(), body_ending::clean);
    expect_exit();
}

TEST_F(drain, readyz_says_why)
{
    start();
    auto client = begin_stream();
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(is_draining());
    auto const answer = gateway_->get("/readyz");
    EXPECT_TRUE(answer.headers.get("content-type").starts_with("application/json"));
    EXPECT_NE(answer.body.find("draining"), std::string::npos);
    finish_.open();
    expect_exit();
}

TEST_F(drain, new_requests_are_turned_away)
{
    start();
    auto client = begin_stream();
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(is_draining());
    auto const refused = gateway_->chat(chat_body(trivial_prompt));
    expect_error(refused, 503, "wayfinder_router_draining");
    EXPECT_GE(std::stoi(refused.headers.find("retry-after").value_or("0")), 1);
    EXPECT_EQ(upstream_.request_count(), 1U);
    finish_.open();
    expect_exit();
}

TEST_F(drain, a_buffered_call_finishes_too)
{
    upstream_.answer_with([this](auto const&, auto& reply) {
        reply.wait(finish_);
        reply.respond(200, completion_json);
    });
    auto client = start().connect();
    client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(is_draining());
    finish_.open();
    auto const answer = client.read_response();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, completion_json);
    EXPECT_TRUE(client.closed_by_server());
    expect_exit();
}

TEST_F(drain, a_request_that_is_still_arriving_holds_it_up)
{
    start();
    auto client = begin_request();
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(is_draining());
    client.send(end_of_request_);
    auto const answer = client.read_response();
    expect_error(answer, 503, "wayfinder_router_draining");
    EXPECT_EQ(answer.headers.get("connection"), "close");
    expect_exit();
}

TEST_F(drain, a_request_that_is_still_arriving_is_answered)
{
    start();
    auto stream = begin_stream(); // keeps the gateway alive
    auto client = begin_request();
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(is_draining());
    client.send(end_of_request_);
    expect_error(client.read_response(), 503, "wayfinder_router_draining");
    finish_.open();
    expect_exit();
}

TEST_F(drain, a_request_that_does_not_arrive_in_time_hears_why)
{
    start({.gateway = "drain_timeout = 0.2"});
    auto client = begin_request();
    gateway_->signal(SIGTERM);
    expect_error(client.read_response(), 503, "wayfinder_router_draining", "draining");
    expect_exit();
}

TEST_F(drain, who_connects_meanwhile_does_not_hold_it_up)
{
    start();
    auto client = begin_stream();
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(is_draining());
    auto const silent = gateway_->connect();
    EXPECT_EQ(gateway_->get("/livez").status, 200) << "behind which it has been accepted";
    finish_.open();
    client.read_until("[DONE]");
    expect_exit(promptly);
}

TEST_F(drain, drain_timeout_bounds_it)
{
    start({.gateway = "drain_timeout = 0.3"});
    auto client = begin_stream();
    auto const began = clock::now();
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(gateway_->wait_for_exit(promptly + 300ms)) << gateway_->log();
    EXPECT_GE(clock::now() - began, 300ms);
    while (client.read_piece()) {
    }
    EXPECT_EQ(client.ending(), body_ending::cut) << "a stream that was cut off must not look whole";
}

TEST_F(drain, who_is_cut_hears_why)
{
    start({.gateway = "drain_timeout = 0.2", .more_models = books()});
    auto client = begin_stream();
    gateway_->signal(SIGTERM);
    auto const& heard = client.read_until("wayfinder_router_draining");
    EXPECT_NE(heard.find("\ndata: {\"error\":"), heard.npos) << heard;
    while (client.read_piece()) {
    }
    EXPECT_EQ(client.ending(), body_ending::cut);
    expect_exit();
    EXPECT_EQ(last_in_the_ledger(), "cut");
}

TEST_F(drain, who_has_got_nothing_may_ask_elsewhere)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    start({.gateway = "drain_timeout = 0.2", .more_models = books()});
    auto buffered = gateway_->connect();
    buffered.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    auto silent = gateway_->connect();
    silent.send(post_bytes("/v1/chat/completions", stream_body()));
    ASSERT_TRUE(upstream_.log().wait_for_requests(2));
    gateway_->signal(SIGTERM);
    for (auto* client : {&buffered, &silent}) {
        auto const answer = client->read_response();
        expect_error(answer, 503, "wayfinder_router_draining", "draining");
        EXPECT_EQ(answer.headers.get("retry-after"), "1");
        EXPECT_EQ(answer.headers.get("connection"), "close");
    }
    expect_exit();
    EXPECT_EQ(last_in_the_ledger(), "failed");
}

TEST_F(drain, a_client_that_does_not_read_holds_nobody_up_for_long)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        for (;;) reply.event(delta(std::string(16'000, 'x')));
    });
    auto client = start({.gateway = "drain_timeout = 0.1", .more_models = books()}).connect(16 << 10);
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    client.read_head();
    gateway_->signal(SIGTERM);
    expect_exit(promptly + 2s);
    EXPECT_EQ(last_in_the_ledger(), "cut");
}

TEST_F(drain, a_zero_drain_timeout_waits_for_nobody)
{
    start({.gateway = "drain_timeout = 0"});
    auto client = begin_stream();
    gateway_->signal(SIGTERM);
    EXPECT_TRUE(gateway_->wait_for_exit(promptly));
}

TEST_F(drain, a_second_signal_ends_at_once)
{
    for (auto const second : {SIGTERM, SIGINT}) {
        start({.gateway = "drain_timeout = 60"});
        auto client = begin_stream();
        gateway_->signal(SIGTERM);
        ASSERT_TRUE(is_draining());
        EXPECT_FALSE(gateway_->wait_for_exit(50ms));
        gateway_->signal(second);
        EXPECT_TRUE(gateway_->wait_for_exit(promptly));
    }
}

TEST_F(drain, none_of_200_streams_is_cut)
{
    start_with(two_models(upstream_), {"--workers", "2"});
    std::vector<http_connection> clients;
    for (int i = 0; i < 200; ++i) clients.push_back(begin_stream());
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(is_draining());
    finish_.open();
    std::size_t whole = 0;
    for (auto& client : clients) {
        client.read_until("[DONE]");
        while (client.read_piece()) {
        }
        whole += client.ending() == body_ending::clean ? 1U : 0U;
    }
    EXPECT_EQ(whole, 200U);
    expect_exit();
    EXPECT_EQ(gateway_->log().find("drain_timeout has expired"), std::string::npos);
}

TEST_F(drain, a_client_that_leaves_ends_the_wait)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    auto client = start().connect();
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(is_draining());
    client.reset();
    expect_exit(promptly);
}

TEST_F(drain, several_workers_drain_together)
{
    start_with(two_models(upstream_), {"--workers", "3"});
    auto first = begin_stream();
    auto second = begin_stream();
    gateway_->signal(SIGTERM);
    EXPECT_TRUE(is_draining());
    finish_.open();
    for (auto* client : {&first, &second}) {
        client->read_until("[DONE]");
        EXPECT_FALSE(client->read_piece());
        EXPECT_EQ(client->ending(), body_ending::clean);
    }
    expect_exit();
}

} // namespace
} // namespace wayfinder::testing
