// What a request costs if its client does not wait for the answer: what the upstream may be working on.
#include "delivery_test.hpp"
#include "socket.hpp"

#include <poll.h>

namespace wayfinder::testing {
namespace {

class desertion : public delivery_test {
protected:
    void start_priced(std::string const& local = {})
    {
        start({.gateway = "retries = 1",
               .local = "cost_per_1k = 1.0\nmax_output_tokens = 10\n" + local,
               .more_models = "[gateway.retry]\nmax_retry_after = 60\n"});
    }

    /// Sends a request and leaves when `now` says so; what was booked for it.
    json booked_when(std::function<bool()> const& now)
    {
        {
            auto client = gateway_->connect();
            client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
            EXPECT_TRUE(eventually(now));
        }
        return last_booked();
    }

    json last_booked()
    {
        json entry;
        EXPECT_TRUE(eventually([&] {
            auto report = parsed(gateway_->get("/router/recent?limit=1").body);
            if (report["recent"].empty()) return false;
            entry = report["recent"][0];
            return true;
        }));
        return entry;
    }

    /// Sends a request and leaves once this much of the answer has arrived; what was booked for it.
    json left_at(std::string const& text, std::string const& body)
    {
        {
            auto client = gateway_->connect();
            client.send(post_bytes("/v1/chat/completions", body));
            client.read_head();
            client.read_until(text);
        }
        auto entry = last_booked();
        EXPECT_EQ(entry["outcome"], "abandoned");
        EXPECT_EQ(entry["status"], 499);
        return entry;
    }

    static double tokens_of(json entry) { return entry["cost"]["tokens"].get<double>(); }

    static double cost_of(json entry)
    {
        auto const cost = entry["cost"]["realized"];
        return cost.is_number() ? cost.get<double>() : 0;
    }
};

TEST_F(desertion, while_the_upstream_is_at_work)
{
    paths_.set("/local", [](auto const&, auto& reply) { reply.stall(); });
    start_priced();
    auto const entry = booked_when([&] { return paths_.asked("/local") == 1; });
    EXPECT_EQ(entry["outcome"], "abandoned");
    EXPECT_GT(cost_of(entry), 0);
}

TEST_F(desertion, inside_an_answer_too_large_to_be_held)
{
    paths_.set("/local", [](auto const&, auto& reply) {
        reply.send(response_head(200, {{"Content-Type", "application/json"}, {"Content-Length", "9000000"}}));
        reply.send(R"({"choices":[{"message":{"content":")" + std::string(3'000'000, 'x'));
        reply.stall();
    });
    start_priced();
    EXPECT_GT(tokens_of(left_at("xxx", chat_body(trivial_prompt))), 50'000);
}

TEST_F(desertion, inside_a_stream_that_nobody_can_look_into)
{
    paths_.set("/local", [](auto const&, auto& reply) {
        reply.begin_events({{"Content-Encoding", "gzip"}});
        reply.chunk(std::string(4000, 'z'));
        reply.stall();
    });
    start_priced();
    EXPECT_GE(tokens_of(left_at("zzz", stream_body())), 1000);
}

TEST_F(desertion, before_anything_has_been_sent)
{
    auto const mute = listen_on_loopback(); // accepts the connection and never completes a handshake
    start_with("[gateway]\nretries = 0\n" + model_table("local",
                                                        "https://127.0.0.1:" + std::to_string(mute.port),
                                                        "cost_per_1k = 1.0\ntimeouts = { tls = 30 }"));
    auto const entry = booked_when([&] {
        pollfd waiting{mute.fd.get(), POLLIN, 0};
        return ::poll(&waiting, 1, 0) == 1;
    });
    EXPECT_EQ(entry["outcome"], "abandoned");
    EXPECT_EQ(cost_of(entry), 0);
}

TEST_F(desertion, between_two_attempts)
{
    paths_.set("/local", failing(503, {{"Retry-After", "30"}}));
    start_priced();
    auto const entry = booked_when([&] {
        return metric("retries_total{model=\"local\"}") == 1; // counted before the wait for it
    });
    EXPECT_EQ(entry["outcome"], "abandoned");
    EXPECT_EQ(cost_of(entry), 0);
    EXPECT_EQ(paths_.asked("/local"), 1);
}

TEST_F(desertion, between_two_attempts_also_where_a_call_has_a_price_of_its_own)
{
    paths_.set("/local", failing(503, {{"Retry-After", "30"}}));
    start({.gateway = "retries = 1\nbudget = {limit = 1, on_breach = \"block\"}",
           .local = "price = {input = 1, output = 1, per_call = 0.4}\nmax_output_tokens = 10\n",
           .more_models = "[gateway.retry]\nmax_retry_after = 60\n"});
    auto entry = booked_when([&] { return metric("retries_total{model=\"local\"}") == 1; });
    EXPECT_EQ(entry["outcome"], "abandoned");
    EXPECT_EQ(cost_of(entry), 0);
    EXPECT_EQ(entry["cost"]["baseline"], 0);
    EXPECT_EQ(entry["cost"]["unit"], "usd");
    EXPECT_EQ(metric("budget_spent_dollars{scope=\"gateway\"}"), 0);
    EXPECT_EQ(metric("budget_reserved_dollars{scope=\"gateway\"}"), 0);
}

TEST_F(desertion, by_a_deadline_of_its_own)
{
    paths_.set("/local", [](auto const&, auto& reply) { reply.stall(); });
    start_priced();
    auto const answer = gateway_->chat(chat_body(trivial_prompt), {{"X-Wayfinder-Timeout-Ms", "500"}});
    expect_error(answer, 504, "wayfinder_router_timeout", "deadline_exceeded");
    auto const entry = last_booked();
    EXPECT_EQ(entry["outcome"], "abandoned");
    EXPECT_GT(cost_of(entry), 0);
    EXPECT_EQ(metric("budget_reserved_dollars{scope=\"gateway\"}"), -1);
}

TEST_F(desertion, a_deadline_of_the_operators_costs_the_client_nothing)
{
    paths_.set("/local", [](auto const&, auto& reply) { reply.stall(); });
    start_priced("timeouts = { first_byte = 0.2 }");
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    EXPECT_EQ(last_booked()["outcome"], "failed");
}

} // namespace
} // namespace wayfinder::testing
