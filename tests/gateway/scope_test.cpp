// Which part of a conversation is scored: the peer's "Scope", and the `developer` role that it omits.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

/// An early hard turn, then small talk.
std::string drifting_chat()
{
    return R"({"model":"auto","messages":[{"role":"user","content":)" + json_string(complex_prompt) +
           R"(},{"role":"assistant","content":)" + json_string(complex_prompt) +
           R"(},{"role":"user","content":"hi"}]})";
}

std::string led_by(std::string_view role)
{
    return R"({"messages":[{"role":")" + std::string{role} + R"(","content":)" + json_string(complex_prompt) +
           R"(},{"role":"user","content":"hi"}]})";
}

class scope : public gateway_test {
protected:
    std::string model_for(std::string const& body, header_list const& headers = {})
    {
        if (!gateway_) start();
        auto const answer = gateway_->chat(body, headers);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return answer.headers.get("x-wayfinder-router-model");
    }
};

TEST_F(scope, default_scope_does_not_drift_over_a_chat)
{
    auto const answer = start().chat(drifting_chat());
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "local");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-score"), "0.00");
}

TEST_F(scope, all_scope_restores_legacy_whole_transcript_scoring)
{
    start({.gateway = "route_on = \"all\""});
    EXPECT_EQ(model_for(drifting_chat()), "cloud");
}

TEST_F(scope, route_on_header_overrides_the_configured_scope)
{
    EXPECT_EQ(model_for(drifting_chat(), {{"X-Wayfinder-Route-On", "all"}}), "cloud");
    EXPECT_EQ(model_for(drifting_chat(), {{"X-Wayfinder-Route-On", " User "}}), "cloud");
    EXPECT_EQ(model_for(drifting_chat(), {{"X-Wayfinder-Route-On", "last_user"}}), "local");
    EXPECT_EQ(model_for(drifting_chat(), {{"X-Wayfinder-Route-On", ""}}), "local");
}

TEST_F(scope, bad_override_headers_return_400)
{
    auto& gateway = start();
    for (auto const* value : {"nope", "last-user", "turn,all"})
        expect_error(gateway.chat(drifting_chat(), {{"X-Wayfinder-Route-On", value}}), 400,
                     "wayfinder_router_bad_override");
    EXPECT_EQ(upstream_.request_count(), 0U);
}

TEST_F(scope, a_bad_scope_is_refused_even_when_the_model_is_pinned)
{
    auto const answer = start().chat(chat_body(trivial_prompt, "cloud"), {{"X-Wayfinder-Route-On", "nope"}});
    expect_error(answer, 400, "wayfinder_router_bad_override");
}

TEST_F(scope, system_and_developer_messages_count_in_a_turn)
{
    EXPECT_EQ(model_for(led_by("system")), "cloud");
    EXPECT_EQ(model_for(led_by("developer")), "cloud");
    EXPECT_EQ(model_for(led_by("tool")), "local");
    EXPECT_EQ(model_for(led_by("System")), "local");
}

TEST_F(scope, they_do_not_count_when_only_users_do)
{
    for (auto const* scope_name : {"last_user", "user"})
        for (auto const* role : {"system", "developer"})
            EXPECT_EQ(model_for(led_by(role), {{"X-Wayfinder-Route-On", scope_name}}), "local");
}

TEST_F(scope, text_parts_are_scored_and_others_are_not)
{
    auto const parts = R"({"messages":[{"role":"user","content":[{"type":"text","text":)" +
                       json_string(complex_prompt) +
                       R"(},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA"}}]}]})";
    EXPECT_EQ(model_for(parts), "cloud");
    auto const images = R"({"messages":[{"role":"user","content":[{"type":"image_url","image_url":)" +
                        json_string(complex_prompt) + R"(}]}]})";
    EXPECT_EQ(model_for(images), "local");
}

TEST_F(scope, escapes_are_scored_as_the_text_that_they_spell)
{
    auto escaped = json_string(complex_prompt);
    for (auto at = escaped.find('#'); at != std::string::npos; at = escaped.find('#', at))
        escaped.replace(at, 1, "\\u0023");
    auto const answer = start().chat(R"({"messages":[{"role":"user","content":)" + escaped + "}]}");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-score"), "0.40");
}

} // namespace
} // namespace wayfinder::testing
