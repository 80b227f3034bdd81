// serve --dry-run returns the decision without calling a model.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class dry_run : public gateway_test {
protected:
    void TearDown() override { EXPECT_EQ(upstream_.request_count(), 0U); }

    gateway_process& start_dry(std::string config)
    {
        return start_with(std::move(config), {"--workers", "1", "--dry-run"});
    }
};

TEST_F(dry_run, dry_run_returns_the_decision_without_an_upstream)
{
    auto const answer = start_dry("[routing]\nthreshold = 0.2\n").chat(chat_body(complex_prompt));
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.headers.get("content-type").starts_with("application/json"));
    auto shown = parsed(answer.body)["wayfinder"];
    EXPECT_EQ(shown["model"], "cloud");
    EXPECT_EQ(shown["mode"], "scored");
    EXPECT_EQ(shown["dry_run"], true);
    EXPECT_EQ(shown["score"], 0.4);
    EXPECT_EQ(shown["request_id"], answer.headers.get("x-wayfinder-router-request-id"));
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-mode"), "scored");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "cloud");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-score"), "0.40");
    EXPECT_FALSE(answer.headers.has("x-wayfinder-router-served-by"));
}

TEST_F(dry_run, dry_run_decision_carries_explain_for_the_demo)
{
    auto const answer = start_dry(two_models(upstream_)).chat(chat_body(complex_prompt));
    auto shown = parsed(answer.body)["wayfinder"];
    ASSERT_EQ(shown["contributions"].size(), 11U);
    bool any = false;
    for (auto& each : shown["contributions"]) {
        EXPECT_EQ(each.size(), 5U);
        any = any || each["contribution"].get<double>() > 0;
    }
    EXPECT_TRUE(any);
}

TEST_F(dry_run, without_prices_the_cost_is_relative)
{
    auto answer = parsed(start_dry("[routing]\nthreshold = 0.2\n").chat(chat_body(complex_prompt)).body);
    auto& cost = answer["wayfinder"]["cost"];
    EXPECT_EQ(cost.size(), 6U);
    EXPECT_EQ(cost["unit"], "relative units / 1k words");
    EXPECT_EQ(cost["estimated"], true);
    EXPECT_EQ(cost["word_count"], answer["wayfinder"]["features"]["word_count"]);
    EXPECT_NEAR(cost["per_call"].get<double>(), 0.085, 1e-9) << "85 words at 1.0";
    EXPECT_NEAR(cost["saved"].get<double>(), 0.0, 1e-9);
}

TEST_F(dry_run, cost_block_uses_configured_cost_when_present)
{
    start_dry(two_models(upstream_, {.local = "cost_per_1k = 2", .cloud = "cost_per_1k = 12.5"}));
    auto answer = parsed(gateway_->chat(chat_body(complex_prompt, "local")).body);
    auto& cost = answer["wayfinder"]["cost"];
    EXPECT_EQ(cost["estimated"], false);
    EXPECT_EQ(cost["unit"], "$ / 1k words");
    EXPECT_NEAR(cost["per_call"].get<double>(), 0.17, 1e-9);
    EXPECT_NEAR(cost["baseline"].get<double>(), 1.0625, 1e-9);
    EXPECT_NEAR(cost["saved"].get<double>(), 0.8925, 1e-9);
}

TEST_F(dry_run, pins_and_streams_are_decisions_too)
{
    auto& gateway = start_dry(two_models(upstream_));
    auto const pinned = gateway.chat(chat_body(trivial_prompt, "cloud"));
    EXPECT_EQ(parsed(pinned.body)["wayfinder"]["mode"], "pinned");
    auto const stream = gateway.chat(stream_body());
    EXPECT_EQ(stream.status, 200);
    EXPECT_EQ(parsed(stream.body)["wayfinder"]["dry_run"], true);
}

TEST_F(dry_run, bad_requests_are_still_refused)
{
    auto& gateway = start_dry(two_models(upstream_));
    expect_error(gateway.chat("{"), 400, "invalid_request_error");
    expect_error(gateway.chat("{}", {{"X-Wayfinder-Threshold", "2"}}), 400, "wayfinder_router_bad_override");
}

} // namespace
} // namespace wayfinder::testing
