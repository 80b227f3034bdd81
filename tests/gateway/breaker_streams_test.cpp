// A stream's verdict on its endpoint is known at its end.
#include "delivery_test.hpp"

namespace wayfinder::testing {
namespace {

void say_two(upstream_reply& reply)
{
    reply.begin_events();
    reply.event(delta("one"));
    reply.event(delta("two"));
}

fake_upstream::script cut_behind_content()
{
    return [](auto const&, auto& reply) {
        say_two(reply);
        reply.close();
    };
}

class breaker_streams : public delivery_test {
protected:
    void expect_cut()
    {
        auto const answer = gateway_->chat(stream_body());
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.ending, body_ending::cut);
    }

    void expect_whole() { EXPECT_EQ(gateway_->chat(stream_body()).ending, body_ending::clean); }

    /// A stream whose client leaves in the middle.
    void abandon()
    {
        paths_.once("/local", [](auto const&, auto& reply) {
            say_two(reply);
            reply.stall();
        });
        {
            auto client = gateway_->connect();
            client.send(post_bytes("/v1/chat/completions", stream_body()));
            client.read_head();
            client.read_until("two");
        }
        EXPECT_TRUE(eventually([&] { return metric("in_flight_requests") == 0; }));
    }

    /// Opens the breaker and waits for its cooldown.
    void open()
    {
        for (int i = 0; i < 2; ++i) expect_cut();
        EXPECT_EQ(metric(R"(breaker_opened_total{model="local",endpoint="0"})"), 1);
        ASSERT_TRUE(eventually([&] { return state() == 1; }));
    }
};

constexpr auto two_in_a_row = "retries = 0\nbreaker_threshold = 2\nbreaker_cooldown = 60";
constexpr auto soon_again = "retries = 0\nbreaker_threshold = 2\nbreaker_cooldown = 0.2";

TEST_F(breaker_streams, those_that_break_off_are_failures_in_a_row)
{
    paths_.set("/local", cut_behind_content());
    start({.gateway = two_in_a_row});
    expect_cut();
    EXPECT_EQ(state(), 0);
    expect_cut();
    EXPECT_EQ(state(), 2);
    expect_error(gateway_->chat(stream_body()), 503, "wayfinder_router_circuit_open", "circuit_open");
    EXPECT_EQ(paths_.asked("/local"), 2);
}

TEST_F(breaker_streams, only_a_whole_one_ends_the_row)
{
    paths_.set("/local", cut_behind_content());
    start({.gateway = two_in_a_row});
    for (int i = 0; i < 3; ++i) {
        expect_cut();
        paths_.once("/local", two_deltas());
        expect_whole();
    }
    EXPECT_EQ(state(), 0);
    expect_cut();
    abandon();
    EXPECT_EQ(state(), 0);
    expect_cut();
    EXPECT_EQ(state(), 2);
}

TEST_F(breaker_streams, one_counts_once_to_the_error_rate)
{
    paths_.set("/local", cut_behind_content());
    start({.gateway = "retries = 0\nbreaker_threshold = 100",
           .more_models = "[gateway.breaker]\nerror_rate = 1.0\nmin_calls = 3\n"});
    expect_cut();
    expect_cut();
    EXPECT_EQ(state(), 0) << "two calls are too few";
    expect_cut();
    EXPECT_EQ(state(), 2);
}

TEST_F(breaker_streams, a_slow_beginning_counts_before_the_end)
{
    gate end_now;
    paths_.set("/local", [&](auto const&, auto& reply) {
        reply.pause(60ms);
        say_two(reply);
        reply.wait(end_now);
        reply.event("[DONE]");
        reply.end_events();
    });
    start({.gateway = "retries = 0\nbreaker_threshold = 100",
           .more_models = "[gateway.breaker]\nslow_call = 0.05\nmin_calls = 1\n"});
    auto client = gateway_->connect();
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    client.read_head();
    EXPECT_TRUE(eventually([&] { return state() == 2; }));
    end_now.open();
    while (client.read_piece()) {
    }
    EXPECT_EQ(client.ending(), body_ending::clean);
}

TEST_F(breaker_streams, what_clients_end_says_nothing)
{
    start({.gateway = "retries = 0\nbreaker_threshold = 1"});
    abandon();
    paths_.set("/local", [](auto const&, auto& reply) {
        say_two(reply);
        reply.stall();
    });
    auto const answer = gateway_->chat(stream_body(), {{"X-Wayfinder-Timeout-Ms", "200"}});
    EXPECT_EQ(answer.ending, body_ending::cut);
    EXPECT_EQ(state(), 0);
}

TEST_F(breaker_streams, a_trial_that_breaks_off_opens_it_again)
{
    paths_.set("/local", cut_behind_content());
    start({.gateway = soon_again});
    open();
    expect_cut();
    EXPECT_EQ(metric(R"(breaker_opened_total{model="local",endpoint="0"})"), 2);
    expect_error(gateway_->chat(stream_body()), 503, "wayfinder_router_circuit_open", "circuit_open");
    EXPECT_EQ(paths_.asked("/local"), 3);
}

TEST_F(breaker_streams, a_long_trial_keeps_nobody_out)
{
    paths_.set("/local", cut_behind_content());
    start({.gateway = soon_again});
    open();
    gate end_now;
    paths_.once("/local", [&](auto const&, auto& reply) {
        say_two(reply);
        reply.wait(end_now);
        reply.close();
    });
    auto trial = gateway_->connect();
    trial.send(post_bytes("/v1/chat/completions", stream_body()));
    trial.read_head();
    trial.read_until("two");
    EXPECT_EQ(state(), 0);
    paths_.once("/local", two_deltas());
    expect_whole();
    end_now.open();
    while (trial.read_piece()) {
    }
    EXPECT_EQ(trial.ending(), body_ending::cut);
    EXPECT_EQ(state(), 0) << "one behind a whole one is the first of a row";
    expect_cut();
    EXPECT_EQ(state(), 2);
}

TEST_F(breaker_streams, an_active_probe_vouches_for_no_stream)
{
    upstream_.answer_with([&](recorded_request const& request, upstream_reply& reply) {
        if (request.method == "GET") return reply.respond(200, "{}");
        cut_behind_content()(request, reply);
    });
    start({.gateway = soon_again,
           .local = "probe = \"/models\"",
           .more_models = "[gateway.breaker]\nprobe_interval = 0.05\n"});
    for (int i = 0; i < 2; ++i) expect_cut();
    ASSERT_TRUE(eventually([&] { return state() == 0; }));
    expect_cut();
    EXPECT_EQ(metric(R"(breaker_opened_total{model="local",endpoint="0"})"), 2);
}

TEST_F(breaker_streams, of_a_hedged_second_call_too)
{
    start({.gateway = "retries = 0\nbreaker_threshold = 1\nbreaker_cooldown = 60", .local = "hedge = true"});
    for (int i = 0; i < 20; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    paths_.once("/local", [](auto const&, auto& reply) { reply.stall(); });
    paths_.once("/local", cut_behind_content());
    expect_cut();
    EXPECT_EQ(metric(R"(hedges_total{model="local",won="second"})"), 1);
    EXPECT_EQ(state(), 2);
    EXPECT_TRUE(eventually(
        [&] { return metric(R"(endpoint_in_flight_requests{model="local",endpoint="0"})") == 0; }));
}

} // namespace
} // namespace wayfinder::testing
