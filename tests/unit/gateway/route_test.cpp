#include "gateway/route.hpp"

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

std::string words(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "word ";
    return text;
}

net::request with_header(std::string const& name, std::string const& value)
{
    net::request request;
    request.head.take("GET / HTTP/1.1\r\n" + name + ": " + value + "\r\n\r\n");
    return request;
}

overrides wishes_of(net::request const& request)
{
    auto const read = read_overrides(request);
    EXPECT_TRUE(std::holds_alternative<overrides>(read));
    return std::holds_alternative<overrides>(read) ? std::get<overrides>(read) : overrides{};
}

std::variant<route, bad_wish> asked(std::string_view directive, overrides const& wishes,
                                    std::string_view text, config::snapshot const& config)
{
    wire::openai::transcript conversation;
    conversation.begin_message();
    conversation.set_role(role::user);
    conversation.add_text(text);
    request_routing routing{config.routing};
    std::string scored;
    auto made = choose_route({directive, wishes, {}, conversation}, config, routing, scored);
    // The model's name may point into the request's routing: here into the configuration instead.
    if (auto* const chosen = std::get_if<route>(&made))
        if (auto const* const model = config.gateway.find(chosen->model)) chosen->model = model->name;
    return made;
}

route chosen(std::string_view directive, overrides const& wishes, std::string_view text,
             config::snapshot const& config)
{
    auto const made = asked(directive, wishes, text, config);
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
    auto const moved = chosen("auto", wishes_of(request), words(400), config);
    EXPECT_EQ(moved.model, "cloud");
    EXPECT_EQ(moved.mode, route_mode::threshold_override);
}

TEST(route, refuses_cuts_that_mean_nothing)
{
    for (auto const* value : {"", "abc", "nan", "-0.1", "1.5", "0x1"}) {
        auto const request = with_header("X-Wayfinder-Threshold", value);
        EXPECT_TRUE(std::holds_alternative<bad_wish>(asked("", wishes_of(request), "hi", two_tiers(0.5))))
            << value;
    }
    auto const request = with_header("X-Wayfinder-Threshold", "0.1");
    EXPECT_TRUE(std::holds_alternative<bad_wish>(asked("", wishes_of(request), "hi", classifier())));
}

TEST(route, does_not_read_the_cut_of_a_pinned_request)
{
    auto const request = with_header("X-Wayfinder-Threshold", "abc");
    EXPECT_EQ(chosen("cloud", wishes_of(request), "hi", two_tiers(0.5)).mode, route_mode::pinned);
}

TEST(overrides, reads_scope_and_debug)
{
    EXPECT_EQ(wishes_of(with_header("X-Wayfinder-Route-On", " Last_User ")).scope, route_scope::last_user);
    EXPECT_FALSE(wishes_of(with_header("X-Wayfinder-Route-On", "  ")).scope);
    EXPECT_TRUE(
        std::holds_alternative<bad_wish>(read_overrides(with_header("X-Wayfinder-Route-On", "nope"))));
    for (auto const* yes : {"1", "true", "YES", "on"})
        EXPECT_TRUE(wishes_of(with_header("X-Wayfinder-Debug", yes)).debug) << yes;
    EXPECT_FALSE(wishes_of(with_header("X-Wayfinder-Debug", "0")).debug);
}

} // namespace
} // namespace wayfinder::gateway
