// Another model replaces one that fails: fallbacks, then the tiers.
#include "delivery_test.hpp"

namespace wayfinder::testing {
namespace {

class failover : public delivery_test {
protected:
    /// `cloud` falls back to `cloud2`, that to `cloud3`, and that to `cloud`.
    gateway_process& start_with_fallbacks(config_parts parts = {})
    {
        parts.cloud += "\nfallbacks = [\"cloud2\"]";
        parts.more_models += model_table("cloud2", upstream_.url("/cloud2/v1"), "fallbacks = [\"cloud3\"]") +
                             model_table("cloud3", upstream_.url("/cloud3/v1"), "fallbacks = [\"cloud\"]");
        return start(parts);
    }

    void expect_served(http_response const& answer, std::string_view by, bool instead)
    {
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), by);
        EXPECT_EQ(answer.headers.has("x-wayfinder-router-failover"), instead);
    }
};

TEST_F(failover, same_tier_fallback_when_primary_keeps_failing)
{
    paths_.set("/cloud", failing(500));
    auto const answer = start_with_fallbacks().chat(chat_body(complex_prompt));
    expect_served(answer, "cloud2", true);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-failover"), "true");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "cloud") << "the decision stays what it was";
    EXPECT_EQ(metric(R"(failovers_total{model="cloud2"})"), 1);
}

TEST_F(failover, the_latency_is_that_of_the_last_call)
{
    paths_.set("/cloud", failing(500));
    std::ignore = start_with_fallbacks().chat(chat_body(complex_prompt));
    EXPECT_EQ(metric(R"(upstream_latency_seconds_count{model="cloud"})"), 0);
    EXPECT_EQ(metric(R"(upstream_latency_seconds_count{model="cloud2"})"), 1);
    EXPECT_EQ(metric(R"(upstream_errors_total{model="cloud"})"), 1);
    EXPECT_TRUE(matches(gateway_->get("/metrics").body,
                        "# HELP wayfinder_router_upstream_latency_seconds The last call of a request"));
}

TEST_F(failover, fallbacks_are_followed_in_depth_and_in_no_circle)
{
    paths_.set("/cloud", failing(500));
    paths_.set("/cloud2", failing(500));
    expect_served(start_with_fallbacks().chat(chat_body(complex_prompt)), "cloud3", true);
    paths_.set("/cloud3", failing(500));
    EXPECT_EQ(gateway_->chat(chat_body(complex_prompt)).status, 502);
    EXPECT_EQ(paths_.asked("/cloud"), 2);
    EXPECT_EQ(paths_.asked("/cloud3"), 2);
}

TEST_F(failover, non_retryable_4xx_returned_without_fallback)
{
    paths_.set("/cloud", failing(400));
    EXPECT_EQ(start_with_fallbacks().chat(chat_body(complex_prompt)).status, 400);
    EXPECT_EQ(paths_.asked("/cloud2"), 0);
}

TEST_F(failover, a_stream_fails_over_before_its_first_content)
{
    paths_.set("/cloud", failing(503));
    paths_.set("/cloud2", two_deltas());
    auto const answer = start_with_fallbacks().chat(stream_body(complex_prompt));
    expect_served(answer, "cloud2", true);
    EXPECT_EQ(parse_events(answer.body).back().data, "[DONE]");
}

TEST_F(failover, after_a_timeout_another_model_is_asked)
{
    paths_.set("/cloud", [](auto const&, auto& reply) { reply.stall(); });
    expect_served(
        start_with_fallbacks({.cloud = "timeouts = { first_byte = 0.1 }"}).chat(chat_body(complex_prompt)),
        "cloud2", true);
    EXPECT_EQ(paths_.asked("/cloud"), 1);
}

TEST_F(failover, what_one_endpoint_misses_another_has)
{
    for (int const status : {404, 410}) {
        auto const path = "/missing" + std::to_string(status);
        paths_.set(path, failing(status, {}, "no such model"));
        auto const endpoint = [&](std::string const& at) {
            return "{ base_url = \"" + upstream_.url(at) + "\" }";
        };
        start_with("[gateway]\nretries = 1\n[gateway.models.local]\nmodel = \"m\"\nendpoints = [" +
                   endpoint(path + "/v1") + ", " + endpoint("/there/v1") + "]\n" +
                   "[gateway.models.gone]\nmodel = \"m\"\nfallbacks = [\"gone2\"]\nendpoints = [" +
                   endpoint(path + "/v1") + "]\n" + model_table("gone2", upstream_.url(path + "/v1")));
        for (int i = 0; i < 4; ++i) EXPECT_EQ(gateway_->chat(chat_body("hi", "local")).status, 200) << status;
        auto const missing = gateway_->chat(chat_body("hi", "gone"));
        EXPECT_EQ(missing.status, status) << "nobody has it: the client is told so";
        EXPECT_EQ(parsed(missing.body)["error"]["message"], "no such model");
    }
}

TEST_F(failover, a_wish_to_wait_outlives_a_fallback_that_fails)
{
    paths_.set("/cloud", failing(429, {{"Retry-After", "3600"}}, "too many"));
    paths_.set("/spare", failing(500));
    start({.cloud = "fallbacks = [\"spare\"]",
           .more_models = model_table("spare", upstream_.url("/spare/v1"))});
    auto const answer = gateway_->chat(chat_body(complex_prompt));
    EXPECT_EQ(answer.status, 429) << answer.body;
    EXPECT_EQ(answer.headers.get("retry-after"), "3600");
    EXPECT_EQ(parsed(answer.body)["error"]["message"], "too many");
}

TEST_F(failover, failover_degrade_serves_cheaper_tier_without_recomputing_decision)
{
    paths_.set("/cloud", failing(500));
    auto const answer =
        start({.gateway = "retries = 0\nfailover = \"degrade\""}).chat(chat_body(complex_prompt));
    expect_served(answer, "local", true);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "cloud");
}

TEST_F(failover, failover_escalate_serves_dearer_tier)
{
    paths_.set("/local", failing(500));
    expect_served(start({.gateway = "retries = 0\nfailover = \"escalate\""}).chat(chat_body(trivial_prompt)),
                  "cloud", true);
}

TEST_F(failover, failover_same_tier_default_does_not_cross_tiers)
{
    paths_.set("/cloud", failing(500));
    EXPECT_EQ(start().chat(chat_body(complex_prompt)).status, 502);
    EXPECT_EQ(paths_.asked("/local"), 0);
}

TEST_F(failover, failover_header_overrides_config_policy)
{
    paths_.set("/cloud", failing(500));
    start();
    expect_served(gateway_->chat(chat_body(complex_prompt), {{"X-Wayfinder-Failover", "degrade"}}), "local",
                  true);
    expect_error(gateway_->chat(chat_body(complex_prompt), {{"X-Wayfinder-Failover", "sideways"}}), 400,
                 "wayfinder_router_bad_override");
}

TEST_F(failover, precall_skips_target_that_cannot_fit_the_prompt)
{
    start({.gateway = "retries = 0\nfailover = \"degrade\"", .cloud = "context_window = 10"});
    expect_served(gateway_->chat(chat_body(complex_prompt)), "local", true);
    EXPECT_EQ(paths_.asked("/cloud"), 0);
    expect_error(gateway_->chat(chat_body(complex_prompt), {{"X-Wayfinder-Failover", "same-tier"}}), 400,
                 "invalid_request_error", "context_length_exceeded");
}

TEST_F(failover, an_allowlist_binds_it)
{
    paths_.set("/cloud", failing(500));
    start_with_fallbacks({.more_models = key_table("k", "models = [\"cloud\", \"cloud3\"]")});
    expect_served(gateway_->chat(chat_body(complex_prompt), bearer("k")), "cloud3", true);
    EXPECT_EQ(paths_.asked("/cloud2"), 0);
}

TEST_F(failover, a_budget_binds_it_and_pays_for_the_model_that_answered)
{
    paths_.set("/cloud", failing(500));
    paths_.set("/dear", answer_using(100, 10));
    paths_.set("/cheap", answer_using(100, 10));
    start({.cloud = "cost_per_1k = 1.0\nmax_output_tokens = 10\nfallbacks = [\"dear\", \"cheap\"]",
           .more_models =
               model_table("dear", upstream_.url("/dear/v1"), "cost_per_1k = 100.0\nmax_output_tokens = 10") +
               model_table("cheap", upstream_.url("/cheap/v1"), "cost_per_1k = 0.1\nmax_output_tokens = 10") +
               "[gateway.budget]\nlimit = 5.0\non_breach = \"block\"\n"});
    auto const answer = gateway_->chat(chat_body(trivial_prompt, "cloud"));
    expect_served(answer, "cheap", true);
    EXPECT_EQ(paths_.asked("/dear"), 0) << "the budget does not carry it";
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-cost"), "0.011");
    EXPECT_EQ(metric("budget_spent_dollars{scope=\"gateway\"}"), 0.011);
    EXPECT_EQ(metric("budget_reserved_dollars{scope=\"gateway\"}"), 0);
}

TEST_F(failover, what_a_budget_has_degraded_climbs_no_more)
{
    paths_.set("/local", failing(500));
    start({.gateway = "retries = 0",
           .local = "cost_per_1k = 0.01\nmax_output_tokens = 10",
           .cloud = "cost_per_1k = 1.0\nmax_output_tokens = 10",
           .more_models = "[gateway.budget]\nlimit = 0.01\n"});
    auto const answer = gateway_->chat(chat_body(complex_prompt), {{"X-Wayfinder-Failover", "escalate"}});
    EXPECT_EQ(answer.status, 502);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-budget"), "degraded");
    EXPECT_EQ(paths_.asked("/cloud"), 0);
}

TEST_F(failover, an_answer_of_another_model_is_not_kept)
{
    paths_.once("/cloud", failing(500));
    start_with_fallbacks({.more_models = "[gateway.cache]\nenabled = true\n"});
    expect_served(gateway_->chat(chat_body(complex_prompt)), "cloud2", true);
    auto const next = gateway_->chat(chat_body(complex_prompt));
    expect_served(next, "cloud", false);
    EXPECT_EQ(next.headers.get("x-wayfinder-router-cache"), "miss");
}

} // namespace
} // namespace wayfinder::testing
