// Connections to an upstream are kept and reused.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class upstream_pool : public gateway_test {
protected:
    void ask(int times = 1)
    {
        if (!gateway_) start();
        for (int i = 0; i < times; ++i) {
            auto const answer = gateway_->chat(chat_body(trivial_prompt));
            EXPECT_EQ(answer.status, 200) << answer.body;
        }
    }
};

TEST_F(upstream_pool, twenty_requests_use_one_connection)
{
    ask(20);
    EXPECT_EQ(upstream_.request_count(), 20U);
    EXPECT_EQ(upstream_.log().connections(), 1U);
}

TEST_F(upstream_pool, two_models_of_one_host_share_it_or_not_but_never_mix_answers)
{
    upstream_.answer_with([](recorded_request const& request, auto& reply) {
        reply.respond(200, json({{"target", request.target}, {"choices", {0}}}).dump());
    });
    start();
    for (int i = 0; i < 5; ++i)
        for (std::string const name : {"local", "cloud"}) {
            auto const answer = gateway_->chat(chat_body(trivial_prompt, name));
            EXPECT_EQ(parsed(answer.body)["target"], "/" + name + "/v1/chat/completions");
        }
    EXPECT_LE(upstream_.log().connections(), 2U);
}

TEST_F(upstream_pool, a_connection_that_the_upstream_closed_is_no_error)
{
    ask(3);
    for (std::size_t round = 1; round <= 5; ++round) {
        upstream_.close_connections();
        ask(2);
        EXPECT_EQ(upstream_.log().connections(), round + 1);
    }
}

TEST_F(upstream_pool, a_connection_that_the_upstream_closes_on_the_next_request_is_replaced)
{
    upstream_.answer_with([served = 0](auto const&, auto& reply) mutable {
        ++served;
        reply.respond(200, completion_json);
    });
    ask();
    // As if it had closed just before the request came. If the machine is so busy that this is noticed late,
    // it counts as lost: then the next attempt may show it.
    EXPECT_TRUE(eventually([&] {
        auto const used = upstream_.log().connections() - 1;
        upstream_.answer_with([used](recorded_request const& request, auto& reply) {
            if (request.connection == used) return reply.close();
            reply.respond(200, completion_json);
        });
        if (gateway_->chat(chat_body(trivial_prompt)).status != 200) return false;
        return upstream_.log().connections() == used + 2;
    }));
}

TEST_F(upstream_pool, a_request_that_an_upstream_may_have_worked_on_is_not_sent_again)
{
    ask();
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.pause(300ms);
        reply.close();
    });
    auto const answer = gateway_->chat(chat_body(trivial_prompt));
    expect_error(answer, 502, "wayfinder_router_upstream_error", "upstream_connection_lost");
    EXPECT_EQ(upstream_.request_count(), 2U) << "that is for the rules of retries";
}

TEST_F(upstream_pool, connection_close_is_honoured)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.respond(200, completion_json, {{"Connection", "close"}});
        reply.close();
    });
    ask(4);
    EXPECT_EQ(upstream_.log().connections(), 4U);
}

TEST_F(upstream_pool, http_1_0_upstreams_are_not_reused_by_mistake)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.send("HTTP/1.0 200 OK\r\nContent-Length: " + std::to_string(completion_json.size()) +
                   "\r\n\r\n" + completion_json);
        reply.close();
    });
    ask(3);
    EXPECT_EQ(upstream_.log().connections(), 3U);
}

TEST_F(upstream_pool, error_answers_keep_the_connection)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.respond(429, "{}"); });
    start();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 429);
    EXPECT_EQ(upstream_.log().connections(), 1U);
}

TEST_F(upstream_pool, concurrent_calls_get_connections_of_their_own_and_leave_them_for_later)
{
    constexpr std::size_t calls = 5;
    gate all_here;
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.wait(all_here);
        reply.respond(200, completion_json);
    });
    start();
    std::vector<http_connection> clients;
    for (std::size_t i = 0; i < calls; ++i) {
        clients.push_back(gateway_->connect());
        clients.back().send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    }
    ASSERT_TRUE(upstream_.log().wait_for_requests(calls)) << "one slow call must not hold up the others";
    all_here.open();
    for (auto& each : clients) EXPECT_EQ(each.read_response().status, 200);
    ask(10);
    EXPECT_EQ(upstream_.log().connections(), calls);
}

TEST_F(upstream_pool, an_upstream_that_restarts_is_found_again)
{
    ask(2);
    upstream_.close_connections();
    upstream_.answer_with([](auto const&, auto& reply) { reply.reset(); });
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    upstream_.answer_with(fake_upstream::completion());
    ask(2);
}

} // namespace
} // namespace wayfinder::testing
