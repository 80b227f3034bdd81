// The access log: one line per request, whatever its outcome.
#include "access_log_test.hpp"

#include <tuple>

namespace wayfinder::testing {
namespace {

TEST_F(access_log_test, has_a_line_for_an_answer)
{
    start_logging();
    ASSERT_EQ(gateway_->chat(bounded_body("cloud", 10), {{"X-Request-Id", "mine-1"}}).status, 200);
    auto found = line();
    EXPECT_EQ(found["request_id"], "mine-1");
    EXPECT_EQ(found["client"], "127.0.0.1");
    EXPECT_EQ(found["method"], "POST");
    EXPECT_EQ(found["path"], "/v1/chat/completions");
    EXPECT_EQ(found["asked"], "cloud");
    EXPECT_EQ(found["model"], "cloud");
    EXPECT_EQ(found["served_by"], "cloud");
    EXPECT_EQ(found["mode"], "pinned");
    EXPECT_GE(found["score"], 0);
    EXPECT_EQ(found["streamed"], false);
    EXPECT_EQ(found["status"], 200);
    EXPECT_EQ(found["outcome"], "answered");
    EXPECT_EQ(found["attempts"], 1);
    EXPECT_EQ(found["prompt_tokens"], 600);
    EXPECT_EQ(found["completion_tokens"], 400);
    EXPECT_EQ(found["usage"], "reported");
    EXPECT_EQ(found["cost"], 1.0);
    EXPECT_EQ(found["unit"], "usd");
    EXPECT_GT(found["upstream_ms"], 0);
    EXPECT_GE(found["total_ms"], found["upstream_ms"]);
    EXPECT_GE(found["total_ms"], found["first_byte_ms"]);
    for (auto const* absent : {"key", "error", "cache", "prompt"})
        EXPECT_FALSE(found.contains(absent)) << found;
    EXPECT_TRUE(matches(found["time"], "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z$")) << found;
}

TEST_F(access_log_test, has_a_line_for_every_refusal)
{
    auto const keys =
        key_table("a") +
        key_table("poor", "models = [\"cloud\"]\nbudget = { limit = 0.001, on_breach = \"block\" }") +
        key_table("slow", "rate_limit = { rpm = 1 }");
    start_logging("", keys);
    EXPECT_EQ(gateway_->chat(chat_body("x"), bearer("nobody")).status, 401);
    EXPECT_EQ(gateway_->chat("{", bearer("a")).status, 400);
    EXPECT_EQ(gateway_->chat(bounded_body("cloud", 50), bearer("poor")).status, 402);
    EXPECT_EQ(gateway_->chat(bounded_body("local", 5), bearer("slow")).status, 200);
    EXPECT_EQ(gateway_->chat(bounded_body("local", 5), bearer("slow")).status, 429);
    EXPECT_EQ(gateway_->get("/nowhere").status, 404);
    EXPECT_EQ(round_trip(gateway_->port(), "nonsense\r\n\r\n").status, 400);
    auto const begun_well = "GET /v1/models HTTP/1.1\r\nHost: h\r\nX-Request-Id: mine\r\n";
    EXPECT_EQ(round_trip(gateway_->port(), begun_well + std::string{"no colon\r\n\r\n"}).status, 400);
    EXPECT_EQ(round_trip(gateway_->port(), begun_well + ("X-A: " + std::string(200'000, 'a'))).status, 431);
    auto all = lines(9);
    auto const told = [&](std::size_t at, int status, std::string_view outcome, std::string_view error) {
        EXPECT_EQ(all[at]["status"], status) << all[at];
        EXPECT_EQ(all[at]["outcome"], outcome) << all[at];
        EXPECT_EQ(all[at].value("error", ""), error) << all[at];
    };
    told(0, 401, "refused", "invalid_api_key");
    EXPECT_FALSE(all[0].contains("key"));
    told(1, 400, "refused", all[1].value("error", "?"));
    EXPECT_NE(all[1].value("error", ""), "");
    EXPECT_EQ(all[1]["key"], "a");
    told(2, 402, "refused", "budget_exhausted");
    EXPECT_EQ(all[2]["model"], "cloud");
    EXPECT_FALSE(all[2].contains("served_by"));
    told(3, 200, "answered", "");
    told(4, 429, "refused", "rate_limit_exceeded");
    told(5, 404, "refused", "unknown_endpoint");
    EXPECT_EQ(all[5]["path"], "/nowhere");
    told(6, 400, "refused", "malformed_http");
    told(7, 400, "refused", "malformed_http");
    EXPECT_EQ(all[8]["status"], 431) << all[8];
}

TEST_F(access_log_test, has_a_line_for_a_failure_with_its_attempts)
{
    start_logging();
    upstream_.answer_with([](auto const&, auto& reply) { reply.respond(500, "{}"); });
    EXPECT_EQ(gateway_->chat(bounded_body("local", 10)).status, 502);
    auto found = line();
    EXPECT_EQ(found["status"], 502);
    EXPECT_EQ(found["outcome"], "failed");
    EXPECT_EQ(found["served_by"], "local");
    EXPECT_GE(found["attempts"], 1);
    EXPECT_NE(found.value("error", ""), "");
    EXPECT_EQ(found["cost"], 0);
}

TEST_F(access_log_test, has_the_line_of_a_stream_when_it_has_ended)
{
    start_logging();
    gate finish;
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.wait(finish);
        reply.event("[DONE]");
        reply.end_events();
    });
    auto client = gateway_->connect();
    client.send(post_bytes("/v1/chat/completions", stream_body("x", "local")));
    client.read_head();
    client.read_until("one");
    EXPECT_EQ(gateway_->get("/v1/models").status, 200); // its line comes first
    EXPECT_EQ(lines(1).at(0)["path"], "/v1/models");
    finish.open();
    client.read_until("[DONE]");
    auto all = lines(2);
    EXPECT_EQ(all[1]["streamed"], true);
    EXPECT_EQ(all[1]["outcome"], "answered");
    EXPECT_GT(all[1]["total_ms"], all[1]["first_byte_ms"]);
}

TEST_F(access_log_test, has_the_line_of_a_stream_whose_client_has_left)
{
    start_logging();
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.stall();
    });
    auto client = gateway_->connect();
    client.send(post_bytes("/v1/chat/completions", stream_body("x", "local")));
    client.read_head();
    client.read_until("one");
    client.reset();
    auto found = line();
    EXPECT_EQ(found["status"], 499);
    EXPECT_EQ(found["outcome"], "abandoned");
    EXPECT_EQ(found["served_by"], "local");
}

TEST_F(access_log_test, has_the_line_of_a_client_that_left_before_its_answer)
{
    start_logging();
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    auto client = gateway_->connect();
    client.send(post_bytes("/v1/chat/completions", chat_body("x", "local")));
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    client.reset();
    auto found = line();
    EXPECT_EQ(found["status"], 499);
    EXPECT_EQ(found["outcome"], "abandoned");
    EXPECT_FALSE(found.contains("first_byte_ms"));
}

TEST_F(access_log_test, has_the_line_of_a_stream_that_its_upstream_cut)
{
    start_logging();
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        reply.event(delta("one"));
        reply.reset();
    });
    auto client = gateway_->connect();
    client.send(post_bytes("/v1/chat/completions", stream_body("x", "local")));
    client.read_response();
    auto found = line();
    EXPECT_EQ(found["status"], 200);
    EXPECT_EQ(found["outcome"], "cut");
    EXPECT_NE(found.value("error", ""), "");
}

TEST_F(access_log_test, tells_what_came_from_the_cache)
{
    start_logging("", "[gateway.cache]\nenabled = true\n");
    std::ignore = gateway_->chat(bounded_body("cloud", 10));
    std::ignore = gateway_->chat(bounded_body("cloud", 10));
    auto all = lines(2);
    EXPECT_EQ(all[0]["cache"], "miss");
    EXPECT_EQ(all[1]["cache"], "hit");
    EXPECT_EQ(all[1]["outcome"], "cached");
    EXPECT_EQ(all[1]["attempts"], 0);
    EXPECT_EQ(all[1]["cost"], 0);
    EXPECT_FALSE(all[1].contains("upstream_ms"));
}

TEST_F(access_log_test, never_has_a_prompt_unless_asked_for)
{
    start_logging();
    std::ignore = gateway_->chat(chat_body("a secret of mine"));
    EXPECT_FALSE(line().contains("prompt"));
    EXPECT_EQ(text().find("secret"), std::string::npos);
    start_logging("log_prompts = true");
    std::ignore = gateway_->chat(chat_body("a \"secret\"\nof mine"));
    EXPECT_EQ(line()["prompt"], "a \"secret\"\nof mine");
}

TEST_F(access_log_test, cannot_be_forged)
{
    start_logging("log_prompts = true");
    constexpr std::string_view forgery = "x\n{\"status\":200,\"key\":\"admin\"}\x1b[2J";
    std::ignore = gateway_->chat(chat_body(forgery, forgery));
    round_trip(gateway_->port(), request_bytes("GET", "/\xff\xc0\x8a\"},{\"status\":200}"));
    auto all = lines(2);
    EXPECT_FALSE(all[0].contains("key"));
    EXPECT_EQ(text().find('\x1b'), std::string::npos);
    EXPECT_EQ(text().find('\xff'), std::string::npos);
}

TEST_F(access_log_test, leaves_out_probes_unless_asked_for)
{
    start_logging();
    for (auto const* path : {"/livez", "/readyz", "/healthz", "/metrics", "/v1/models"})
        std::ignore = gateway_->get(path);
    EXPECT_EQ(line()["path"], "/v1/models");
    start_logging("probes = true");
    std::ignore = gateway_->get("/metrics");
    EXPECT_TRUE(
        eventually([&] { return text().find(R"("path":"/metrics")") != std::string::npos; }, soon_enough));
    EXPECT_NE(text().find(R"("path":"/readyz")"), std::string::npos) << "the test's own look at readiness";
}

} // namespace
} // namespace wayfinder::testing
