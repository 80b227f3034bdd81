// Who may call, and what each caller may use.
#include "governed.hpp"

namespace wayfinder::testing {
namespace {

class virtual_keys : public governed_test {};

TEST_F(virtual_keys, are_asked_for_once_one_is_configured)
{
    start({.more_models = key_table("team")});
    auto const stranger = gateway_->chat(chat_body("hi"));
    expect_error(stranger, 401, "wayfinder_router_unauthorized", "invalid_api_key");
    EXPECT_EQ(stranger.headers.get("www-authenticate"), "Bearer");
    expect_error(gateway_->chat(chat_body("hi"), bearer("other")), 401, "wayfinder_router_unauthorized");
    EXPECT_EQ(upstream_.request_count(), 0U);
    EXPECT_EQ(gateway_->chat(chat_body("hi"), bearer("team")).status, 200);
}

TEST_F(virtual_keys, are_taken_in_every_form_that_clients_send)
{
    start({.more_models = key_table("team")});
    for (header_list const& form :
         {header_list{{"Authorization", "bearer   wf-team "}}, header_list{{"Authorization", "wf-team"}},
          header_list{{"x-api-key", "wf-team"}}})
        EXPECT_EQ(gateway_->chat(chat_body("hi"), form).status, 200) << form.get("authorization");
    EXPECT_EQ(upstream_.last_request().headers.get("authorization"), "") << "it never goes upstream";
}

TEST_F(virtual_keys, nobody_waits_for_the_body_of_who_shows_none)
{
    start({.more_models =
               key_table("team") + "[gateway.admin]\ntoken_hash = \"" + hash_of("wf-admin") + "\"\n"});
    auto const announced = [&](std::string const& path, std::string const& more) {
        auto client = gateway_->connect();
        client.send("POST " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\nbegin");
        return client.read_response();
    };
    for (std::string const framing : {"Content-Length: 1000000\r\n", "Transfer-Encoding: chunked\r\n",
                                      "Content-Length: 1000000\r\nExpect: 100-continue\r\n"}) {
        auto const stranger =
            announced("/v1/chat/completions", framing + "Authorization: Bearer wf-other\r\n");
        expect_error(stranger, 401, "wayfinder_router_unauthorized", "invalid_api_key");
        EXPECT_EQ(stranger.headers.get("connection"), "close") << framing;
        EXPECT_EQ(announced("/v1/feedback", framing).status, 401);
        EXPECT_EQ(announced("/router/score", framing + "Authorization: Bearer wf-team\r\n").status, 401);
        EXPECT_EQ(announced("/v1/nowhere", framing).status, 404);
        EXPECT_EQ(announced("/v1/models", framing).status, 405);
    }
    auto const body = chat_body(std::string(100'000, 'x'));
    auto client = gateway_->connect();
    client.send(
        "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer wf-team\r\nContent-Length: " +
        std::to_string(body.size()) + "\r\n\r\n");
    client.send(body);
    EXPECT_EQ(client.read_response().status, 200);
}

TEST_F(virtual_keys, expire_are_disabled_and_rotate)
{
    start({.more_models = key_table("old", "expires = 2020-01-01") + key_table("off", "disabled = true") +
                          key_table("turning", "next_hash = \"" + hash_of("wf-turned") + "\"")});
    auto const expired =
        expect_error(gateway_->chat(chat_body("hi"), bearer("old")), 401, "wayfinder_router_unauthorized");
    EXPECT_NE(expired.value("message", "").find("expired"), std::string::npos);
    auto const off =
        expect_error(gateway_->chat(chat_body("hi"), bearer("off")), 401, "wayfinder_router_unauthorized");
    EXPECT_NE(off.value("message", "").find("disabled"), std::string::npos);
    EXPECT_EQ(gateway_->chat(chat_body("hi"), bearer("turning")).status, 200);
    EXPECT_EQ(gateway_->chat(chat_body("hi"), bearer("turned")).status, 200);
}

TEST_F(virtual_keys, bind_scores_and_pins_to_their_models)
{
    start({.more_models =
               key_table("small", "models = [\"local\"]") + key_table("large", "models = [\"cl*\"]")});
    for (auto const* model : {"auto", "cloud", "prefer-hosted"}) {
        auto const answer = gateway_->chat(chat_body(complex_prompt, model), bearer("small"));
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), "local") << model;
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-mode"), "key-scoped") << model;
    }
    auto const up = gateway_->chat(chat_body("hi"), bearer("large"));
    EXPECT_EQ(up.headers.get("x-wayfinder-router-model"), "cloud");
    auto const free = gateway_->chat(chat_body(complex_prompt), bearer("large"));
    EXPECT_EQ(free.headers.get("x-wayfinder-router-mode"), "scored");
}

TEST_F(virtual_keys, see_the_models_that_they_may_use_and_no_others)
{
    start({.more_models = key_table("small", "models = [\"local\"]")});
    auto const list = gateway_->get("/v1/models", bearer("small")).body;
    EXPECT_NE(list.find("\"local\""), list.npos);
    EXPECT_EQ(list.find("\"cloud\""), list.npos);
    EXPECT_EQ(gateway_->get("/v1/models/cloud", bearer("small")).status, 404);
    EXPECT_EQ(gateway_->get("/v1/models").status, 401);
}

TEST_F(virtual_keys, let_feedback_in)
{
    start({.more_models = key_table("team")});
    auto const verdict = R"({"text":"a prompt","label":"local"})";
    EXPECT_EQ(gateway_->post("/v1/feedback", verdict).status, 401);
    EXPECT_EQ(gateway_->post("/v1/feedback", verdict, bearer("team")).status, 200);
}

TEST_F(virtual_keys, a_flood_without_one_is_limited_by_source_and_costs_nobody_who_has_one)
{
    start({.gateway = "rate_limit = {rpm = 5}",
           .limits = "unauthorized_rpm = 4",
           .more_models = key_table("team")});
    std::map<int, int> answers;
    for (int i = 0; i < 20; ++i) ++answers[gateway_->chat(chat_body("hi"), bearer("guess")).status];
    EXPECT_EQ(answers[401], 4);
    EXPECT_EQ(answers[429], 16);
    auto const flood = gateway_->chat(chat_body("hi"));
    EXPECT_GE(std::stoi(flood.headers.get("retry-after")), 50);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(gateway_->chat(chat_body("hi"), bearer("team")).status, 200) << i;
}

TEST_F(virtual_keys, guard_the_operators_endpoints_too)
{
    start({.more_models = key_table("team") + "[gateway.admin]\ntoken_hash = \"" + hash_of("wf-admin") +
                          "\"\nopen = [\"metrics\"]\n"});
    for (auto const* path :
         {"/v1/savings", "/savings", "/router/recent", "/router/models", "/router/profiles"}) {
        EXPECT_EQ(gateway_->get(path).status, 401) << path;
        EXPECT_EQ(gateway_->get(path, bearer("team")).status, 401) << path << " is not for key holders";
        EXPECT_EQ(gateway_->get(path, bearer("admin")).status, 200) << path;
    }
    EXPECT_EQ(gateway_->get("/metrics").status, 200);
    EXPECT_EQ(gateway_->get("/healthz").status, 200);
}

TEST_F(virtual_keys, close_the_operators_endpoints_where_no_token_opens_them)
{
    start({.more_models = key_table("team")});
    expect_error(gateway_->get("/metrics"), 403, "wayfinder_router_forbidden", "operators_only");
}

TEST_F(virtual_keys, without_any_only_this_machine_sees_what_is_for_operators)
{
    start();
    EXPECT_EQ(gateway_->get("/router/recent", {{"Host", "127.0.0.1:8088"}}).status, 200);
    EXPECT_EQ(gateway_->get("/router/recent", {{"Host", "[::1]:8088"}}).status, 200);
    for (header_list const& stranger :
         {header_list{{"Host", "rebound.example:8088"}}, header_list{{"X-Forwarded-For", "203.0.113.9"}},
          header_list{{"Origin", "https://evil.example"}}})
        for (auto const* path : {"/router/recent", "/metrics", "/v1/savings", "/ui"})
            expect_error(gateway_->get(path, stranger), 403, "wayfinder_router_forbidden", "operators_only");
    EXPECT_EQ(gateway_->get("/healthz", {{"Host", "rebound.example"}}).status, 200);
    start({.gateway = "cors_origins = [\"*\"]"});
    EXPECT_EQ(gateway_->get("/router/recent", {{"Origin", "https://evil.example"}}).status, 403);
}

TEST_F(virtual_keys, may_come_beside_an_authorization_that_is_none)
{
    start({.more_models = key_table("team")});
    EXPECT_EQ(gateway_->chat(chat_body("hi"), {{"Authorization", "Bearer unused"}, {"x-api-key", "wf-team"}})
                  .status,
              200);
    EXPECT_EQ(
        gateway_->chat(chat_body("hi"), {{"Authorization", "Bearer unused"}, {"x-api-key", "wf-x"}}).status,
        401);
}

TEST_F(virtual_keys, operators_may_have_a_listener_of_their_own)
{
    auto const port = fake_upstream{}.port(); // free again by now
    start({.more_models = "[gateway.admin]\nlisten = \"127.0.0.1:" + std::to_string(port) + "\"\n"});
    EXPECT_EQ(gateway_->get("/metrics").status, 403);
    EXPECT_EQ(round_trip(port, request_bytes("GET", "/metrics")).status, 200);
    header_list const rebound{{"Host", "rebound.example"}};
    header_list const disguised{{"Host", "rebound.example"}, {"X-Forwarded-For", "10.0.0.1"}};
    auto const refused = round_trip(port, request_bytes("GET", "/metrics", {}, rebound));
    EXPECT_EQ(refused.status, 403);
    EXPECT_NE(refused.body.find("127.0.0.1"), std::string::npos) << "the remedy: " << refused.body;
    EXPECT_EQ(round_trip(port, request_bytes("GET", "/metrics", {}, disguised)).status, 403);
    EXPECT_EQ(round_trip(port, request_bytes("GET", "/router/recent")).status, 200);
    EXPECT_EQ(round_trip(port, request_bytes("GET", "/healthz")).status, 200);
    auto const elsewhere = round_trip(port, post_bytes("/v1/chat/completions", chat_body("hi")));
    EXPECT_EQ(elsewhere.status, 404);
    EXPECT_NE(elsewhere.body.find("gateway.listen"), std::string::npos) << elsewhere.body;
}

} // namespace
} // namespace wayfinder::testing
