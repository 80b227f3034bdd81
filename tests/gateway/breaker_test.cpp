// A failing endpoint gets no calls, and one trial call at a time checks whether it has recovered.
#include "delivery_test.hpp"

#include <fstream>

namespace wayfinder::testing {
namespace {

class breaker : public delivery_test {};

TEST_F(breaker, circuit_opens_after_threshold_then_fails_fast)
{
    paths_.set("/local", failing(500));
    start({.gateway = "retries = 1\nbreaker_threshold = 2\nbreaker_cooldown = 60",
           .more_models = std::string{quick_retries}});
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    EXPECT_EQ(state(), 0);
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    EXPECT_EQ(state(), 2);
    auto const asked = paths_.asked("/local");
    auto const refused = gateway_->chat(chat_body(trivial_prompt));
    expect_error(refused, 503, "wayfinder_router_circuit_open", "circuit_open");
    EXPECT_EQ(refused.headers.get("x-wayfinder-router-breaker"), "open");
    auto const wait = std::stoi(refused.headers.get("retry-after"));
    EXPECT_GE(wait, 1);
    EXPECT_LE(wait, 60);
    EXPECT_EQ(paths_.asked("/local"), asked);
    auto health = parsed(gateway_->get("/healthz").body);
    EXPECT_EQ(health["status"], "degraded");
    EXPECT_EQ(health["breakers"][0]["model"], "local");
    EXPECT_EQ(health["breakers"][0]["state"], "open");
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt, "cloud")).status, 200) << "one breaker an endpoint";
}

TEST_F(breaker, one_probe_when_half_open)
{
    paths_.set("/local", failing(500));
    start({.gateway = "retries = 0\nbreaker_threshold = 1\nbreaker_cooldown = 0.2"});
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    gate answer_now;
    paths_.set("/local", [&](auto const&, auto& reply) {
        reply.wait(answer_now);
        reply.respond(200, completion_json);
    });
    ASSERT_TRUE(eventually([&] { return state() == 1; }));
    auto const asked = paths_.asked("/local");
    auto probe = gateway_->connect();
    probe.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    ASSERT_TRUE(eventually([&] { return paths_.asked("/local") == asked + 1; }));
    for (int i = 0; i < 5; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 503);
    EXPECT_EQ(paths_.asked("/local"), asked + 1);
    answer_now.open();
    EXPECT_EQ(probe.read_response().status, 200);
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    EXPECT_EQ(state(), 0);
}

TEST_F(breaker, a_probe_is_one_call)
{
    paths_.set("/local", failing(500));
    start({.gateway = "retries = 2\nbreaker_threshold = 1\nbreaker_cooldown = 0.2",
           .more_models = std::string{quick_retries}});
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    EXPECT_EQ(paths_.asked("/local"), 3);
    ASSERT_TRUE(eventually([&] { return state() == 1; }));
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    EXPECT_EQ(paths_.asked("/local"), 4) << "however many retries there are";
    EXPECT_EQ(metric(R"(breaker_opened_total{model="local",endpoint="0"})"), 2);
}

TEST_F(breaker, a_probe_that_fails_opens_it_again)
{
    paths_.set("/local", failing(500));
    start({.gateway = "retries = 0\nbreaker_threshold = 1\nbreaker_cooldown = 0.2"});
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    ASSERT_TRUE(eventually([&] { return state() == 1; }));
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 503);
    EXPECT_EQ(metric(R"(breaker_opened_total{model="local",endpoint="0"})"), 2);
}

TEST_F(breaker, a_probe_whose_client_leaves_says_nothing)
{
    paths_.set("/local", failing(500));
    start({.gateway = "retries = 0\nbreaker_threshold = 1\nbreaker_cooldown = 0.2"});
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    ASSERT_TRUE(eventually([&] { return state() == 1; }));
    paths_.once("/local", [](auto const&, auto& reply) { reply.stall(); });
    paths_.set("/local", fake_upstream::completion());
    {
        auto client = gateway_->connect();
        client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
        ASSERT_TRUE(eventually([&] { return paths_.asked("/local") == 2; }));
    }
    ASSERT_TRUE(eventually([&] { return metric("in_flight_requests") == 0; }));
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200) << "the next one is the probe";
}

TEST_F(breaker, what_clients_cause_does_not_open_it)
{
    start({.gateway = "retries = 0\nbreaker_threshold = 2"});
    for (int const status : {400, 404, 413, 422}) {
        paths_.set("/local", failing(status));
        for (int i = 0; i < 5; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, status);
    }
    EXPECT_EQ(state(), 0);
}

TEST_F(breaker, an_error_rate_opens_it_though_no_failures_stand_in_a_row)
{
    start({.gateway = "retries = 0\nbreaker_threshold = 100",
           .more_models = "[gateway.breaker]\nerror_rate = 0.5\nmin_calls = 10\n"});
    for (int i = 0; i < 5; ++i) {
        paths_.once("/local", failing(500));
        EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502) << i;
        if (i < 4) {
            EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200) << i;
        }
    }
    EXPECT_EQ(state(), 0) << "nine calls are too few";
    paths_.once("/local", failing(500));
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    EXPECT_EQ(state(), 2);
}

TEST_F(breaker, slow_calls_count)
{
    paths_.set("/local", [](auto const&, auto& reply) {
        reply.pause(60ms);
        reply.respond(200, completion_json);
    });
    start({.gateway = "retries = 0\nbreaker_threshold = 100",
           .more_models = "[gateway.breaker]\nslow_call = 0.05\nmin_calls = 3\n"});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    EXPECT_EQ(state(), 2);
}

TEST_F(breaker, an_open_one_is_passed_by)
{
    paths_.set("/cloud", failing(500));
    start({.gateway = "retries = 0\nbreaker_threshold = 1\nfailover = \"degrade\""});
    EXPECT_EQ(gateway_->chat(chat_body(complex_prompt)).headers.get("x-wayfinder-router-served-by"), "local");
    EXPECT_EQ(gateway_->chat(chat_body(complex_prompt)).headers.get("x-wayfinder-router-served-by"), "local");
    EXPECT_EQ(paths_.asked("/cloud"), 1);
}

TEST_F(breaker, a_reload_resets_nothing)
{
    paths_.set("/local", failing(500));
    start({.gateway = "retries = 0\nbreaker_threshold = 1"});
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 502);
    std::ofstream{gateway_->directory() / "wayfinder-router.toml", std::ios::app} << "# changed\n";
    gateway_->signal(SIGHUP);
    ASSERT_TRUE(eventually([&] { return metric("config_generation") == 2; }));
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 503);
}

TEST_F(breaker, an_active_probe_opens_and_closes_it_without_a_request)
{
    std::atomic<bool> well{false};
    upstream_.answer_with([&](recorded_request const& request, upstream_reply& reply) {
        EXPECT_EQ(request.method, "GET");
        EXPECT_EQ(request.target, "/local/v1/models");
        reply.respond(well ? 200 : 503, "{}");
    });
    start({.gateway = "retries = 0\nbreaker_threshold = 2\nbreaker_cooldown = 0.1",
           .local = "probe = \"/models\"",
           .more_models = "[gateway.breaker]\nprobe_interval = 0.05\n"});
    ASSERT_TRUE(eventually([&] { return state() > 0; }));
    well = true;
    ASSERT_TRUE(eventually([&] { return state() == 0; }));
}

TEST_F(breaker, who_refuses_a_probe_may_be_well)
{
    for (int const status : {301, 401, 403, 404, 429}) {
        upstream_.answer_with([status](recorded_request const& request, upstream_reply& reply) {
            if (request.method == "GET")
                reply.respond(status, "{}");
            else
                reply.respond(200, completion_json);
        });
        auto const before = upstream_.request_count();
        start({.gateway = "retries = 0\nbreaker_threshold = 1\nbreaker_cooldown = 60",
               .local = "probe = \"/models\"",
               .more_models = "[gateway.breaker]\nprobe_interval = 0.05\n"});
        ASSERT_TRUE(upstream_.log().wait_for_requests(before + 3)) << status;
        EXPECT_EQ(state(), 0) << status;
        EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200) << status;
    }
}

TEST_F(breaker, stays_closed_for_clients_in_a_hurry)
{
    paths_.set("/local", [](auto const&, auto& reply) { reply.stall(); });
    start({.gateway = "retries = 1\nbreaker_threshold = 2\nbreaker_cooldown = 60"});
    for (int i = 0; i < 5; ++i)
        expect_error(gateway_->chat(chat_body(trivial_prompt), {{"X-Wayfinder-Timeout-Ms", "500"}}), 504,
                     "wayfinder_router_timeout");
    EXPECT_TRUE(eventually([&] { return paths_.asked("/local") == 5; })) << paths_.asked("/local");
    EXPECT_EQ(state(), 0);
    EXPECT_EQ(metric(R"(upstream_errors_total{model="local"})"), 0);
}

class endpoints : public breaker {
protected:
    gateway_process& start_pair(std::string const& gateway, int weight_of_b = 1)
    {
        auto const at = [&](std::string const& name) {
            return "[[gateway.models.m.endpoints]]\nbase_url = \"" + upstream_.url("/" + name + "/v1") +
                   "\"\n";
        };
        return start_with("[gateway]\n" + gateway + "\n" + std::string{quick_retries} +
                          "[gateway.models.m]\nmodel = \"m-id\"\n" + at("a") + at("b") +
                          "weight = " + std::to_string(weight_of_b) + "\nmodel = \"b-id\"\n");
    }
};

TEST_F(endpoints, share_the_calls_by_weight)
{
    start_pair("", 3);
    for (int i = 0; i < 40; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt, "m")).status, 200);
    EXPECT_NEAR(paths_.asked("/a"), 10, 4);
    EXPECT_NEAR(paths_.asked("/b"), 30, 4);
}

TEST_F(endpoints, one_that_is_bad_does_not_take_the_model_down)
{
    paths_.set("/a", failing(500));
    start_pair("retries = 1\nbreaker_threshold = 2\nbreaker_cooldown = 60");
    for (int i = 0; i < 20; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt, "m")).status, 200) << i;
    EXPECT_EQ(paths_.asked("/a"), 2);
    EXPECT_EQ(state("m", 0), 2);
    EXPECT_EQ(state("m", 1), 0);
}

TEST_F(endpoints, one_alone_is_not_asked_again_at_once)
{
    paths_.set("/b", failing(500));
    start_pair("retries = 4\nbreaker_threshold = 1\nbreaker_cooldown = 60\ntimeouts = { total = 0.9 }");
    ASSERT_TRUE(eventually([&] {
        static_cast<void>(gateway_->chat(chat_body(trivial_prompt, "m")));
        return state("m", 1) == 2;
    }));
    auto const before = paths_.asked("/a");
    paths_.set("/a", failing(429, {{"Retry-After", "1"}}));
    EXPECT_NE(gateway_->chat(chat_body(trivial_prompt, "m")).status, 200);
    EXPECT_EQ(paths_.asked("/a"), before + 1) << "there is no time for what it has asked for";
}

TEST_F(endpoints, the_less_busy_one_is_asked)
{
    gate answer_now;
    auto const slow = [&](auto const&, auto& reply) {
        reply.wait(answer_now);
        reply.respond(200, completion_json);
    };
    paths_.set("/a", slow);
    paths_.set("/b", slow);
    start_pair("");
    std::vector<http_connection> clients;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(gateway_->connect());
        clients.back().send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt, "m")));
        ASSERT_TRUE(upstream_.log().wait_for_requests(static_cast<std::size_t>(i) + 1));
    }
    EXPECT_TRUE(eventually([&] { return paths_.asked("/a") == 2 && paths_.asked("/b") == 2; }));
    answer_now.open();
    for (auto& each : clients) EXPECT_EQ(each.read_response().status, 200);
}

TEST_F(endpoints, each_has_its_own_model_id)
{
    start_pair("");
    bool seen_a = false;
    bool seen_b = false;
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt, "m")).status, 200);
        auto const request = upstream_.last_request();
        bool const at_b = request.target.starts_with("/b");
        EXPECT_EQ(parsed(request.body)["model"], at_b ? "b-id" : "m-id");
        (at_b ? seen_b : seen_a) = true;
    }
    EXPECT_TRUE(seen_a && seen_b);
}

} // namespace
} // namespace wayfinder::testing
