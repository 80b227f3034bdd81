// A second call for a request whose first one is slow.
#include "delivery_test.hpp"

namespace wayfinder::testing {
namespace {

class hedging : public delivery_test {
protected:
    gateway_process& start_hedging(std::string const& gateway = "retries = 0")
    {
        return start({.gateway = gateway,
                      .local = "hedge = true\ncost_per_1k = 1.0\nmax_output_tokens = 10",
                      .cloud = "cost_per_1k = 1.0"});
    }

    /// Just enough quick answers for the gateway to know the usual latency.
    void teach()
    {
        paths_.set("/local", answer_using(10, 5));
        for (int i = 0; i < 20; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    }
};

TEST_F(hedging, the_second_call_wins_and_the_first_is_cancelled_and_booked_by_itself)
{
    start_hedging();
    teach();
    auto const spent = metric("realized_cost_total");
    paths_.once("/local", [](auto const&, auto& reply) { reply.stall(); });
    auto const answer = gateway_->chat(chat_body(trivial_prompt));
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-cost"), "0.015") << "the client pays for its own answer";
    EXPECT_EQ(paths_.asked("/local"), 22);
    EXPECT_EQ(metric(R"(hedges_total{model="local",won="second"})"), 1);
    EXPECT_GT(metric("realized_cost_total"), spent + 0.015) << "the loser's prompt is on the bill";
    EXPECT_EQ(savings()["requests"], 21) << "it is no request of its own";
    EXPECT_TRUE(eventually(
        [&] { return metric(R"(endpoint_in_flight_requests{model="local",endpoint="0"})") == 0; }));
}

TEST_F(hedging, streams_too)
{
    start_hedging();
    teach();
    paths_.once("/local", [](auto const&, auto& reply) {
        reply.begin_events();
        reply.stall();
    });
    paths_.set("/local", two_deltas());
    auto const answer = gateway_->chat(stream_body());
    EXPECT_EQ(answer.ending, body_ending::clean);
    EXPECT_EQ(parse_events(answer.body).back().data, "[DONE]");
}

TEST_F(hedging, the_first_may_still_win)
{
    start_hedging();
    teach();
    auto const spent = metric("realized_cost_total");
    gate second_came;
    paths_.once("/local", [&](auto const& request, auto& reply) {
        reply.wait(second_came);
        answer_using(10, 5)(request, reply);
    });
    paths_.once("/local", [&](auto const&, auto& reply) {
        second_came.open();
        reply.stall();
    });
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    EXPECT_EQ(metric(R"(hedges_total{model="local",won="first"})"), 1);
    EXPECT_GT(metric("realized_cost_total"), spent + 0.015) << "the loser's prompt is on the bill";
}

TEST_F(hedging, a_loser_that_failed_costs_nothing)
{
    start_hedging();
    teach();
    auto const spent = metric("realized_cost_total");
    gate second_came;
    paths_.once("/local", [&](auto const& request, auto& reply) {
        reply.wait(second_came);
        reply.pause(100ms);
        answer_using(10, 5)(request, reply);
    });
    paths_.once("/local", [&](auto const& request, auto& reply) {
        second_came.open();
        failing(503)(request, reply);
    });
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    EXPECT_EQ(metric(R"(hedges_total{model="local",won="first"})"), 1);
    EXPECT_NEAR(metric("realized_cost_total"), spent + 0.015, 1e-9);
}

TEST_F(hedging, the_cancelled_call_is_over_while_the_other_streams)
{
    start_hedging();
    teach();
    gate second_came;
    gate last;
    paths_.once("/local", [&](auto const&, auto& reply) {
        reply.wait(second_came);
        reply.begin_events();
        reply.event(delta("one"));
        reply.wait(last);
        reply.event("[DONE]");
        reply.end_events();
    });
    paths_.once("/local", [&](auto const&, auto& reply) {
        second_came.open();
        reply.stall();
    });
    auto client = gateway_->connect();
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    ASSERT_EQ(client.read_head().status, 200);
    client.read_until("one");
    EXPECT_TRUE(eventually(
        [&] { return metric(R"(endpoint_in_flight_requests{model="local",endpoint="0"})") == 1; }));
    last.open();
    client.read_until("[DONE]");
}

TEST_F(hedging, an_endpoint_that_misses_the_model_wins_no_race)
{
    auto const at = [&](std::string const& name) {
        return "{ base_url = \"" + upstream_.url(name + "/v1") + "\" }";
    };
    start_with("[gateway]\nretries = 1\n[gateway.retry]\nbudget = 10\n"
               "[gateway.models.local]\nmodel = \"m\"\nhedge = true\nendpoints = [" +
               at("/a") + ", " + at("/b") + "]\n");
    for (int i = 0; i < 60; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    paths_.set("/a", [](auto const& request, auto& reply) {
        reply.pause(100ms); // longer than ever before
        answer_using(10, 5)(request, reply);
    });
    paths_.set("/b", failing(404));
    for (int i = 0; i < 6; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200) << i;
    EXPECT_EQ(savings()["requests"], 66);
}

TEST_F(hedging, without_leave_from_the_retry_budget_there_is_none)
{
    start({.gateway = "retries = 0",
           .local = "hedge = true\ntimeouts = { first_byte = 0.3 }",
           .more_models = "[gateway.retry]\nbudget = 0\n"});
    teach();
    paths_.once("/local", [](auto const&, auto& reply) { reply.stall(); });
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    EXPECT_EQ(paths_.asked("/local"), 21);
}

TEST_F(hedging, a_budget_has_to_carry_both)
{
    start(
        {.gateway = "retries = 0",
         .local = "hedge = true\ncost_per_1k = 1.0\nmax_output_tokens = 10\ntimeouts = { first_byte = 0.3 }",
         .more_models = "[gateway.budget]\nlimit = 0.4\non_breach = \"block\"\n"});
    teach(); // 0.3 dollars
    paths_.once("/local", [](auto const&, auto& reply) { reply.stall(); });
    auto const answer = gateway_->chat(bounded_body("local", 10));
    EXPECT_EQ(answer.status, 502) << answer.body;
    EXPECT_EQ(paths_.asked("/local"), 21) << "there is money for one call only";
    EXPECT_EQ(metric("budget_reserved_dollars{scope=\"gateway\"}"), 0);
}

TEST_F(hedging, a_second_call_that_is_not_made_holds_no_money)
{
    start({.gateway = "retries = 0",
           .local = "hedge = true\ncost_per_1k = 1.0\nmax_output_tokens = 10",
           .more_models = "[gateway.retry]\nbudget = 0\n[gateway.budget]\nlimit = 100\n"});
    teach();
    gate enough;
    paths_.once("/local", [&](auto const& request, auto& reply) {
        reply.wait(enough);
        answer_using(10, 5)(request, reply);
    });
    auto client = gateway_->connect();
    client.send(post_bytes("/v1/chat/completions", bounded_body("local", 10)));
    ASSERT_TRUE(eventually([&] { return paths_.asked("/local") == 21; }));
    auto const held = [&] { return metric("budget_reserved_dollars{scope=\"gateway\"}"); };
    auto const for_one = held();
    EXPECT_GT(for_one, 0);
    EXPECT_TRUE(throughout(300ms, [&] { return held() == for_one; }));
    enough.open();
    EXPECT_EQ(client.read_response().status, 200);
    EXPECT_EQ(held(), 0);
}

TEST_F(hedging, a_first_call_that_failed_counts_against_its_endpoint)
{
    start_hedging("retries = 0\nbreaker_threshold = 1");
    teach();
    gate second_came;
    paths_.once("/local", [&](auto const& request, auto& reply) {
        reply.wait(second_came);
        failing(503)(request, reply);
    });
    paths_.once("/local", [&](auto const& request, auto& reply) {
        second_came.open();
        reply.pause(200ms);
        answer_using(10, 5)(request, reply);
    });
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    EXPECT_EQ(metric(R"(hedges_total{model="local",won="second"})"), 1);
    EXPECT_EQ(metric(R"(upstream_errors_total{model="local"})"), 1);
    EXPECT_EQ(metric(R"(breaker_opened_total{model="local",endpoint="0"})"), 1);
}

TEST_F(hedging, a_client_that_leaves_ends_both)
{
    start_hedging();
    teach();
    auto const spent = metric("realized_cost_total");
    paths_.set("/local", [](auto const&, auto& reply) { reply.stall(); });
    {
        auto client = gateway_->connect();
        client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
        ASSERT_TRUE(eventually([&] { return paths_.asked("/local") == 22; }));
    }
    EXPECT_TRUE(eventually([&] { return metric("in_flight_requests") == 0; }));
    EXPECT_TRUE(eventually(
        [&] { return metric(R"(endpoint_in_flight_requests{model="local",endpoint="0"})") == 0; }));
    auto const entry = parsed(gateway_->get("/router/recent?limit=1").body)["recent"][0];
    auto const one = entry.at("cost").at("realized").get<double>();
    EXPECT_GT(one, 0);
    EXPECT_NEAR(metric("realized_cost_total"), spent + 2 * one, 1e-9) << "both upstreams are at work";
}

TEST_F(hedging, is_off_unless_the_model_asks_for_it)
{
    start({.gateway = "retries = 0", .local = "timeouts = { first_byte = 0.3 }"});
    teach();
    paths_.once("/local", [](auto const&, auto& reply) { reply.stall(); });
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    EXPECT_EQ(paths_.asked("/local"), 21);
}

} // namespace
} // namespace wayfinder::testing
