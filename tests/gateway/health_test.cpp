// /healthz, /livez, /readyz.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class health : public gateway_test {
protected:
    /// What it says about the configuration file is in config_watch_test.cpp.
    json report()
    {
        auto body = parsed(gateway_->get("/healthz").body);
        EXPECT_TRUE(body.contains("config")) << body;
        body.erase("config");
        return body;
    }
};

TEST_F(health, all_is_well)
{
    auto const answer = start().get("/healthz");
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.headers.get("content-type").starts_with("application/json"));
    EXPECT_EQ(report(), json({{"status", "ok"}, {"models", {"cloud", "local"}}}));
}

TEST_F(health, a_missing_key_degrades_but_does_not_fail)
{
    auto& gateway = start({.local = "api_key_env = \"WAYFINDER_TEST_UNSET\""});
    auto const answer = gateway.get("/healthz");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(report(),
              json({{"status", "degraded"}, {"models", {"cloud", "local"}}, {"missing_keys", {"local"}}}));
    EXPECT_EQ(gateway.get("/readyz").status, 200);
    EXPECT_EQ(gateway.chat(chat_body(trivial_prompt)).status, 200);
    EXPECT_FALSE(upstream_.last_request().headers.has("authorization"));
}

TEST_F(health, missing_keys_are_sorted_model_names)
{
    start({.local = "api_key_env = \"WAYFINDER_TEST_UNSET\"",
           .more_models = model_table("b", upstream_.url(), "api_key_env = \"WAYFINDER_TEST_UNSET\"")});
    EXPECT_EQ(parsed(gateway_->get("/healthz").body)["missing_keys"], json({"b", "local"}));
}

TEST_F(health, no_models_is_no_failure)
{
    auto const answer = start_with("").get("/healthz");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(parsed(answer.body)["models"], json::array());
}

TEST_F(health, livez_and_readyz_answer)
{
    auto& gateway = start();
    EXPECT_EQ(gateway.get("/livez").status, 200);
    EXPECT_EQ(gateway.get("/readyz").status, 200);
}

TEST_F(health, is_answered_while_an_upstream_hangs)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    auto& gateway = start();
    auto waiting = gateway.connect();
    waiting.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    EXPECT_EQ(gateway.get("/healthz").status, 200);
}

} // namespace
} // namespace wayfinder::testing
