// Cached answers.
#include "governed.hpp"

#include <thread>

namespace wayfinder::testing {
namespace {

class cache : public governed_test {
protected:
    gateway_process& start_cache(std::string const& settings = "enabled = true", std::string const& more = {})
    {
        return start(priced("[gateway.cache]\n" + settings + "\n" + more));
    }
    /// Nothing is answered before the test opens `door_`.
    void answer_behind_door()
    {
        upstream_.answer_with([this](recorded_request const& request, upstream_reply& reply) {
            reply.wait(door_);
            answer_using(20, 40)(request, reply);
        });
    }
    [[nodiscard]] static std::string state(http_response const& answer)
    {
        return answer.headers.get("x-wayfinder-router-cache");
    }

    gate door_;
};

TEST_F(cache, answers_the_same_request_without_a_second_call)
{
    upstream_.answer_with(answer_using(20, 40));
    start_cache();
    auto const first = gateway_->chat(chat_body("hi", "cloud"));
    EXPECT_EQ(state(first), "miss");
    auto const second =
        gateway_->chat(R"({ "messages":[{"content":"\u0068i","role":"user"}], "model":"cloud"})");
    EXPECT_EQ(state(second), "hit") << "another spelling of the same";
    EXPECT_EQ(second.body, first.body);
    EXPECT_EQ(second.headers.get("x-wayfinder-router-served-by"), "cloud");
    EXPECT_EQ(second.headers.get("x-wayfinder-router-cost"), "0");
    EXPECT_NE(second.headers.get("age"), "");
    EXPECT_EQ(upstream_.request_count(), 1U);
    auto report = savings();
    EXPECT_EQ(report["realized"], 0.06);
    EXPECT_EQ(report["saved_by_cache"], 0.06);
    EXPECT_EQ(report["baseline"], 0.12);
    EXPECT_EQ(metric("cache_hits_total"), 1);
    EXPECT_EQ(metric("cache_avoided_cost_total"), 0.06);
    EXPECT_EQ(metric("cache_entries"), 1);
}

TEST_F(cache, is_off_until_it_is_asked_for)
{
    start();
    for (int i = 0; i < 2; ++i) EXPECT_EQ(state(gateway_->chat(chat_body("hi"))), "");
    EXPECT_EQ(upstream_.request_count(), 2U);
}

TEST_F(cache, leaves_chance_tools_and_errors_alone)
{
    start_cache();
    for (auto const* more :
         {R"("temperature":0.7)", R"("tools":[{"type":"function","function":{"name":"f"}}])", R"("n":2)"}) {
        for (int i = 0; i < 2; ++i)
            EXPECT_EQ(state(gateway_->chat(chat_body("hi", "auto", more))), "") << more;
    }
    upstream_.answer_with([](recorded_request const&, upstream_reply& reply) {
        reply.respond(200, R"({"error":{"message":"busy"}})", {{"Content-Type", "application/json"}});
    });
    for (int i = 0; i < 2; ++i) EXPECT_EQ(state(gateway_->chat(chat_body("broken"))), "miss");
}

TEST_F(cache, strictly_takes_only_an_explicit_zero)
{
    start_cache("enabled = true\nstrict = true");
    EXPECT_EQ(state(gateway_->chat(chat_body("hi"))), "");
    for (auto const* expected : {"miss", "hit"})
        EXPECT_EQ(state(gateway_->chat(chat_body("hi", "auto", R"("temperature":0)"))), expected);
}

TEST_F(cache, keeps_keys_apart_unless_it_is_shared)
{
    auto const keys = key_table("a") + key_table("b");
    start_cache("enabled = true", keys);
    EXPECT_EQ(state(gateway_->chat(chat_body("hi"), bearer("a"))), "miss");
    EXPECT_EQ(state(gateway_->chat(chat_body("hi"), bearer("b"))), "miss");
    EXPECT_EQ(state(gateway_->chat(chat_body("hi"), bearer("a"))), "hit");
    start_cache("enabled = true\nshared = true", keys);
    EXPECT_EQ(state(gateway_->chat(chat_body("hi"), bearer("a"))), "miss");
    EXPECT_EQ(state(gateway_->chat(chat_body("hi"), bearer("b"))), "hit");
}

TEST_F(cache, makes_one_call_for_many_that_ask_at_once)
{
    answer_behind_door();
    start_with(two_models(upstream_, priced("[gateway.cache]\nenabled = true\n")), {"--workers", "2"});
    std::atomic<int> answered{0};
    {
        std::vector<std::jthread> clients;
        for (int i = 0; i < 10; ++i)
            clients.emplace_back(
                [&] { answered += gateway_->chat(chat_body("hi", "cloud")).status == 200 ? 1 : 0; });
        EXPECT_TRUE(eventually([&] { return metric("in_flight_requests") == 10; }));
        door_.open();
    }
    EXPECT_EQ(answered, 10);
    EXPECT_EQ(upstream_.request_count(), 1U);
    EXPECT_EQ(savings()["realized"], 0.06);
}

TEST_F(cache, lets_another_ask_when_the_first_one_leaves)
{
    std::atomic<int> calls{0};
    upstream_.answer_with([&](recorded_request const& request, upstream_reply& reply) {
        if (calls++ == 0) reply.stall();
        answer_using(20, 40)(request, reply);
    });
    start_cache();
    auto first = gateway_->connect();
    first.send(post_bytes("/v1/chat/completions", chat_body("hi", "cloud")));
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    int status = 0;
    std::jthread second{[&] { status = gateway_->chat(chat_body("hi", "cloud")).status; }};
    EXPECT_TRUE(eventually([&] { return metric("in_flight_requests") == 2; }));
    first.close();
    second.join();
    EXPECT_EQ(status, 200);
}

TEST_F(cache, has_each_ask_for_itself_where_there_is_nothing_to_share)
{
    gate first;
    gate others;
    std::atomic<int> calls{0};
    upstream_.answer_with([&](recorded_request const&, upstream_reply& reply) {
        reply.wait(calls++ == 0 ? first : others);
        reply.respond(400, R"({"error":{"message":"no"}})", {{"Content-Type", "application/json"}});
    });
    start_cache("enabled = true", "[gateway.rate_limit]\nrpm = 5\n"); // each counts once
    std::atomic<int> refused{0};
    {
        std::vector<std::jthread> clients;
        for (int i = 0; i < 5; ++i)
            clients.emplace_back(
                [&] { refused += gateway_->chat(chat_body("hi", "cloud")).status == 400 ? 1 : 0; });
        EXPECT_TRUE(eventually([&] { return metric("in_flight_requests") == 5; }));
        first.open();
        EXPECT_TRUE(upstream_.log().wait_for_requests(5)) << "they wait for one another";
        others.open();
    }
    EXPECT_EQ(refused, 5);
}

TEST_F(cache, lets_nobody_wait_for_longer_than_a_deadline)
{
    answer_behind_door();
    auto parts = priced("[gateway.cache]\nenabled = true\n");
    start(parts);
    auto first = gateway_->connect();
    first.send(post_bytes("/v1/chat/completions", chat_body("hi", "cloud")));
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    expect_error(gateway_->chat(chat_body("hi", "cloud"), {{"X-Wayfinder-Timeout-Ms", "100"}}), 504,
                 "wayfinder_router_timeout", "deadline_exceeded");
    door_.open();
    EXPECT_EQ(first.read_response().status, 200);
    EXPECT_EQ(upstream_.request_count(), 1U);

    upstream_.answer_with([](recorded_request const&, upstream_reply& reply) { reply.stall(); });
    parts.cloud += "timeouts = { total = 1 }\n";
    start(parts);
    auto slow = gateway_->connect();
    slow.send(post_bytes("/v1/chat/completions", chat_body("hi", "cloud")));
    ASSERT_TRUE(upstream_.log().wait_for_requests(2));
    expect_error(gateway_->chat(chat_body("hi", "cloud")), 502, "wayfinder_router_upstream_error",
                 "upstream_timeout");
}

TEST_F(cache, keeps_a_stream_alive_that_waits)
{
    answer_behind_door();
    auto parts = priced("[gateway.cache]\nenabled = true\n");
    parts.gateway = "stream_keep_alive = 0.1";
    start(parts);
    auto first = gateway_->connect();
    first.send(post_bytes("/v1/chat/completions", chat_body("hi", "cloud")));
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    auto second = gateway_->connect();
    second.send(post_bytes("/v1/chat/completions", chat_body("hi", "cloud", R"("stream":true)")));
    EXPECT_EQ(second.read_head().status, 200);
    second.read_until(": keep-alive\n\n: keep-alive");
    door_.open();
    second.read_until("data: [DONE]");
    while (second.read_piece()) {
    }
    EXPECT_EQ(second.ending(), body_ending::clean);
    EXPECT_EQ(first.read_response().status, 200);
    EXPECT_EQ(upstream_.request_count(), 1U);
}

TEST_F(cache, tells_a_stored_answer_in_either_form)
{
    start_with("[gateway.cache]\nenabled = true\n[gateway.models.echo]\nbase_url = \"builtin:echo\"\n");
    auto const stream = gateway_->chat(chat_body("one two", "echo", R"("stream":true)"));
    EXPECT_EQ(state(stream), "miss");
    auto const again = gateway_->chat(chat_body("one two", "echo", R"("stream":true)"));
    EXPECT_EQ(state(again), "hit");
    EXPECT_EQ(again.body, stream.body);
    auto const whole = gateway_->chat(chat_body("one two", "echo"));
    EXPECT_EQ(state(whole), "hit");
    EXPECT_EQ(whole.headers.get("content-type"), "application/json");
    EXPECT_EQ(parsed(whole.body)["choices"][0]["message"]["content"], "Echo: one two");
    EXPECT_EQ(state(gateway_->chat(chat_body("three", "echo"))), "miss");
    auto const told = gateway_->chat(chat_body("three", "echo", R"("stream":true)"));
    EXPECT_EQ(state(told), "hit");
    EXPECT_TRUE(told.body.ends_with("data: [DONE]\n\n"));
}

TEST_F(cache, does_not_keep_usage_from_who_asks_for_it)
{
    upstream_.answer_with([](recorded_request const& request, upstream_reply& reply) {
        reply.begin_events();
        reply.chunk(R"(data: {"choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":"stop"}]})"
                    "\n\n");
        if (request.body.find(R"("include_usage":true)") != std::string::npos)
            reply.chunk(R"(data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}})"
                        "\n\n");
        reply.chunk("data: [DONE]\n\n");
        reply.end_events();
    });
    auto parts = priced("[gateway.cache]\nenabled = true\n");
    parts.cloud += "include_usage = false\n";
    start(parts);
    auto const bare = chat_body("hi", "cloud", R"("stream":true)");
    auto const curious = chat_body("hi", "cloud", R"("stream":true,"stream_options":{"include_usage":true})");
    EXPECT_EQ(state(gateway_->chat(bare)), "miss");
    EXPECT_EQ(state(gateway_->chat(bare)), "hit");
    auto const asked = gateway_->chat(curious);
    EXPECT_EQ(state(asked), "miss");
    EXPECT_NE(asked.body.find("prompt_tokens"), asked.body.npos) << asked.body;
    http_response again; // stored a moment after the client has the whole stream
    EXPECT_TRUE(eventually([&] {
        again = gateway_->chat(curious);
        return state(again) == "hit";
    }));
    EXPECT_EQ(again.body, asked.body);
    EXPECT_EQ(state(gateway_->chat(bare)), "hit");
}

TEST_F(cache, heeds_cache_control)
{
    start_cache();
    EXPECT_EQ(state(gateway_->chat(chat_body("hi"), {{"Cache-Control", "no-store"}})), "");
    EXPECT_EQ(state(gateway_->chat(chat_body("hi"))), "miss");
    EXPECT_EQ(state(gateway_->chat(chat_body("hi"), {{"Cache-Control", "max-age=0, No-Cache"}})), "miss");
    EXPECT_EQ(state(gateway_->chat(chat_body("hi"))), "hit");
    EXPECT_EQ(upstream_.request_count(), 3U);
}

TEST_F(cache, forgets_what_is_too_old_without_being_asked)
{
    start_cache("enabled = true\nttl = 0.5");
    EXPECT_EQ(gateway_->chat(chat_body("hi")).status, 200);
    EXPECT_EQ(metric("cache_entries"), 1);
    EXPECT_TRUE(eventually([&] { return metric("cache_entries") == 0; }));
    EXPECT_EQ(metric("cache_bytes"), 0);
    EXPECT_EQ(state(gateway_->chat(chat_body("hi"))), "miss");
}

TEST_F(cache, serves_who_has_spent_the_budget)
{
    upstream_.answer_with(answer_using(20, 100));
    auto parts = priced("[gateway.cache]\nenabled = true\n");
    parts.gateway = "budget = {limit = 0.2, on_breach = \"block\"}";
    start(parts);
    EXPECT_EQ(gateway_->chat(bounded_body("cloud", 100)).status, 200);
    EXPECT_EQ(gateway_->chat(bounded_body("cloud", 100, "other")).status, 402);
    EXPECT_EQ(state(gateway_->chat(bounded_body("cloud", 100))), "hit");
}

TEST_F(cache, counts_toward_requests_a_minute)
{
    auto parts = priced("[gateway.cache]\nenabled = true\n");
    parts.gateway = "rate_limit = {rpm = 2}";
    start(parts);
    for (int const expected : {200, 200, 429}) EXPECT_EQ(gateway_->chat(chat_body("hi")).status, expected);
    EXPECT_EQ(upstream_.request_count(), 1U);
}

} // namespace
} // namespace wayfinder::testing
