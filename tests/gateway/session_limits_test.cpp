// When a conversation must not leave its model, and when it must.
#include "sessions_test.hpp"

namespace wayfinder::testing {
namespace {

class session_limits : public session_test {};

TEST_F(session_limits, the_middle_of_a_tool_loop_keeps_the_model_whatever_it_costs)
{
    start(with_sessions("prompt_cache_ttl = 0\n"));
    answers_take(10, 5);
    chat talk{*gateway_};
    talk.say(trivial_prompt, "cloud");
    EXPECT_EQ(talk.verdict(), "pinned");
    for (int i = 0; i < 3; ++i) {
        auto decision = talk.tell("42");
        EXPECT_EQ(talk.model(), "cloud");
        EXPECT_EQ(talk.mode(), "session");
        EXPECT_EQ(talk.verdict(), "tool-loop");
        EXPECT_EQ(decision["session"]["tool_loop"], true);
    }
    talk.say(trivial_prompt);
    EXPECT_EQ(talk.model(), "local") << "the loop is over";
}

TEST_F(session_limits, a_tool_loop_is_not_explored)
{
    auto parts = with_sessions();
    parts.routing = "policy = \"skill\"\nthreshold = 0.99\nexplore = 1\n[routing.sessions]\nenabled = true\n";
    start(parts);
    answers_take(10, 5);
    chat talk{*gateway_};
    talk.say(trivial_prompt);
    EXPECT_EQ(talk.mode(), "explored");
    EXPECT_EQ(talk.model(), "cloud");
    talk.tell("42");
    EXPECT_EQ(talk.verdict(), "tool-loop");
    EXPECT_EQ(talk.model(), "cloud");
    talk.say(trivial_prompt, "local");
    talk.tell("42");
    EXPECT_EQ(talk.verdict(), "same");
    EXPECT_EQ(talk.mode(), "scored");
    EXPECT_EQ(talk.model(), "local") << "not explored either";
}

TEST_F(session_limits, a_turn_that_no_model_has_read_leaves_the_conversation_as_it_was)
{
    auto parts = with_sessions({}, "[gateway.retry]\nmax_retry_after = 60\n");
    parts.gateway = "retries = 1\nbreaker = {min_calls = 1000}";
    start(parts);
    auto talk = begun_on_cloud(50'000, {{"X-Wayfinder-Session", "talk"}});
    upstream_.answer_with([](recorded_request const&, upstream_reply& reply) {
        reply.respond(503, "{}", {{"Retry-After", "30"}});
    });
    {
        auto client = gateway_->connect();
        client.send(
            post_bytes("/v1/chat/completions", chat_body(complex_prompt), {{"X-Wayfinder-Session", "talk"}}));
        EXPECT_TRUE(eventually([&] { return metric("retries_total{model=\"cloud\"}") == "1"; }));
    }
    EXPECT_TRUE(eventually([&] { return metric("in_flight_requests") == "0"; }));
    answers_take(10, 5);
    auto decision = talk.say(trivial_prompt);
    EXPECT_NE(talk.verdict(), "cold");
    EXPECT_EQ(decision["session"]["turn"], 2);
}

TEST_F(session_limits, a_pin_is_a_pin)
{
    start(with_sessions());
    auto talk = begun_on_cloud(50'000);
    talk.tell("42", "local");
    EXPECT_EQ(talk.model(), "local");
    EXPECT_EQ(talk.mode(), "pinned");
    talk.say(complex_prompt);
    EXPECT_EQ(talk.verdict(), "kept") << "it is the model of the conversation now";
    EXPECT_EQ(talk.model(), "local");
}

TEST_F(session_limits, the_sticky_latch_stays_what_it_is)
{
    auto parts = with_sessions();
    parts.gateway = "sticky = true\n";
    start(parts);
    answers_take(50'000, 100);
    chat talk{*gateway_};
    talk.say(trivial_prompt);
    talk.say(complex_prompt, "local");
    talk.say(trivial_prompt);
    EXPECT_EQ(talk.mode(), "sticky");
    EXPECT_EQ(talk.model(), "cloud");
    EXPECT_EQ(talk.verdict(), "sticky");
}

TEST_F(session_limits, a_model_that_lacks_what_is_asked_for_is_left)
{
    auto parts = with_sessions();
    parts.cloud += "capabilities = [\"tools\"]\n";
    start(parts);
    auto talk = begun_on_cloud(50'000, {{"X-Wayfinder-Session", "a"}});
    auto const answer =
        gateway_->chat(R"({"messages":[{"role":"user","content":[{"type":"text","text":"hi"},)"
                       R"({"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}]})",
                       {{"X-Wayfinder-Session", "a"}});
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "local");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-session"), "incapable");
}

TEST_F(session_limits, a_model_that_the_key_may_not_use_any_more_is_left)
{
    auto const key = [](std::string const& rules) { return key_table("team", rules); };
    start(with_sessions({}, key({})));
    auto talk = begun_on_cloud(50'000, bearer("team"));
    replace(file(), two_models(upstream_, with_sessions({}, key("models = [\"local\"]"))));
    gateway_->signal(SIGHUP);
    ASSERT_TRUE(reaches_generation(2));
    talk.tell("42");
    EXPECT_EQ(talk.model(), "local");
    EXPECT_EQ(talk.verdict(), "not-allowed");
}

TEST_F(session_limits, a_model_whose_breaker_is_open_is_left)
{
    auto parts = with_sessions();
    parts.gateway = "retries = 0\nbreaker_threshold = 1\nbreaker_cooldown = 60\n";
    start(parts);
    chat talk{*gateway_};
    talk.say(trivial_prompt, "cloud");
    upstream_.answer_with([](recorded_request const& request, upstream_reply& reply) {
        if (request.target.starts_with("/cloud"))
            reply.respond(500, "{}");
        else
            answer_using(10, 5)(request, reply);
    });
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt, "cloud")).status, 502);
    talk.tell("42");
    EXPECT_EQ(talk.model(), "local");
    EXPECT_EQ(talk.verdict(), "breaker-open");
}

TEST_F(session_limits, a_model_that_the_budget_does_not_carry_is_left)
{
    for (auto const* breach : {"block", "degrade"}) {
        auto parts = with_sessions();
        parts.local = "cost_per_1k = 0.0\nmax_output_tokens = 50\n";
        parts.cloud = "cost_per_1k = 1.0\nmax_output_tokens = 50\n";
        parts.gateway =
            "budget = {limit = 3, window = \"all\", on_breach = \"" + std::string{breach} + "\"}\n";
        start(parts);
        answers_take(10, 5);
        chat talk{*gateway_};
        talk.say(trivial_prompt, "cloud");
        EXPECT_EQ(talk.model(), "cloud");
        talk.tell(std::string(8'000, 'x')); // eight dollars, as estimated
        EXPECT_EQ(talk.model(), "local") << breach;
        EXPECT_EQ(talk.mode(), "scored") << breach;
        EXPECT_EQ(talk.verdict(), "budget") << breach;
    }
}

TEST_F(session_limits, the_books_say_how_a_model_came_about)
{
    start(with_sessions());
    auto talk = begun_on_cloud(50'000);
    talk.say(trivial_prompt);
    auto recent = parsed(gateway_->get("/router/recent").body);
    EXPECT_EQ(recent["recent"][0]["mode"], "session");
    EXPECT_EQ(recent["recent"][0]["model"], "cloud");
    auto const metrics = gateway_->get("/metrics").body;
    EXPECT_NE(metrics.find("requests_total{model=\"cloud\",mode=\"session\"} 1\n"), std::string::npos);
}

} // namespace
} // namespace wayfinder::testing
