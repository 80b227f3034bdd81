// Retries at the same model: when, how often, how soon.
#include "delivery_test.hpp"
#include "socket.hpp"

namespace wayfinder::testing {
namespace {

class retries : public delivery_test {
protected:
    gateway_process& start_retrying(std::string const& model = {}, std::string const& more = {})
    {
        return start(
            {.gateway = "retries = 2", .local = model, .more_models = std::string{quick_retries} + more});
    }
};

TEST_F(retries, retry_then_success_on_transient_failure)
{
    paths_.once("/local", failing(503));
    auto const answer = start_retrying().chat(chat_body(trivial_prompt));
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.body, completion_json);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), "local");
    EXPECT_FALSE(answer.headers.has("x-wayfinder-router-failover"));
    EXPECT_EQ(paths_.asked("/local"), 2);
    EXPECT_EQ(metric(R"(retries_total{model="local"})"), 1);
    EXPECT_EQ(metric(R"(upstream_errors_total{model="local"})"), 1);
}

TEST_F(retries, every_status_that_may_pass_is_tried_again)
{
    start_retrying();
    for (int const status : {408, 409, 425, 429, 500, 502, 503, 504, 520, 529}) {
        auto const before = paths_.asked("/local");
        paths_.once("/local", failing(status));
        EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200) << status;
        EXPECT_EQ(paths_.asked("/local"), before + 2) << status;
    }
}

TEST_F(retries, what_the_client_has_to_mend_comes_back_at_once_and_unchanged)
{
    start_retrying();
    for (int const status : {400, 404, 413, 415, 422}) {
        auto const before = paths_.asked("/local");
        paths_.once("/local", failing(status, {}, "your mistake"));
        auto answer = gateway_->chat(chat_body(trivial_prompt));
        EXPECT_EQ(answer.status, status);
        EXPECT_EQ(parsed(answer.body)["error"]["message"], "your mistake");
        EXPECT_EQ(paths_.asked("/local"), before + 1) << status;
    }
}

TEST_F(retries, an_upstream_that_goes_on_failing_is_a_502_that_quotes_it)
{
    paths_.set("/local", failing(529, {}, "overloaded"));
    auto error = expect_error(start_retrying().chat(chat_body(trivial_prompt)), 502,
                              "wayfinder_router_upstream_error", "upstream_status");
    EXPECT_TRUE(matches(error["message"].get<std::string>(), "529: overloaded")) << error;
    EXPECT_EQ(paths_.asked("/local"), 3);
}

TEST_F(retries, a_429_to_the_end_is_the_clients_with_its_retry_after)
{
    paths_.set("/local", failing(429, {{"Retry-After", "0"}}, "slow down"));
    auto answer = start_retrying().chat(chat_body(trivial_prompt));
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(parsed(answer.body)["error"]["message"], "slow down");
    EXPECT_EQ(answer.headers.get("retry-after"), "0");
    EXPECT_EQ(paths_.asked("/local"), 3);
}

TEST_F(retries, a_retry_after_beyond_the_cap_ends_the_attempts_there)
{
    paths_.set("/local", failing(429, {{"Retry-After", "3600"}}));
    auto const answer = start_retrying().chat(chat_body(trivial_prompt));
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.headers.get("retry-after"), "3600");
    EXPECT_EQ(paths_.asked("/local"), 1);
}

TEST_F(retries, a_retry_after_is_waited_for)
{
    paths_.once("/local", failing(503, {{"Retry-After", "1"}}));
    auto const began = clock::now();
    EXPECT_EQ(start_retrying().chat(chat_body(trivial_prompt)).status, 200);
    EXPECT_GE(clock::now() - began, 1s);
}

TEST_F(retries, a_lost_connection_before_the_answer_is_tried_again)
{
    paths_.once("/local", [](auto const&, auto& reply) { reply.reset(); });
    paths_.once("/local", [](auto const&, auto& reply) {
        reply.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"half");
        reply.close();
    });
    EXPECT_EQ(start_retrying().chat(chat_body(trivial_prompt)).body, completion_json);
    EXPECT_EQ(paths_.asked("/local"), 3);
}

TEST_F(retries, a_refused_connection_is_tried_again)
{
    start_with("[gateway]\nretries = 2\n" + std::string{quick_retries} +
               model_table("local", "http://127.0.0.1:" + std::to_string(refused_port())));
    expect_error(gateway_->chat(chat_body(trivial_prompt, "local")), 502, "wayfinder_router_upstream_error",
                 "upstream_connect_failed");
    EXPECT_EQ(metric(R"(retries_total{model="local"})"), 2);
}

TEST_F(retries, a_generation_that_timed_out_is_not_begun_again)
{
    paths_.set("/local", [](auto const&, auto& reply) { reply.stall(); });
    start_retrying("timeouts = { first_byte = 0.1 }");
    expect_error(gateway_->chat(chat_body(trivial_prompt)), 502, "wayfinder_router_upstream_error",
                 "upstream_timeout");
    EXPECT_EQ(paths_.asked("/local"), 1);
}

TEST_F(retries, unless_the_file_says_so)
{
    paths_.once("/local", [](auto const&, auto& reply) { reply.stall(); });
    start_retrying("timeouts = { first_byte = 0.1 }\nretry_timeouts = true");
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    EXPECT_EQ(paths_.asked("/local"), 2);
}

TEST_F(retries, a_stream_gets_them_until_its_first_content)
{
    paths_.once("/local", failing(500));
    paths_.once("/local", [](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(R"({"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]})");
        reply.close();
    });
    paths_.set("/local", two_deltas());
    auto const answer = start_retrying().chat(stream_body());
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.ending, body_ending::clean);
    EXPECT_EQ(parse_events(answer.body).back().data, "[DONE]");
    EXPECT_EQ(answer.body.find("role"), std::string::npos) << "nothing of a broken attempt goes out";
    EXPECT_EQ(paths_.asked("/local"), 3);
}

TEST_F(retries, never_after_a_content_byte)
{
    paths_.set("/local", [](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("half of"));
        reply.close();
    });
    auto const answer = start_retrying().chat(stream_body());
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.ending, body_ending::cut);
    EXPECT_EQ(paths_.asked("/local"), 1);
    EXPECT_EQ(metric(R"(stream_cuts_total{model="local",reason="upstream_connection_lost"})"), 1);
}

TEST_F(retries, an_error_in_a_200_is_an_error)
{
    paths_.once("/local", [](auto const&, auto& reply) {
        reply.respond(200, R"({"error":{"message":"out of memory","type":"server_error","code":500}})");
    });
    EXPECT_EQ(start_retrying().chat(chat_body(trivial_prompt)).body, completion_json);
    EXPECT_EQ(paths_.asked("/local"), 2);
}

TEST_F(retries, the_clients_own_error_in_a_200_gets_its_status)
{
    paths_.set("/local", [](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(
            R"({"error":{"message":"too long","type":"invalid_request_error","code":"context_length_exceeded"}})");
        reply.end_events();
    });
    auto error = expect_error(start_retrying().chat(stream_body()), 400, "invalid_request_error",
                              "context_length_exceeded");
    EXPECT_EQ(error["message"], "too long");
    EXPECT_EQ(paths_.asked("/local"), 1);
}

TEST_F(retries, a_refused_credential_is_the_gateways_fault)
{
    for (int const status : {401, 403}) {
        paths_.set("/cloud", failing(status, {}, "bad key sk-abc"));
        if (!gateway_) start_retrying();
        auto const answer = gateway_->chat(chat_body(trivial_prompt, "cloud"));
        expect_error(answer, 502, "wayfinder_router_upstream_error", "upstream_credential_refused");
        EXPECT_EQ(answer.body.find("sk-abc"), std::string::npos);
        EXPECT_FALSE(answer.headers.has("www-authenticate"));
    }
    EXPECT_EQ(paths_.asked("/cloud"), 2);
}

TEST_F(retries, a_redirect_is_not_followed)
{
    paths_.set("/local", [](auto const&, auto& reply) {
        reply.respond(307, "", {{"Location", "http://127.0.0.1:1/elsewhere"}});
    });
    expect_error(start_retrying().chat(chat_body(trivial_prompt)), 502, "wayfinder_router_upstream_error",
                 "upstream_bad_answer");
    EXPECT_EQ(paths_.asked("/local"), 1);
}

TEST_F(retries, a_budget_ends_a_storm)
{
    paths_.set("/local", failing(500));
    start({.gateway = "retries = 2\nbreaker_threshold = 100000",
           .more_models =
               std::string{quick_retries} + "budget = 0.1\n[gateway.breaker]\nmin_calls = 100000\n"});
    constexpr int requests = 60;
    for (int i = 0; i < requests; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    EXPECT_GE(paths_.asked("/local"), requests + 10) << "the free ones, and the share";
    EXPECT_LT(paths_.asked("/local"), 2 * requests) << "without a budget it would be three times";
    EXPECT_GT(metric("retries_denied_total"), 0);
}

TEST_F(retries, a_client_that_leaves_ends_them)
{
    paths_.set("/local", failing(503, {{"Retry-After", "9"}}));
    {
        auto client = start_retrying().connect();
        client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
        ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    }
    EXPECT_TRUE(eventually([&] { return metric("in_flight_requests") == 0; }));
    EXPECT_EQ(paths_.asked("/local"), 1);
}

TEST_F(retries, the_clients_deadline_covers_them_all)
{
    paths_.set("/local", failing(503, {{"Retry-After", "1"}}));
    start_retrying();
    auto const answer = gateway_->chat(chat_body(trivial_prompt), {{"X-Wayfinder-Timeout-Ms", "300"}});
    EXPECT_EQ(answer.status, 502) << "a wait that cannot end in time is not begun";
    paths_.set("/local", [](auto const&, auto& reply) { reply.stall(); });
    expect_error(gateway_->chat(chat_body(trivial_prompt), {{"X-Wayfinder-Timeout-Ms", "200"}}), 504,
                 "wayfinder_router_timeout", "deadline_exceeded");
    expect_error(gateway_->chat(chat_body(trivial_prompt), {{"X-Wayfinder-Timeout-Ms", "soon"}}), 400,
                 "wayfinder_router_bad_override");
}

} // namespace
} // namespace wayfinder::testing
