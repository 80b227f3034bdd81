// Budgets.
#include "governed.hpp"

#include <random>
#include <thread>

namespace wayfinder::testing {
namespace {

class budgets : public governed_test {
protected:
    gateway_process& start_with_budget(std::string const& budget, std::string const& more = {})
    {
        auto parts = priced(more);
        parts.gateway = "budget = {" + budget + "}";
        return start(parts);
    }
};

TEST_F(budgets, degrade_to_the_cheapest_model_when_the_choice_does_not_fit)
{
    upstream_.answer_with(answer_using(500, 600));
    start_with_budget("limit = 1.5");
    auto const first = gateway_->chat(chat_body(complex_prompt));
    EXPECT_EQ(first.headers.get("x-wayfinder-router-served-by"), "cloud");
    EXPECT_EQ(first.headers.get("x-wayfinder-router-budget"), "");
    EXPECT_EQ(first.headers.get("x-wayfinder-router-cost"), "1.1");
    EXPECT_EQ(first.headers.get("x-wayfinder-router-budget-remaining"), "0.4");
    for (auto const* model : {"auto", "cloud", "prefer-hosted"}) {
        auto const second =
            gateway_->chat(chat_body(complex_prompt, model), {{"X-Wayfinder-Failover", "escalate"}});
        EXPECT_EQ(second.headers.get("x-wayfinder-router-served-by"), "local") << model;
        EXPECT_EQ(second.headers.get("x-wayfinder-router-mode"), "budget-degraded");
        EXPECT_EQ(second.headers.get("x-wayfinder-router-budget"), "degraded");
        EXPECT_EQ(second.headers.get("x-wayfinder-router-score"),
                  first.headers.get("x-wayfinder-router-score"));
    }
}

TEST_F(budgets, degrade_to_no_model_that_the_prompt_is_too_long_for)
{
    auto parts = priced(model_table("wide", upstream_.url(), "cost_per_1k = 0.001"));
    parts.local += "context_window = 20\n";
    parts.gateway = "budget = {limit = 0.01}";
    start(parts);
    auto const longer = gateway_->chat(chat_body(complex_prompt));
    EXPECT_EQ(longer.status, 200) << longer.body;
    EXPECT_EQ(longer.headers.get("x-wayfinder-router-served-by"), "wide");
    EXPECT_EQ(longer.headers.get("x-wayfinder-router-mode"), "budget-degraded");
    auto const shorter = gateway_->chat(chat_body("hi", "cloud"));
    EXPECT_EQ(shorter.headers.get("x-wayfinder-router-served-by"), "local");
}

TEST_F(budgets, block_with_402_and_the_numbers)
{
    upstream_.answer_with(answer_using(10, 90));
    start_with_budget("limit = 0.25, on_breach = \"block\"");
    EXPECT_EQ(gateway_->chat(bounded_body("cloud", 50)).status, 200);
    auto const refused = gateway_->chat(bounded_body("cloud", 150));
    auto const error = expect_error(refused, 402, "wayfinder_router_budget_exhausted", "budget_exhausted");
    EXPECT_NE(error.value("message", "").find("$0.15 left"), std::string::npos) << error;
    EXPECT_EQ(refused.headers.get("x-wayfinder-router-budget"), "blocked");
    EXPECT_EQ(refused.headers.get("x-wayfinder-router-budget-remaining"), "0.15");
    EXPECT_EQ(upstream_.request_count(), 1U);
    EXPECT_EQ(gateway_->chat(bounded_body("local", 150)).status, 200) << "it costs nothing";
}

TEST_F(budgets, bind_limits_in_every_spelling_that_some_upstream_takes)
{
    start_with_budget("limit = 0.25, on_breach = \"block\"");
    auto const status = [&](std::string const& more) {
        return gateway_->chat(chat_body("hi", "cloud", more)).status;
    };
    for (auto const* limit : {"1000", "1000.0", "1e3", "\"1000\""}) {
        EXPECT_EQ(status(R"("max_tokens":)" + std::string{limit}), 402) << limit;
        EXPECT_EQ(status(R"("max_tokens":1,"max_completion_tokens":)" + std::string{limit}), 402) << limit;
    }
    for (auto const* many : {"1000", "1000.0", "1e3", "\"1000\""})
        EXPECT_EQ(status(R"("max_tokens":1,"n":)" + std::string{many}), 402) << many;
    EXPECT_EQ(upstream_.request_count(), 0U);
    EXPECT_EQ(status(R"("max_tokens":1.0,"n":"2")"), 200);
}

TEST_F(budgets, are_nothing_to_models_without_a_price)
{
    start({.gateway = "budget = {limit = 0.001, on_breach = \"block\"}"});
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(gateway_->chat(chat_body(complex_prompt)).headers.get("x-wayfinder-router-served-by"),
                  "cloud");
}

TEST_F(budgets, of_keys_and_tags_hold_beside_the_gateways)
{
    upstream_.answer_with(answer_using(40, 60));
    auto const budget = std::string{"budget = {limit = 0.25, on_breach = \"block\"}"};
    start(priced(key_table("a", budget) + key_table("b", "tags = [\"batch\"]") +
                 key_table("c", "tags = [\"batch\"]") + "[gateway.tags.batch]\n" + budget + "\n"));
    auto const ask = [&](std::string const& key) {
        return gateway_->chat(bounded_body("cloud", 90), bearer(key)).status;
    };
    EXPECT_EQ(ask("a"), 200);
    EXPECT_EQ(ask("a"), 402) << "0.15 is left, and the request may cost more";
    EXPECT_EQ(ask("b"), 200);
    EXPECT_EQ(ask("c"), 402);
}

TEST_F(budgets, give_back_what_failed_calls_had_reserved)
{
    upstream_.answer_with([](recorded_request const&, upstream_reply& reply) { reply.respond(500, "{}"); });
    start_with_budget("limit = 0.2, on_breach = \"block\"");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(gateway_->chat(bounded_body("cloud", 50)).status, 502);
    upstream_.answer_with([](recorded_request const&, upstream_reply& reply) { reply.reset(); });
    for (int i = 0; i < 5; ++i) EXPECT_EQ(gateway_->chat(bounded_body("cloud", 50)).status, 502);
    EXPECT_EQ(metric(R"(budget_reserved_dollars{scope="gateway"})"), 0);
    EXPECT_EQ(metric(R"(budget_spent_dollars{scope="gateway"})"), 0);
    EXPECT_EQ(savings()["failed_requests"], 10);
}

TEST_F(budgets, charge_a_stream_that_the_client_leaves_for_what_it_got)
{
    upstream_.answer_with([](recorded_request const&, upstream_reply& reply) {
        reply.begin_events();
        reply.event(delta("a first part of an answer that goes on for some time"));
        reply.stall();
    });
    start_with_budget("limit = 5");
    {
        auto client = gateway_->connect();
        client.send(post_bytes("/v1/chat/completions", stream_body(trivial_prompt, "cloud")));
        client.read_head();
        client.read_until("goes on");
    }
    EXPECT_TRUE(eventually([&] { return metric(R"(budget_spent_dollars{scope="gateway"})") > 0.005; }));
    EXPECT_EQ(metric(R"(budget_reserved_dollars{scope="gateway"})"), 0);
    auto const spent = metric(R"(budget_spent_dollars{scope="gateway"})");
    EXPECT_LT(spent, 0.05);
    EXPECT_EQ(savings()["estimated_requests"], 1);
}

TEST_F(budgets, read_the_usage_of_streams_and_keep_it_from_clients_that_did_not_ask)
{
    upstream_.answer_with([](recorded_request const&, upstream_reply& reply) {
        reply.begin_events();
        reply.event(delta("short"));
        reply.event(
            R"({"id":"c","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":2000,)"
            R"("completion_tokens":4000,"total_tokens":6000}})");
        reply.event("[DONE]");
        reply.end_events();
    });
    start(priced());
    auto const answer = gateway_->chat(stream_body(trivial_prompt, "cloud"));
    EXPECT_EQ(answer.body.find("4000"), answer.body.npos);
    EXPECT_TRUE(answer.body.ends_with("data: [DONE]\n\n"));
    EXPECT_NE(upstream_.last_request().body.find(R"("stream_options":{"include_usage":true})"),
              std::string::npos);
    EXPECT_EQ(savings()["tokens"], 6000);
    EXPECT_EQ(savings()["realized"], 6.0);
    auto const asked = gateway_->chat(
        R"({"model":"cloud","stream":true,"stream_options":{"include_usage":true},"messages":[]})");
    EXPECT_NE(asked.body.find("4000"), asked.body.npos);
}

/// Two hundred calls of random cost, some streamed, some aborted, some failing, against one budget.
TEST_F(budgets, are_never_passed_and_the_books_add_up)
{
    upstream_.answer_with([](recorded_request const& request, upstream_reply& reply) {
        thread_local std::mt19937 random{std::random_device{}()};
        auto const most = parsed(request.body).value("max_tokens", 0);
        auto const used = static_cast<int>(random() % static_cast<unsigned>(most + 1));
        if (random() % 5 == 0) return reply.respond(503, "{}");
        if (random() % 7 == 0) return reply.reset();
        if (request.body.find("\"stream\":true") == std::string::npos)
            return answer_using(20, used)(request, reply);
        reply.begin_events();
        reply.event(delta("tok"));
        if (random() % 4 == 0) return reply.reset();
        reply.event(R"({"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":)" +
                    std::to_string(used) + "}}");
        reply.event("[DONE]");
        reply.end_events();
    });
    auto parts = priced();
    parts.gateway = "budget = {limit = 4, on_breach = \"block\"}\nbreaker = {min_calls = 1000}";
    start_with(two_models(upstream_, parts), {"--workers", "2"});
    std::atomic<int> next{0};
    std::atomic<int> refused{0};
    auto const customer = [&](unsigned seed) {
        std::mt19937 random{seed};
        while (next++ < 200) refused += chat_somehow(random, "cloud") == 402 ? 1 : 0;
    };
    {
        std::vector<std::jthread> customers;
        for (unsigned i = 0; i < 16; ++i) customers.emplace_back(customer, i);
        for (int i = 0; i < 20; ++i) {
            auto const spent = metric(R"(budget_spent_dollars{scope="gateway"})");
            auto const reserved = metric(R"(budget_reserved_dollars{scope="gateway"})");
            EXPECT_LE(spent + reserved, 4.0 + 1e-9);
        }
    }
    EXPECT_TRUE(eventually([&] { return metric("in_flight_requests") == 0; }));
    EXPECT_EQ(metric(R"(budget_reserved_dollars{scope="gateway"})"), 0);
    auto const spent = metric(R"(budget_spent_dollars{scope="gateway"})");
    EXPECT_LE(spent, 4.0);
    EXPECT_GT(spent, 2.0) << "the property was hardly tried";
    EXPECT_GT(refused, 0);
    EXPECT_TRUE(eventually([&] { return std::abs(savings().value("realized", 0.0) - spent) < 1e-9; }));
}

TEST_F(budgets, an_upstreams_own_numbers_are_believed_as_far_as_they_can_be)
{
    upstream_.answer_with(answer_using(1'000'000'000, 5));
    start(priced("[gateway.budget]\nlimit = 1000.0\n"));
    auto const answer = gateway_->chat(bounded_body("cloud", 10, "hello"));
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-cost"), "100.005") << "100,000 tokens, not a billion";
    EXPECT_EQ(metric(R"(answers_total{usage="estimated"})"), 1);
    EXPECT_GT(metric("budget_overrun_dollars_total"), 90);
}

} // namespace
} // namespace wayfinder::testing
