// The `model` field and the X-Wayfinder headers as routing directives: the peer's "Per-request override".
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class directives : public gateway_test {
protected:
    http_response ask(std::string_view prompt, std::string_view model, header_list const& headers = {})
    {
        if (!gateway_) start();
        return gateway_->chat(chat_body(prompt, model), headers);
    }

    static void expect_decision(http_response const& answer, std::string_view model, std::string_view mode)
    {
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), model);
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-mode"), mode);
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), model);
    }
};

TEST_F(directives, scored_default_reports_mode)
{
    expect_decision(ask(trivial_prompt, "auto"), "local", "scored");
}

TEST_F(directives, model_field_pins_to_configured_endpoint)
{
    auto const answer = ask(trivial_prompt, "cloud");
    expect_decision(answer, "cloud", "pinned");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-score"), "0.00");
    EXPECT_EQ(upstream_.last_request().target, "/cloud/v1/chat/completions");
    EXPECT_EQ(upstream_.last_request().body, chat_body(trivial_prompt, "cloud-id"));
}

TEST_F(directives, names_are_trimmed)
{
    expect_decision(ask(trivial_prompt, "  cloud\t"), "cloud", "pinned");
    expect_decision(ask(complex_prompt, " auto "), "cloud", "scored");
}

TEST_F(directives, names_are_case_sensitive)
{
    expect_decision(ask(trivial_prompt, "Cloud"), "local", "scored");
    expect_decision(ask(trivial_prompt, "Prefer-Hosted"), "local", "scored");
}

TEST_F(directives, prefer_local_pins_low_end)
{
    expect_decision(ask(complex_prompt, "prefer-local"), "local", "pinned");
}

TEST_F(directives, prefer_hosted_pins_high_end)
{
    expect_decision(ask(trivial_prompt, "prefer-hosted"), "cloud", "pinned");
}

TEST_F(directives, prefer_cloud_pins_high_end)
{
    expect_decision(ask(trivial_prompt, "prefer-cloud"), "cloud", "pinned");
}

TEST_F(directives, unknown_model_id_falls_through_to_scoring)
{
    expect_decision(ask(trivial_prompt, "gpt-4o"), "local", "scored");
    expect_decision(ask(complex_prompt, "gpt-4o"), "cloud", "scored");
}

TEST_F(directives, empty_missing_and_non_string_models_are_scored)
{
    expect_decision(ask(trivial_prompt, ""), "local", "scored");
    for (auto const* body : {R"({"messages":[{"role":"user","content":"hi"}]})",
                             R"({"model":null,"messages":[{"role":"user","content":"hi"}]})",
                             R"({"model":7,"messages":[{"role":"user","content":"hi"}]})",
                             R"({"model":["cloud"],"messages":[{"role":"user","content":"hi"}]})", R"({})"})
        expect_decision(gateway_->chat(body), "local", "scored");
}

TEST_F(directives, threshold_header_overrides_the_cut)
{
    expect_decision(ask(complex_prompt, "auto", {{"X-Wayfinder-Threshold", "0.9"}}), "local",
                    "threshold-override");
    expect_decision(ask(trivial_prompt, "auto", {{"X-Wayfinder-Threshold", "0"}}), "cloud",
                    "threshold-override");
}

TEST_F(directives, the_score_that_meets_the_cut_is_above_it)
{
    expect_decision(ask(complex_prompt, "auto", {{"X-Wayfinder-Threshold", "0.40"}}), "cloud",
                    "threshold-override");
    expect_decision(ask(complex_prompt, "auto", {{"X-Wayfinder-Threshold", "0.41"}}), "local",
                    "threshold-override");
}

TEST_F(directives, pin_takes_precedence_over_threshold_header)
{
    expect_decision(ask(complex_prompt, "local", {{"X-Wayfinder-Threshold", "0.0"}}), "local", "pinned");
    expect_decision(ask(complex_prompt, "local", {{"X-Wayfinder-Threshold", "nonsense"}}), "local", "pinned");
}

TEST_F(directives, bad_threshold_header_is_400)
{
    for (auto const* value : {"nonsense", "1.5", "-0.1", "nan", "inf", "", "0.2x", "0,5"}) {
        auto const answer = ask(trivial_prompt, "auto", {{"X-Wayfinder-Threshold", value}});
        expect_error(answer, 400, "wayfinder_router_bad_override");
    }
    EXPECT_EQ(upstream_.request_count(), 0U);
}

TEST_F(directives, thresholds_may_be_spelled_as_any_decimal_number)
{
    for (auto const* value : {"0.9", ".9", "+0.9", "9e-1", "1", "1.", "1.0"})
        expect_decision(ask(complex_prompt, "auto", {{"X-Wayfinder-Threshold", value}}), "local",
                        "threshold-override");
    for (auto const* value : {"0x1p-1", "1e", "infinity", "1e999", "--1", "0.5 0.5"})
        expect_error(ask(complex_prompt, "auto", {{"X-Wayfinder-Threshold", value}}), 400,
                     "wayfinder_router_bad_override");
}

TEST_F(directives, of_repeated_members_the_last_one_counts)
{
    start();
    auto const last_pins = R"({"model":"local","messages":[],"model":"cloud"})";
    expect_decision(gateway_->chat(last_pins), "cloud", "pinned");
    auto const hard = R"({"role":"user","content":)" + json_string(complex_prompt) + "}";
    auto const easy = R"({"role":"user","content":"hi"})";
    expect_decision(gateway_->chat(R"({"messages":[)" + hard + R"(],"messages":[)" + easy + "]}"), "local",
                    "scored");
    expect_decision(
        gateway_->chat(R"({"messages":[)" + std::string{easy} + R"(],"messages":[)" + hard + "]}"), "cloud",
        "scored");
    auto const twice = R"({"messages":[{"role":"user","content":"hi","content":)" +
                       json_string(complex_prompt) + R"(,"role":"assistant","role":"user"}]})";
    expect_decision(gateway_->chat(twice), "cloud", "scored");
}

TEST_F(directives, threshold_override_rejected_for_multitier_router)
{
    start({.routing = R"(
[[routing.tiers]]
min_score = 0.0
model = "local"
[[routing.tiers]]
min_score = 0.3
model = "middle"
[[routing.tiers]]
min_score = 0.6
model = "cloud")"});
    expect_error(ask(trivial_prompt, "auto", {{"X-Wayfinder-Threshold", "0.5"}}), 400,
                 "wayfinder_router_bad_override");
    expect_decision(ask(trivial_prompt, "cloud", {{"X-Wayfinder-Threshold", "0.5"}}), "cloud", "pinned");
}

TEST_F(directives, a_pin_to_a_tier_without_an_endpoint_is_a_misconfiguration)
{
    start({.routing = R"(
[[routing.tiers]]
min_score = 0.0
model = "nowhere"
[[routing.tiers]]
min_score = 0.3
model = "cloud")"});
    auto const answer = ask(trivial_prompt, "prefer-local");
    expect_error(answer, 500, "wayfinder_router_misconfigured");
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-mode"), "pinned");
}

TEST_F(directives, override_header_names_ignore_case)
{
    expect_decision(ask(complex_prompt, "auto", {{"x-wayfinder-THRESHOLD", " 0.9 "}}), "local",
                    "threshold-override");
}

} // namespace
} // namespace wayfinder::testing
