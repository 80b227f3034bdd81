// X-Wayfinder-Debug shows the decision in the answer; without it answers are untouched.
#include "gateway_test.hpp"

#include <set>

namespace wayfinder::testing {
namespace {

header_list const debug_on{{"X-Wayfinder-Debug", "1"}};

class debug : public gateway_test {
protected:
    static void expect_decision(json const& shown, http_response const& answer)
    {
        EXPECT_EQ(shown["model"], answer.headers.get("x-wayfinder-router-model"));
        EXPECT_EQ(shown["mode"], answer.headers.get("x-wayfinder-router-mode"));
        EXPECT_EQ(shown["request_id"], answer.headers.get("x-wayfinder-router-request-id"));
        EXPECT_NEAR(shown["score"].get<double>(), std::stod(answer.headers.get("x-wayfinder-router-score")),
                    1e-9);
        EXPECT_EQ(shown["features"].size(), 11U);
    }
};

TEST_F(debug, debug_header_injects_the_decision_into_the_response_body)
{
    auto& gateway = start();
    for (auto const* value : {"1", "true", "yes", "on", "TRUE", " Yes "}) {
        auto const answer = gateway.chat(chat_body(trivial_prompt), {{"X-Wayfinder-Debug", value}});
        auto body = parsed(answer.body);
        ASSERT_TRUE(body.contains("wayfinder")) << value;
        expect_decision(body["wayfinder"], answer);
        EXPECT_EQ(body["id"], "chatcmpl-1") << "the rest stays";
        body.erase("wayfinder");
        EXPECT_EQ(body, parsed(completion_json));
        EXPECT_EQ(answer.ending, body_ending::clean);
    }
}

TEST_F(debug, default_response_body_omits_the_decision)
{
    auto& gateway = start();
    EXPECT_EQ(gateway.chat(chat_body(trivial_prompt)).body, completion_json);
    for (auto const* value : {"0", "false", "no", "off", ""})
        EXPECT_EQ(gateway.chat(chat_body(trivial_prompt), {{"X-Wayfinder-Debug", value}}).body,
                  completion_json);
}

TEST_F(debug, debug_payload_carries_contributions_on_relayed_responses)
{
    auto const answer = start().chat(chat_body(complex_prompt), debug_on);
    auto shown = parsed(answer.body)["wayfinder"];
    ASSERT_EQ(shown["contributions"].size(), 11U);
    double sum = 0;
    double total = 0;
    for (auto& each : shown["contributions"]) {
        std::set<std::string> keys;
        for (auto const& [key, value] : each.items()) keys.insert(key);
        EXPECT_EQ(keys, (std::set<std::string>{"name", "value", "normalized", "weight", "contribution"}));
        EXPECT_EQ(shown["features"][each["name"].get<std::string>()], each["value"]);
        sum += each["contribution"].get<double>();
        total += each["weight"].get<double>();
    }
    EXPECT_NEAR(total, 11.0, 1e-9);
    EXPECT_NEAR(sum, 0.40, 0.01);
    EXPECT_EQ(shown["features"]["list_item_count"], 14);
    EXPECT_EQ(shown["tiers"],
              parsed(R"([{"min_score":0.0,"model":"local"},{"min_score":0.2,"model":"cloud"}])"));
}

TEST_F(debug, threshold_override_is_visible_in_the_decision)
{
    auto const answer = start().chat(chat_body(complex_prompt),
                                     {{"X-Wayfinder-Debug", "1"}, {"X-Wayfinder-Threshold", "0.9"}});
    auto shown = parsed(answer.body)["wayfinder"];
    EXPECT_EQ(shown["mode"], "threshold-override");
    EXPECT_EQ(shown["model"], "local");
    EXPECT_TRUE(shown["contributions"].is_array());
    EXPECT_EQ(shown["tiers"][1]["min_score"], 0.2) << "the configured tiers, not the override";
}

TEST_F(debug, everything_else_keeps_its_spelling)
{
    auto const body =
        R"({ "n":1.10, "big":)" + std::string(300, '7') + R"(, "s":"\/\u00e9", "choices":[{}], "n":2 })";
    upstream_.answer_with([body](auto const&, auto& reply) { reply.respond(200, body); });
    auto const answer = start().chat(chat_body(trivial_prompt), debug_on).body;
    for (auto const& part : {std::string{R"("n":1.10)"}, std::string(300, '7'), std::string{R"("\/\u00e9")"},
                             std::string{R"("n":2)"}, std::string{R"("wayfinder":)"}})
        EXPECT_NE(answer.find(part), std::string::npos) << part;
    EXPECT_TRUE(json::accept(answer)) << answer;
}

TEST_F(debug, an_error_of_the_upstreams_is_explained_too)
{
    for (auto const* body : {"{}", " { } \n"}) {
        upstream_.answer_with([body](auto const&, auto& reply) { reply.respond(400, body); });
        if (!gateway_) start();
        auto answer = parsed(gateway_->chat(chat_body(trivial_prompt), debug_on).body);
        EXPECT_EQ(answer.size(), 1U);
        EXPECT_TRUE(answer.contains("wayfinder"));
    }
}

TEST_F(debug, what_is_no_json_object_is_left_alone)
{
    for (std::string const body : {"{\"cut\":", "{no"}) {
        upstream_.answer_with([body](auto const&, auto& reply) { reply.respond(400, body); });
        if (!gateway_) start();
        EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt), debug_on).body, body);
    }
}

TEST_F(debug, a_stream_begins_with_the_decision)
{
    upstream_.answer_with(two_deltas());
    auto const plain = start().chat(stream_body()).body;
    auto const answer = gateway_->chat(stream_body(), debug_on);
    auto const events = parse_events(answer.body);
    ASSERT_EQ(events.size(), 4U);
    EXPECT_EQ(events[0].name, "wayfinder");
    auto const shown = parsed(events[0].data);
    expect_decision(shown, answer);
    EXPECT_EQ(shown["choices"], json::array()) << "a chunk that says nothing, to whom it is one";
    EXPECT_TRUE(answer.body.ends_with(plain)) << "then the upstream's bytes, untouched";
    EXPECT_EQ(answer.ending, body_ending::clean);
}

TEST_F(debug, a_byte_order_mark_does_not_follow_it)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        reply.chunk("\xEF\xBB\xBF" + ("data: " + delta("first")) + "\n\n");
        reply.event("[DONE]");
        reply.end_events();
    });
    auto const marked = start().chat(stream_body());
    EXPECT_TRUE(marked.body.starts_with("\xEF\xBB\xBF"
                                        "data: "))
        << "alone it stays";
    auto const explained = gateway_->chat(stream_body(), debug_on);
    EXPECT_EQ(explained.body.find("\xEF\xBB\xBF"), explained.body.npos);
    EXPECT_NE(explained.body.find("\n\ndata: "), explained.body.npos);
}

TEST_F(debug, an_answer_told_as_a_stream_begins_with_it_too)
{
    auto const answer = start().chat(stream_body(), debug_on);
    auto const events = parse_events(answer.body);
    ASSERT_GE(events.size(), 2U);
    EXPECT_EQ(events[0].name, "wayfinder");
    EXPECT_EQ(parsed(events[0].data)["choices"], json::array());
}

TEST_F(debug, a_default_stream_has_no_such_event)
{
    upstream_.answer_with(two_deltas());
    EXPECT_EQ(start().chat(stream_body()).body.find("wayfinder"), std::string::npos);
}

TEST_F(debug, a_classifier_has_no_tiers_to_show)
{
    start({.routing = "[routing.classifier]\nmodels = [\"local\", \"cloud\"]\nintercepts = [0, 1]\n"
                      "[routing.classifier.weights]"});
    auto shown = parsed(gateway_->chat(chat_body(trivial_prompt), debug_on).body)["wayfinder"];
    EXPECT_EQ(shown["model"], "cloud");
    EXPECT_TRUE(shown["tiers"].is_null());
}

} // namespace
} // namespace wayfinder::testing
