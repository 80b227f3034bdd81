#include "gateway/routing/route.hpp"

#include <gtest/gtest.h>

namespace wayfinder::gateway {
namespace {

config::snapshot two_tiers(double threshold)
{
    config::snapshot config;
    config.routing.policy = binary(threshold);
    for (auto const* name : {"local", "cloud", "extra"}) {
        config::model model;
        model.name = name;
        config.gateway.models.push_back(model);
    }
    return config;
}

config::snapshot classifier()
{
    auto config = two_tiers(0.5);
    classifier_policy policy;
    policy.models = {"local", "cloud"};
    policy.intercepts = {0.0, 1.0};
    config.routing.policy = policy;
    return config;
}

config::snapshot by_skill(double dear_share)
{
    auto config = two_tiers(0.5);
    skill::policy policy;
    policy.models = {"local", "cloud"};
    policy.dear_shares = {dear_share};
    policy.fixed = true;
    config.routing.policy = policy;
    return config;
}

std::string words(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "word ";
    return text;
}

net::request with_header(std::string const& name, std::string const& value)
{
    net::request request;
    request.head.add(name, value);
    return request;
}

request_overrides overrides_of(net::request const& request)
{
    auto const read = read_overrides(request);
    EXPECT_TRUE(std::holds_alternative<request_overrides>(read));
    return std::holds_alternative<request_overrides>(read) ? std::get<request_overrides>(read)
                                                           : request_overrides{};
}

std::variant<route, invalid_override> asked(std::string_view directive, request_overrides const& overrides,
                                            std::string_view text, config::snapshot const& config)
{
    wire::openai::transcript conversation;
    conversation.begin_message();
    conversation.set_role(role::user);
    conversation.add_text(text);
    request_routing routing{config.routing};
    std::string scored;
    auto made = choose_route({directive, overrides, {}, conversation}, config, routing, scored);
    // The model's name may point into the request's routing; here it points into the configuration instead.
    if (auto* const chosen = std::get_if<route>(&made))
        if (auto const* const model = config.gateway.find(chosen->model)) chosen->model = model->name;
    return made;
}

route chosen(std::string_view directive, request_overrides const& overrides, std::string_view text,
             config::snapshot const& config)
{
    auto const made = asked(directive, overrides, text, config);
    EXPECT_TRUE(std::holds_alternative<route>(made));
    return std::holds_alternative<route>(made) ? std::get<route>(made) : route{};
}

TEST(route, scores_unless_a_configured_name_pins)
{
    auto const config = two_tiers(0.2);
    EXPECT_EQ(chosen("", {}, words(400), config).model, "cloud");
    EXPECT_EQ(chosen("gpt-4o", {}, "hi", config).model, "local");
    EXPECT_EQ(chosen("auto", {}, "hi", config).mode, route_mode::scored);
    auto const pinned = chosen("extra", {}, words(400), config);
    EXPECT_EQ(pinned.model, "extra");
    EXPECT_EQ(pinned.mode, route_mode::pinned);
    EXPECT_EQ(pinned.score, 0.27);
    EXPECT_EQ(chosen("Extra", {}, "hi", config).model, "local");
}

TEST(route, knows_the_ends_of_the_ladder)
{
    auto const config = two_tiers(0.2);
    EXPECT_EQ(chosen("prefer-local", {}, words(400), config).model, "local");
    EXPECT_EQ(chosen("prefer-hosted", {}, "hi", config).model, "cloud");
    EXPECT_EQ(chosen("prefer-cloud", {}, "hi", config).model, "cloud");
    EXPECT_EQ(chosen("prefer-local", {}, "hi", classifier()).mode, route_mode::scored);
}

TEST(route, moves_the_cut_on_request)
{
    auto const config = two_tiers(0.9);
    auto const request = with_header("X-Wayfinder-Threshold", " 1e-1 ");
    auto const moved = chosen("auto", overrides_of(request), words(400), config);
    EXPECT_EQ(moved.model, "cloud");
    EXPECT_EQ(moved.mode, route_mode::threshold_override);
}

TEST(route, moves_the_cut_of_a_skill_policy_on_request)
{
    auto const config = by_skill(0.0);
    EXPECT_EQ(chosen("auto", {}, words(400), config).model, "local");
    auto const request = with_header("X-Wayfinder-Threshold", "0");
    auto const moved = chosen("auto", overrides_of(request), words(400), config);
    EXPECT_EQ(moved.model, "cloud");
    EXPECT_EQ(moved.mode, route_mode::threshold_override);
    ASSERT_TRUE(moved.skill);
}

TEST(route, decides_by_the_traffic_that_it_is_given)
{
    auto config = by_skill(0.5);
    std::get<skill::policy>(config.routing.policy).fixed = false;
    request_routing routing{config.routing};
    auto const by_table = routing.decide("What is the capital of France?");
    skill::quantile_sketch seen;
    for (int i = 0; i < 5000; ++i) seen.add(by_table.skill->of.score + 0.5);
    routing.cut_by(seen);
    EXPECT_LT(routing.decide("What is the capital of France?").skill->chosen.percentile, 0.05);
    EXPECT_EQ(routing.decide("What is the capital of France?").model, "local");
    skill::quantile_sketch easier;
    for (int i = 0; i < 5000; ++i) easier.add(by_table.skill->of.score - 0.5);
    routing.cut_by(easier);
    EXPECT_EQ(routing.decide("What is the capital of France?").model, "cloud");
}

TEST(route, holds_a_conversation_by_skill)
{
    auto const config = by_skill(0.4);
    std::string const hard =
        "Suppose that the sequence (a_n) is bounded, and that every subsequence has a subsequence which "
        "converges "
        "to a limit. If the limits are all equal, prove that the sequence converges; otherwise, give an "
        "example "
        "where it does not, because a single counterexample [with x > 0] is enough when the claim is false?";
    wire::openai::transcript conversation;
    for (auto const& text : {hard, std::string{"thanks"}}) {
        conversation.begin_message();
        conversation.set_role(role::user);
        conversation.add_text(text == "thanks" ? std::string_view{"thanks"} : std::string_view{hard});
    }
    request_routing routing{config.routing};
    ASSERT_EQ(routing.decide(hard).model, "cloud");
    std::string scored;
    for (bool const sticky : {false, true}) {
        request_overrides overrides;
        overrides.sticky = sticky;
        auto const made = choose_route({"auto", overrides, {}, conversation}, config, routing, scored);
        ASSERT_TRUE(std::holds_alternative<route>(made));
        EXPECT_EQ(std::get<route>(made).model, sticky ? "cloud" : "local");
        EXPECT_EQ(std::get<route>(made).mode, sticky ? route_mode::sticky : route_mode::scored);
    }
}

TEST(route, refuses_cuts_that_mean_nothing)
{
    for (auto const* value : {"", "abc", "nan", "-0.1", "1.5", "0x1"}) {
        auto const request = with_header("X-Wayfinder-Threshold", value);
        EXPECT_TRUE(
            std::holds_alternative<invalid_override>(asked("", overrides_of(request), "hi", two_tiers(0.5))))
            << value;
    }
    auto const request = with_header("X-Wayfinder-Threshold", "0.1");
    EXPECT_TRUE(
        std::holds_alternative<invalid_override>(asked("", overrides_of(request), "hi", classifier())));
}

TEST(route, does_not_read_the_cut_of_a_pinned_request)
{
    auto const request = with_header("X-Wayfinder-Threshold", "abc");
    EXPECT_EQ(chosen("cloud", overrides_of(request), "hi", two_tiers(0.5)).mode, route_mode::pinned);
}

TEST(overrides, reads_scope_and_debug)
{
    EXPECT_EQ(overrides_of(with_header("X-Wayfinder-Route-On", " Last_User ")).scope, route_scope::last_user);
    EXPECT_FALSE(overrides_of(with_header("X-Wayfinder-Route-On", "  ")).scope);
    EXPECT_TRUE(std::holds_alternative<invalid_override>(
        read_overrides(with_header("X-Wayfinder-Route-On", "nope"))));
    for (auto const* yes : {"1", "true", "YES", "on"})
        EXPECT_TRUE(overrides_of(with_header("X-Wayfinder-Debug", yes)).debug) << yes;
    EXPECT_FALSE(overrides_of(with_header("X-Wayfinder-Debug", "0")).debug);
}

} // namespace
} // namespace wayfinder::gateway
