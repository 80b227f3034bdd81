// What a request may change about its routing: the latch, weights and terms.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class overrides : public gateway_test {};

json message(std::string_view role, std::string_view text)
{
    return {{"role", role}, {"content", text}};
}

/// A hard question, its answer, and thanks.
json calming_conversation()
{
    return {{"messages",
             {message("user", complex_prompt), message("assistant", "Done."), message("user", "thanks")}}};
}

std::string model_for(gateway_process& gateway, json const& body, header_list const& headers = {})
{
    auto const answer = gateway.chat(body.dump(), headers);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.headers.get("x-wayfinder-router-model") + " " +
           answer.headers.get("x-wayfinder-router-mode");
}

TEST_F(overrides, a_conversation_holds_its_tier_when_the_file_says_so)
{
    auto& gateway = start({.gateway = "sticky = true\nsticky_cooldown = 2"});
    auto talk = calming_conversation();
    EXPECT_EQ(model_for(gateway, talk), "cloud sticky");
    talk["messages"].push_back(message("user", "and bye"));
    EXPECT_EQ(model_for(gateway, talk), "local scored");
}

TEST_F(overrides, headers_overrule_the_file)
{
    auto& gateway = start({.gateway = "sticky = true\nsticky_cooldown = 1"});
    EXPECT_EQ(model_for(gateway, calming_conversation()), "local scored");
    EXPECT_EQ(model_for(gateway, calming_conversation(), {{"X-Wayfinder-Sticky-Cooldown", "0"}}),
              "cloud sticky");
    EXPECT_EQ(model_for(gateway, calming_conversation(),
                        {{"X-Wayfinder-Sticky-Cooldown", "0"}, {"X-Wayfinder-Sticky", "off"}}),
              "local scored");
}

TEST_F(overrides, a_pin_and_the_score_are_not_touched_by_the_latch)
{
    auto& gateway = start({.gateway = "sticky = true"});
    auto talk = calming_conversation();
    auto const held = gateway.chat(talk.dump());
    EXPECT_EQ(held.headers.get("x-wayfinder-router-score"), "0.00");
    talk["model"] = "local";
    EXPECT_EQ(model_for(gateway, talk), "local pinned");
}

TEST_F(overrides, the_latch_uses_the_cut_of_the_request)
{
    auto& gateway = start({.gateway = "sticky = true"});
    EXPECT_EQ(model_for(gateway, calming_conversation(), {{"X-Wayfinder-Threshold", "0.9"}}),
              "local threshold-override");
    EXPECT_EQ(model_for(gateway, calming_conversation(), {{"X-Wayfinder-Threshold", "0.1"}}), "cloud sticky");
}

TEST_F(overrides, tuning_moves_the_decision_and_stays_here)
{
    json body{{"messages", {message("user", "Elucidate the frobnication.")}}};
    EXPECT_EQ(model_for(start(), body), "local scored");
    body["wayfinder_tuning"] = {{"weights", {{"reasoning_term_count", 30}}},
                                {"lexicon", {{"reasoning_terms", {"Elucidate", "frobnication"}}}}};
    auto const upstream = forwarded(body.dump());
    EXPECT_EQ(upstream.target, "/cloud/v1/chat/completions");
    EXPECT_EQ(upstream.body.find("wayfinder_tuning"), upstream.body.npos) << upstream.body;
}

TEST_F(overrides, too_many_terms_are_refused)
{
    json terms = json::array();
    for (int i = 0; i <= 2000; ++i) terms.push_back("term" + std::to_string(i));
    json body{{"messages", {message("user", "hi")}},
              {"wayfinder_tuning", {{"lexicon", {{"constraint_terms", terms}}}}}};
    auto const error = expect_error(start().chat(body.dump()), 400, "wayfinder_router_bad_override");
    EXPECT_TRUE(matches(error.value("message", ""), "constraint_terms.*2001.*2000")) << error;
    terms.erase(0);
    terms.push_back("TERM7"); // a duplicate
    body["wayfinder_tuning"]["lexicon"]["constraint_terms"] = terms;
    EXPECT_EQ(gateway_->chat(body.dump()).status, 200);
}

TEST_F(overrides, broken_halves_of_characters_in_tuning_are_an_error_of_the_client)
{
    auto& gateway = start();
    auto const answer =
        gateway.chat(R"({"messages":[],"wayfinder_tuning":{"lexicon":{"reasoning_terms":["\ud800"]}}})");
    expect_error(answer, 400, "wayfinder_router_bad_override");
}

} // namespace
} // namespace wayfinder::testing
