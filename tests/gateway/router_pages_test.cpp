// What apps and pages request from the router itself: its models, term lists, and a tuned configuration.
#include "gateway_test.hpp"

#include <regex>

namespace wayfinder::testing {
namespace {

class router_pages : public gateway_test {};

TEST_F(router_pages, models_show_where_they_are_called_and_never_the_key)
{
    auto& gateway = start();
    auto const answer = gateway.get("/router/models");
    EXPECT_EQ(answer.body.find(secret_key), answer.body.npos);
    auto shown = parsed(answer.body);
    EXPECT_EQ(shown["dry_run"], false);
    ASSERT_EQ(shown["models"].size(), 2U);
    EXPECT_EQ(shown["models"][0]["name"], "local");
    EXPECT_EQ(shown["models"][0]["model"], "local-id");
    EXPECT_TRUE(shown["models"][0]["api_key_env"].is_null());
    EXPECT_EQ(shown["models"][0]["key_ok"], true);
    EXPECT_EQ(shown["models"][1]["api_key_env"], "EXAMPLE_API_KEY");
    EXPECT_EQ(shown["models"][1]["endpoint"], upstream_.url("/cloud/v1"));
}

TEST_F(router_pages, a_missing_key_and_a_dry_run_show)
{
    gateway_setup const setup{.config = two_models(upstream_), .arguments = {"--dry-run"}};
    gateway_process gateway{setup};
    auto shown = parsed(gateway.get("/router/models").body);
    EXPECT_EQ(shown["dry_run"], true);
    EXPECT_EQ(shown["models"][1]["key_ok"], false);
}

TEST_F(router_pages, every_term_of_a_profile_can_match)
{
    auto& gateway = start();
    auto shown = parsed(gateway.get("/router/profiles").body);
    ASSERT_EQ(shown["profiles"].size(), 4U);
    std::regex const token{"[a-z][a-z'-]*"};
    for (auto& profile : shown["profiles"]) {
        EXPECT_EQ(profile["source"], "curated");
        for (auto const* set : {"reasoning_terms", "constraint_terms"}) {
            EXPECT_FALSE(profile[set].empty());
            for (auto const& term : profile[set])
                EXPECT_TRUE(std::regex_match(term.get<std::string>(), token)) << term;
        }
        json const body{{"messages", json::array()},
                        {"wayfinder_tuning",
                         {{"lexicon",
                           {{"reasoning_terms", profile["reasoning_terms"]},
                            {"constraint_terms", profile["constraint_terms"]}}}}}};
        EXPECT_EQ(gateway.chat(body.dump()).status, 200) << profile["id"];
    }
}

TEST_F(router_pages, an_exported_tuning_loads_and_decides_alike)
{
    auto& gateway = start({.routing = "threshold = 0.4"});
    json const tuning{{"weights", {{"reasoning_term_count", 40}, {"word_count", 0}}},
                      {"lexicon", {{"reasoning_terms", {"frobnicate", "quo\"te"}}}}};
    for (auto const& body : {tuning, json{{"wayfinder_tuning", tuning}}}) {
        auto const exported = gateway.post("/router/config", body.dump());
        EXPECT_EQ(exported.status, 200);
        EXPECT_EQ(exported.headers.get("content-type"), "text/plain; charset=utf-8");
        gateway_process deployed{{.config = exported.body + model_table("local", upstream_.url()) +
                                            model_table("cloud", upstream_.url())}};
        auto ask = parsed(chat_body("Frobnicate, frobnicate!"));
        auto const there = deployed.chat(ask.dump());
        ask["wayfinder_tuning"] = tuning;
        auto const here = gateway.chat(ask.dump());
        for (auto const* name : {"x-wayfinder-router-score", "x-wayfinder-router-model"})
            EXPECT_EQ(there.headers.get(name), here.headers.get(name)) << exported.body;
        EXPECT_EQ(here.headers.get("x-wayfinder-router-model"), "cloud");
    }
}

TEST_F(router_pages, the_configured_routing_is_exported_without_a_tuning)
{
    auto& gateway = start({.routing = "threshold = 0.4"});
    EXPECT_TRUE(matches(gateway.post("/router/config", "").body, "min_score = 0.4\\s+model = \"cloud\""));
    expect_error(gateway.post("/router/config", R"({"weights":{"bogus":1}})"), 400,
                 "wayfinder_router_bad_override");
    expect_error(gateway.post("/router/config", "{"), 400, "wayfinder_router_bad_override");
}

TEST_F(router_pages, a_deep_or_giant_body_is_refused)
{
    auto& gateway = start();
    std::string const deep =
        R"({"wayfinder_tuning":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
    auto error = expect_error(gateway.post("/router/config", deep), 400, "wayfinder_router_bad_override");
    EXPECT_TRUE(matches(error.value("message", ""), "deeper than 128")) << error;
    error = expect_error(gateway.post("/router/config", "[" + std::string(3 << 20, ' ') + "]"), 400,
                         "wayfinder_router_bad_override");
    EXPECT_TRUE(matches(error.value("message", ""), "larger than")) << error;
    auto chat = parsed(chat_body("hi"));
    chat["wayfinder_tuning"] = {{"x", std::string(2 << 20, 'x')}};
    expect_error(gateway.chat(chat.dump()), 400, "wayfinder_router_bad_override");
    chat["wayfinder_tuning"] = {{"weights", {{"word_count", 1e308}, {"link_count", 1e308}}}};
    expect_error(gateway.chat(chat.dump()), 400, "wayfinder_router_bad_override");
}

} // namespace
} // namespace wayfinder::testing
