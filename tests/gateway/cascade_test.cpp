// Policy `skill`, on_abstain = "cascade": the cheap model first, the expensive one if its answer is not
// acceptable.
#include "governed.hpp"

#include <atomic>

namespace wayfinder::testing {
namespace {

std::string completion_of(std::string const& message, std::string const& reason)
{
    return R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":)" +
           message + R"(,"finish_reason":")" + reason +
           R"("}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}})";
}

class cascade : public governed_test {
protected:
    /// Every decision is within the band; `local` answers with this message, `cloud` with "dear".
    void start_cascade(std::string message, std::string reason = "stop", config_parts parts = {})
    {
        upstream_.answer_with([=](recorded_request const& request, upstream_reply& reply) {
            bool const cheap = request.target.starts_with("/local");
            auto const body = cheap ? completion_of(message, reason)
                                    : completion_of(R"({"role":"assistant","content":"dear"})", "stop");
            reply.respond(200, body, {{"Content-Type", "application/json"}});
        });
        begin(std::move(parts));
    }

    void begin(config_parts parts = {})
    {
        parts.routing = "policy = \"skill\"\nthreshold = 0.5\nabstain_band = 0.5\non_abstain = \"cascade\"";
        parts.local += "\ncost_per_1k = 1.0\n";
        parts.cloud += "\ncost_per_1k = 10.0\n";
        start(parts);
    }

    http_response ask(std::string const& more = "\"x\":1")
    {
        return gateway_->chat(chat_body(complex_prompt, "auto", more));
    }

    static void expect(http_response const& answer, std::string_view served_by, std::string_view how)
    {
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), served_by);
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-cascade"), how);
    }
};

TEST_F(cascade, a_good_cheap_answer_is_kept)
{
    start_cascade(R"({"role":"assistant","content":"cheap"})");
    auto const answer = ask();
    expect(answer, "local", "kept");
    EXPECT_NE(answer.body.find("cheap"), std::string::npos);
    EXPECT_EQ(upstream_.request_count(), 1U);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-cost"), "0.015");
}

TEST_F(cascade, a_flawed_one_is_superseded_and_both_are_paid)
{
    start_cascade(R"({"role":"assistant","content":""})");
    auto const answer = ask();
    expect(answer, "cloud", "empty");
    EXPECT_NE(answer.body.find("dear"), std::string::npos);
    EXPECT_EQ(upstream_.request_count(), 2U);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-cost"), "0.165");
    EXPECT_NEAR(metric("realized_cost_total"), 0.165, 1e-9);
    auto report = savings();
    EXPECT_EQ(report["requests"], 1);
    EXPECT_NEAR(report["realized"].get<double>(), 0.165, 1e-9);
    auto recent = parsed(gateway_->get("/router/recent").body);
    EXPECT_EQ(recent["total"], 1);
    EXPECT_EQ(recent["recent"][0]["served_by"], "cloud");
}

TEST_F(cascade, refusals_cut_answers_and_broken_json_are_flaws)
{
    start_cascade(R"({"role":"assistant","content":"I'm sorry, but I can't do that."})");
    expect(ask(), "cloud", "refused");
    start_cascade(R"({"role":"assistant","content":"The first of"})", "length");
    expect(ask(), "cloud", "truncated");
    start_cascade(R"({"role":"assistant","content":"Sure! {}"})");
    expect(ask(), "local", "kept");
    expect(ask(R"("response_format":{"type":"json_object"})"), "cloud", "not-json");
    expect(ask(R"("response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{}}})"), "cloud",
           "not-json");
}

TEST_F(cascade, a_call_of_a_tool_is_an_answer)
{
    start_cascade(R"({"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function",)"
                  R"("function":{"name":"f","arguments":"{}"}}]})",
                  "tool_calls");
    expect(ask(), "local", "kept");
}

TEST_F(cascade, streams_are_held_back_until_the_cheap_answer_is_judged)
{
    std::atomic<bool> good{true};
    upstream_.answer_with([&](recorded_request const& request, upstream_reply& reply) {
        bool const cheap = request.target.starts_with("/local");
        reply.begin_events();
        if (!cheap || good) reply.event(delta(cheap ? "cheap" : "dear"));
        if (cheap && !good) reply.event(delta("I'm sorry, but I can't."));
        reply.event(R"({"id":"c1","object":"chat.completion.chunk","created":1,"model":"m",)"
                    R"("choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})");
        reply.event("[DONE]");
        reply.end_events();
    });
    begin();
    auto const kept = gateway_->chat(stream_body(complex_prompt));
    expect(kept, "local", "kept");
    EXPECT_EQ(parse_events(kept.body).size(), 3U) << kept.body;
    EXPECT_NE(kept.body.find("cheap"), std::string::npos);
    good = false;
    auto const better = gateway_->chat(stream_body(complex_prompt));
    expect(better, "cloud", "refused");
    EXPECT_EQ(better.body.find("sorry"), std::string::npos);
    EXPECT_NE(better.body.find("dear"), std::string::npos);
    EXPECT_EQ(parse_events(better.body).back().data, "[DONE]");
}

TEST_F(cascade, a_failed_cheap_model_is_a_flaw_and_costs_nothing)
{
    upstream_.answer_with([](recorded_request const& request, upstream_reply& reply) {
        if (request.target.starts_with("/local"))
            reply.respond(500, "{}", {{"Content-Type", "application/json"}});
        else
            answer_using(10, 5)(request, reply);
    });
    begin();
    auto const answer = ask();
    expect(answer, "cloud", "failed");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-cost"), "0.15");
}

TEST_F(cascade, a_flawed_answer_is_better_than_none)
{
    upstream_.answer_with([](recorded_request const& request, upstream_reply& reply) {
        bool const cheap = request.target.starts_with("/local");
        reply.respond(cheap ? 200 : 500,
                      cheap ? completion_of(R"({"role":"assistant","content":"The first"})", "length") : "{}",
                      {{"Content-Type", "application/json"}});
    });
    begin();
    auto const answer = ask();
    expect(answer, "local", "kept");
    EXPECT_NE(answer.body.find("The first"), std::string::npos);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-cost"), "0.015");
    EXPECT_NEAR(metric("realized_cost_total"), 0.015, 1e-9);
}

TEST_F(cascade, an_answer_that_would_not_do_is_none_out_of_the_cache_either)
{
    start_cascade(R"({"role":"assistant","content":"I'm sorry, but I can't help with that."})", "stop",
                  {.more_models = "[gateway.cache]\nenabled = true\n"});
    auto const body = [](char const* model) { return chat_body(complex_prompt, model, "\"temperature\":0"); };
    EXPECT_EQ(gateway_->chat(body("local")).headers.get("x-wayfinder-router-cache"), "miss");
    EXPECT_EQ(gateway_->chat(body("local")).headers.get("x-wayfinder-router-cache"), "hit");
    expect(gateway_->chat(body("auto")), "cloud", "refused");
}

TEST_F(cascade, an_inadequate_answer_is_not_stored_for_lack_of_a_better_one)
{
    std::atomic<bool> well{};
    upstream_.answer_with([&](recorded_request const& request, upstream_reply& reply) {
        bool const cheap = request.target.starts_with("/local");
        auto const said =
            completion_of(R"({"role":"assistant","content":"text"})", cheap ? "length" : "stop");
        reply.respond(cheap || well ? 200 : 500, said, {{"Content-Type", "application/json"}});
    });
    begin({.gateway = "retries = 0", .more_models = "[gateway.cache]\nenabled = true\n"});
    expect(ask("\"temperature\":0"), "local", "kept");
    well = true;
    expect(ask("\"temperature\":0"), "cloud", "truncated");
}

TEST_F(cascade, goes_no_further_than_the_budget)
{
    config_parts parts{.local = "max_output_tokens = 10", .cloud = "max_output_tokens = 10"};
    parts.more_models = "[gateway.budget]\nlimit = 2\non_breach = \"block\"\n";
    start_cascade(R"({"role":"assistant","content":""})", "stop", parts);
    expect(ask(), "local", "kept");
    EXPECT_EQ(upstream_.request_count(), 1U);
}

TEST_F(cascade, an_answer_that_superseded_another_is_not_what_the_cheap_model_says)
{
    start_cascade(R"({"role":"assistant","content":""})", "stop",
                  {.more_models = "[gateway.cache]\nenabled = true\n"});
    expect(ask(), "cloud", "empty");
    expect(ask(), "cloud", "empty");
    EXPECT_EQ(upstream_.request_count(), 4U);
}

} // namespace
} // namespace wayfinder::testing
