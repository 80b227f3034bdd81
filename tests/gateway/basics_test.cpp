// The peer's basic gateway behaviours, seen from outside.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class basics : public gateway_test {};

TEST_F(basics, healthz_lists_models)
{
    auto const answer = start().get("/healthz");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(parsed(answer.body)["models"], json({"cloud", "local"}));
}

TEST_F(basics, trivial_prompt_routes_to_local_upstream)
{
    auto const answer = start().chat(chat_body(trivial_prompt));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "local");
    auto const seen = upstream_.last_request();
    EXPECT_EQ(seen.method, "POST");
    EXPECT_EQ(seen.target, "/local/v1/chat/completions");
    EXPECT_EQ(seen.body, chat_body(trivial_prompt, "local-id"));
    EXPECT_FALSE(seen.headers.has("authorization"));
}

TEST_F(basics, path_tolerance_chat_completions_without_v1_prefix)
{
    auto const answer = start().post("/chat/completions", chat_body(trivial_prompt));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "local");
    EXPECT_EQ(upstream_.last_request().target, "/local/v1/chat/completions");
}

TEST_F(basics, path_tolerance_models_without_v1_prefix)
{
    auto& gateway = start();
    auto const bare = gateway.get("/models");
    EXPECT_EQ(bare.status, 200);
    EXPECT_EQ(bare.body, gateway.get("/v1/models").body);
    for (auto const* id : {"\"auto\"", "\"local\"", "\"cloud\""})
        EXPECT_NE(bare.body.find(id), std::string::npos);
}

TEST_F(basics, complex_prompt_routes_to_cloud_with_byo_key)
{
    auto const answer = start().chat(chat_body(complex_prompt));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "cloud");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-score"), "0.40");
    auto const seen = upstream_.last_request();
    EXPECT_EQ(seen.target, "/cloud/v1/chat/completions");
    EXPECT_EQ(seen.body, chat_body(complex_prompt, "cloud-id"));
    EXPECT_EQ(seen.headers.get("authorization"), "Bearer " + std::string{secret_key});
    EXPECT_EQ(answer.body.find(secret_key), std::string::npos);
    EXPECT_EQ(answer.headers.to_wire().find(secret_key), std::string::npos);
}

TEST_F(basics, unconfigured_model_is_a_clear_misconfig_error)
{
    auto& gateway = start_with("[routing]\nthreshold = 0.2\n" +
                               model_table("local", upstream_.url(), "api_key_env = \"EXAMPLE_API_KEY\""));
    auto const answer = gateway.chat(chat_body(complex_prompt));
    auto error = expect_error(answer, 500, "wayfinder_router_misconfigured");
    EXPECT_NE(error["message"].get<std::string>().find("cloud"), std::string::npos);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "cloud");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-score"), "0.40");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-mode"), "scored");
    EXPECT_FALSE(answer.headers.has("x-wayfinder-router-served-by"));
    EXPECT_EQ(upstream_.request_count(), 0U);
}

TEST_F(basics, response_body_is_relayed_unchanged)
{
    auto const answer = start().chat(chat_body(trivial_prompt));
    EXPECT_EQ(answer.body, completion_json);
    EXPECT_EQ(answer.headers.get("content-type"), "application/json");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), "local");
}

TEST_F(basics, response_carries_a_request_id)
{
    auto const answer = start().chat(chat_body(trivial_prompt));
    auto const id = answer.headers.get("x-wayfinder-router-request-id");
    EXPECT_EQ(id.size(), 32U);
    EXPECT_EQ(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_EQ(answer.headers.get("x-request-id"), id);
    EXPECT_NE(gateway_->chat(chat_body(trivial_prompt)).headers.get("x-request-id"), id);
}

TEST_F(basics, every_answer_has_a_date)
{
    auto& gateway = start();
    for (auto const& answer :
         {gateway.chat(chat_body(trivial_prompt)), gateway.get("/healthz"), gateway.get("/no"),
          gateway.chat(chat_body(trivial_prompt, "local", R"("stream":true)"))}) {
        auto const date = answer.headers.get("date");
        EXPECT_TRUE(matches(date,
                            "^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-3][0-9] (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|"
                            "Oct|Nov|Dec) 20[0-9]{2} [0-2][0-9]:[0-5][0-9]:[0-6][0-9] GMT$"))
            << date;
    }
}

TEST_F(basics, neither_prompts_nor_keys_are_logged)
{
    auto& gateway = start();
    EXPECT_EQ(gateway.chat(chat_body("zanzibar " + complex_prompt)).status, 200);
    EXPECT_EQ(gateway.chat("{\"zanzibar\"", {{"Authorization", "Bearer zanzibar"}}).status, 400);
    gateway.signal(SIGTERM);
    ASSERT_TRUE(gateway.wait_for_exit());
    EXPECT_EQ(gateway.log().find("zanzibar"), std::string::npos) << gateway.log();
    EXPECT_EQ(gateway.log().find(secret_key), std::string::npos) << gateway.log();
}

TEST_F(basics, several_workers_serve_one_port)
{
    auto& gateway = start_with(two_models(upstream_), {"--workers", "3"});
    for (int i = 0; i < 30; ++i) EXPECT_EQ(gateway.chat(chat_body(trivial_prompt)).status, 200);
    EXPECT_EQ(upstream_.request_count(), 30U);
    gateway.signal(SIGTERM);
    auto const status = gateway.wait_for_exit();
    ASSERT_TRUE(status);
    EXPECT_EQ(status->code, 0);
}

} // namespace
} // namespace wayfinder::testing
