// Limits on requests and tokens.
#include "governed.hpp"

#include <thread>

namespace wayfinder::testing {
namespace {

class rate_limits : public governed_test {};

TEST_F(rate_limits, refuse_what_is_too_much_and_say_when_it_fits)
{
    start({.gateway = "rate_limit = {rpm = 2, window = 3}"});
    auto const first = gateway_->chat(chat_body("hi"));
    EXPECT_EQ(first.headers.get("x-ratelimit-limit"), "2");
    EXPECT_EQ(first.headers.get("x-ratelimit-remaining"), "1");
    EXPECT_EQ(first.headers.get("x-ratelimit-remaining-requests"), "1");
    EXPECT_EQ(gateway_->chat(chat_body("hi")).headers.get("x-ratelimit-remaining"), "0");
    auto const refused = gateway_->chat(chat_body("hi"));
    auto const error = expect_error(refused, 429, "wayfinder_router_rate_limited", "rate_limit_exceeded");
    EXPECT_NE(error.value("message", "").find("gateway.rate_limit.rpm"), std::string::npos);
    EXPECT_EQ(refused.headers.get("x-wayfinder-router-rate-limit"), "rpm");
    EXPECT_EQ(upstream_.request_count(), 2U);
    auto const wait = std::stoi(refused.headers.get("retry-after"));
    EXPECT_TRUE(wait >= 1 && wait <= 3) << wait;
    std::this_thread::sleep_for(std::chrono::seconds{wait});
    EXPECT_EQ(gateway_->chat(chat_body("hi")).status, 200);
    EXPECT_EQ(metric(R"(rate_limited_total{limit="rpm"})"), 1);
    EXPECT_EQ(metric(R"(refusals_total{reason="rate_limit_exceeded"})"), 1);
}

TEST_F(rate_limits, reserve_tokens_and_settle_them_to_what_was_used)
{
    upstream_.answer_with(answer_using(20, 40));
    start({.gateway = "rate_limit = {tpm = 500}"});
    auto const answer = gateway_->chat(bounded_body("local", 400));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.get("x-ratelimit-remaining-tokens"), "440")
        << "60 were used, not the 400 reserved";
    EXPECT_EQ(gateway_->chat(bounded_body("local", 400)).status, 200);
    auto const refused = gateway_->chat(bounded_body("local", 400));
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.headers.get("x-wayfinder-router-rate-limit"), "tpm");
}

TEST_F(rate_limits, hold_against_twenty_at_once)
{
    upstream_.answer_with([](recorded_request const& request, upstream_reply& reply) {
        reply.pause(std::chrono::milliseconds{100});
        answer_using(20, 40)(request, reply);
    });
    start({.gateway = "rate_limit = {tpm = 230}"});
    std::atomic<int> admitted{0};
    std::vector<std::jthread> clients;
    for (int i = 0; i < 20; ++i)
        clients.emplace_back(
            [&] { admitted += gateway_->chat(bounded_body("local", 60)).status == 200 ? 1 : 0; });
    clients.clear();
    EXPECT_EQ(admitted, 3) << "each reserves a little over 60 of 230 tokens";
}

TEST_F(rate_limits, of_one_key_leave_the_others_their_share)
{
    start({.gateway = "rate_limit = {rpm = 6}",
           .more_models = key_table("greedy", "rate_limit = {rpm = 2}") + key_table("modest")});
    for (int i = 0; i < 30; ++i)
        EXPECT_EQ(gateway_->chat(chat_body("hi"), bearer("greedy")).status, i < 2 ? 200 : 429);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(gateway_->chat(chat_body("hi"), bearer("modest")).status, 200) << i;
    EXPECT_EQ(gateway_->chat(chat_body("hi"), bearer("modest")).status, 429);
}

TEST_F(rate_limits, are_not_touched_by_what_is_refused_for_another_reason)
{
    start({.gateway = "rate_limit = {rpm = 1}"});
    EXPECT_EQ(gateway_->chat("{").status, 400);
    EXPECT_EQ(gateway_->chat(chat_body("hi"), {{"X-Wayfinder-Threshold", "2"}}).status, 400);
    EXPECT_EQ(gateway_->chat(chat_body("hi")).status, 200);
}

TEST_F(rate_limits, hold_a_streams_place_to_its_end_and_give_it_back)
{
    gate door;
    upstream_.answer_with([&](recorded_request const&, upstream_reply& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.wait(door);
        reply.event("[DONE]");
        reply.end_events();
    });
    start({.gateway = "rate_limit = {max_in_flight = 1}"});
    {
        auto client = gateway_->connect();
        client.send(post_bytes("/v1/chat/completions", stream_body()));
        client.read_head();
        client.read_until("one");
        auto const refused = gateway_->chat(chat_body("hi"));
        EXPECT_EQ(refused.status, 429);
        EXPECT_EQ(refused.headers.get("x-wayfinder-router-rate-limit"), "max_in_flight");
        door.open();
        client.read_until("[DONE]");
        while (client.read_piece()) {
        }
    }
    upstream_.answer_with(fake_upstream::completion());
    EXPECT_TRUE(eventually([&] { return gateway_->chat(chat_body("hi")).status == 200; }));
    {
        gate never;
        upstream_.answer_with([&](recorded_request const&, upstream_reply& reply) { reply.stall(); });
        auto gone = gateway_->connect();
        gone.send(post_bytes("/v1/chat/completions", chat_body("hi")));
        ASSERT_TRUE(upstream_.log().wait_for_requests(3));
    }
    upstream_.answer_with(fake_upstream::completion());
    EXPECT_TRUE(eventually([&] { return gateway_->chat(chat_body("hi")).status == 200; }))
        << "whoever leaves gives its place back";
}

TEST_F(rate_limits, of_tags_hold_their_keys_together)
{
    start({.more_models = key_table("a", "tags = [\"batch\"]") + key_table("b", "tags = [\"batch\"]") +
                          key_table("c") + "[gateway.tags.batch]\nrate_limit = {rpm = 2}\n"});
    EXPECT_EQ(gateway_->chat(chat_body("hi"), bearer("a")).status, 200);
    EXPECT_EQ(gateway_->chat(chat_body("hi"), bearer("b")).status, 200);
    EXPECT_EQ(gateway_->chat(chat_body("hi"), bearer("a")).status, 429);
    EXPECT_EQ(gateway_->chat(chat_body("hi"), bearer("c")).status, 200);
}

TEST_F(rate_limits, survive_a_reload)
{
    start({.gateway = "rate_limit = {rpm = 2}"});
    EXPECT_EQ(gateway_->chat(chat_body("hi")).status, 200);
    gateway_->signal(SIGHUP);
    EXPECT_EQ(gateway_->chat(chat_body("hi")).status, 200);
    gateway_->signal(SIGHUP);
    EXPECT_EQ(gateway_->chat(chat_body("hi")).status, 429);
}

} // namespace
} // namespace wayfinder::testing
