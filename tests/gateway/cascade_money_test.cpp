// What a cascade costs, and what it reserves of a budget meanwhile.
#include "delivery_test.hpp"

#include <array>
#include <random>
#include <thread>

namespace wayfinder::testing {
namespace {

/// A valid whole answer, or a truncated one.
fake_upstream::script answering(std::string const& text, std::string const& reason = "stop")
{
    return [=](recorded_request const&, upstream_reply& reply) {
        reply.respond(200,
                      R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,)"
                      R"("message":{"role":"assistant","content":")" +
                          text + R"("},"finish_reason":")" + reason +
                          R"("}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}})",
                      {{"Content-Type", "application/json"}});
    };
}

/// The model called at this path, such as "/local".
std::string const cheap = "/local";
std::string const dear = "/cloud";

class cascade_money : public delivery_test {
protected:
    /// Every decision is within the band. A thousand tokens cost $0.1 at `local`, $1 at `cloud`.
    void begin(std::string const& budget, unsigned workers = 1, std::string const& more = {})
    {
        config_parts parts{.local = "cost_per_1k = 0.1\nmax_output_tokens = 900\n",
                           .cloud = "cost_per_1k = 1.0\nmax_output_tokens = 900\n"};
        parts.routing = "policy = \"skill\"\nthreshold = 0.5\nabstain_band = 0.5\non_abstain = \"cascade\"";
        if (!budget.empty()) parts.gateway = "budget = {" + budget + ", on_breach = \"block\"}\n";
        parts.gateway += "breaker = {min_calls = 100000}";
        parts.more_models = more;
        start_with(two_models(upstream_, parts), {"--workers", std::to_string(workers)});
    }

    [[nodiscard]] double reserved() const { return metric(R"(budget_reserved_dollars{scope="gateway"})"); }
    [[nodiscard]] double spent() const { return metric(R"(budget_spent_dollars{scope="gateway"})"); }

    void expect_one_dear_answer_at_a_time()
    {
        gate finished;
        paths_.set(dear, [&](auto const&, auto& reply) {
            reply.begin_events();
            reply.event(delta("dear"));
            reply.wait(finished);
            reply.event("[DONE]");
            reply.end_events();
        });
        begin("limit = 1.5");
        std::array clients{gateway_->connect(), gateway_->connect()};
        clients[0].send(post_bytes("/v1/chat/completions", stream_body("hi")));
        clients[0].read_head();
        clients[0].read_until("dear");
        EXPECT_GT(reserved(), 0.9);
        clients[1].send(post_bytes("/v1/chat/completions", stream_body("hi")));
        clients[1].read_head();
        EXPECT_EQ(paths_.asked(dear), 1) << "two of them may cost more than there is";
        finished.open();
        EXPECT_TRUE(eventually([&] { return metric("in_flight_requests") == 0; }));
        EXPECT_EQ(reserved(), 0);
    }
};

TEST_F(cascade_money, the_dear_answer_stays_reserved_while_it_streams)
{
    paths_.set(cheap, answering("The first of", "length"));
    expect_one_dear_answer_at_a_time();
}

TEST_F(cascade_money, also_where_the_cheap_model_has_failed)
{
    paths_.set(cheap, failing(500));
    expect_one_dear_answer_at_a_time();
}

TEST_F(cascade_money, an_answer_in_hand_is_better_than_the_dear_models_error)
{
    paths_.set(cheap, answering("The first of", "length"));
    begin("limit = 100");
    for (int const status : {429, 400, 404}) {
        paths_.set(dear, failing(status));
        auto const answer = gateway_->chat(chat_body("hi"));
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), "local") << status;
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "local") << status;
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-cascade"), "kept") << status;
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-cost"), "0.0015") << status;
    }
    EXPECT_EQ(paths_.asked(dear), 3);
    EXPECT_NEAR(spent(), 0.0045, 1e-9);
    EXPECT_NEAR(savings().value("realized", 0.0), 0.0045, 1e-9);
    EXPECT_EQ(reserved(), 0);
}

TEST_F(cascade_money, an_error_is_told_where_there_is_no_answer_in_hand)
{
    paths_.set(cheap, failing(500));
    paths_.set(dear, failing(404));
    begin("limit = 100");
    EXPECT_EQ(gateway_->chat(chat_body("hi")).status, 404);
    EXPECT_EQ(reserved(), 0);
}

TEST_F(cascade_money, a_dear_call_that_the_clients_deadline_ends_is_on_the_bill_of_the_cheap_answer)
{
    paths_.set(cheap, answering("The first of", "length"));
    paths_.set(dear, [](auto const&, auto& reply) { reply.stall(); });
    begin("limit = 100");
    auto const answer = gateway_->chat(chat_body("hello"), {{"X-Wayfinder-Timeout-Ms", "700"}});
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), "local");
    EXPECT_EQ(paths_.asked(dear), 1);
    EXPECT_GT(spent(), 0.0015) << "it is at work on the prompt";
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-cost"), json(spent()).dump());
    EXPECT_TRUE(eventually([&] { return savings().value("realized", 0.0) == spent(); }));
    EXPECT_EQ(savings()["requests"], 1);
    EXPECT_EQ(reserved(), 0);
}

TEST_F(cascade_money, a_deadline_in_the_dear_call_ends_the_request_where_the_cheap_one_has_failed)
{
    paths_.set(cheap, failing(500));
    paths_.set(dear, [](auto const&, auto& reply) { reply.stall(); });
    begin("limit = 100");
    auto const answer = gateway_->chat(chat_body("hello"), {{"X-Wayfinder-Timeout-Ms", "700"}});
    expect_error(answer, 504, "wayfinder_router_timeout", "deadline_exceeded");
    EXPECT_GT(spent(), 0);
    EXPECT_EQ(parsed(gateway_->get("/router/recent").body)["recent"][0]["outcome"], "abandoned");
    EXPECT_EQ(reserved(), 0);
}

TEST_F(cascade_money, what_is_not_used_is_on_the_account_also_where_there_is_no_budget)
{
    paths_.set(cheap, answering("The first of", "length"));
    begin("", 1, key_table("team") + "[gateway.admin]\nopen = [\"router\", \"savings\", \"metrics\"]\n");
    EXPECT_EQ(gateway_->chat(chat_body("hi"), bearer("team")).headers.get("x-wayfinder-router-cascade"),
              "truncated");
    auto const cost = savings().value("realized", 0.0);
    EXPECT_GT(cost, 0.0015) << "both calls";
    auto report = parsed(gateway_->get("/router/keys").body);
    EXPECT_EQ(report["keys"][0]["spent"]["all"], cost);
}

/// Cascades of random cost, some streamed, some aborted, whose calls fail in every way.
TEST_F(cascade_money, never_passes_the_budget_and_the_books_add_up)
{
    upstream_.answer_with([](recorded_request const& request, upstream_reply& reply) {
        thread_local std::mt19937 random{std::random_device{}()};
        bool const is_cheap = request.target.starts_with(cheap);
        auto const most = parsed(request.body).value("max_tokens", 0);
        auto const used = random() % 4 == 0 ? most / 2 : most;
        if (random() % 3 == 0) return reply.respond(random() % 2 == 0 ? 503 : 429, "{}");
        if (random() % 9 == 0) return reply.reset();
        if (is_cheap && random() % 2 == 0) return answering("The first of", "length")(request, reply);
        if (request.body.find("\"stream\":true") == std::string::npos)
            return answer_using(60, used)(request, reply);
        reply.begin_events();
        reply.event(delta("tok"));
        reply.pause(std::chrono::milliseconds{random() % 30});
        if (random() % 4 == 0) return reply.reset();
        reply.event(R"({"choices":[],"usage":{"prompt_tokens":60,"completion_tokens":)" +
                    std::to_string(used) + "}}");
        reply.event("[DONE]");
        reply.end_events();
    });
    begin("limit = 2", 2);
    auto const customer = [&](std::stop_token const& stop, unsigned seed) {
        std::mt19937 random{seed};
        while (!stop.stop_requested()) static_cast<void>(chat_somehow(random, "auto"));
    };
    {
        std::vector<std::jthread> customers;
        for (unsigned i = 0; i < 16; ++i) customers.emplace_back(customer, i);
        EXPECT_TRUE(eventually([&] {
            auto const before = spent();
            EXPECT_LE(before + reserved(), 2.0 + 1e-9);
            return before > 1.8;
        })) << "the property was hardly tried";
    }
    EXPECT_TRUE(eventually([&] { return metric("in_flight_requests") == 0; }));
    EXPECT_EQ(reserved(), 0);
    EXPECT_LE(spent(), 2.0);
    EXPECT_TRUE(eventually([&] { return std::abs(savings().value("realized", 0.0) - spent()) < 1e-9; }));
}

} // namespace
} // namespace wayfinder::testing
