// Pages of configured origins can read every answer, pages of other origins none.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class cors : public gateway_test {
protected:
    static constexpr char const* page = "https://app.example";

    http_response from(std::string const& origin, std::string_view method, std::string_view path,
                       std::string_view body = {}) const
    {
        header_list headers{{"Origin", origin}};
        if (method == "POST") headers.add("Content-Type", "application/json");
        return round_trip(gateway_->port(), request_bytes(method, path, body, headers));
    }

    static bool readable(http_response const& answer)
    {
        return answer.headers.get("access-control-allow-origin") == page &&
               answer.headers.get("access-control-expose-headers") == "*" &&
               !answer.headers.has("access-control-allow-credentials") && // which would undo the star
               answer.headers.get("vary").find("Origin") != std::string::npos;
    }
};

TEST_F(cors, every_answer_can_be_read)
{
    start({.gateway = "cors_origins = [\"https://app.example\"]"});
    struct call {
        char const* method;
        char const* path;
        std::string body;
        int status;
    };
    std::vector<call> const calls{
        {"GET", "/healthz", "", 200},
        {"GET", "/livez", "", 200},
        {"GET", "/readyz", "", 200},
        {"GET", "/metrics", "", 200},
        {"GET", "/v1/models", "", 200},
        {"GET", "/v1/models/local", "", 200},
        {"GET", "/v1/models/none", "", 404},
        {"GET", "/v1/savings", "", 200},
        {"GET", "/router/recent", "", 200},
        {"GET", "/router/models", "", 200},
        {"GET", "/router/profiles", "", 200},
        {"POST", "/router/config", "{}", 200},
        {"GET", "/nowhere", "", 404},
        {"GET", "/v1/chat/completions", "", 405},
        {"POST", "/v1/chat/completions", "{", 400},
        {"POST", "/v1/chat/completions", chat_body(trivial_prompt), 200},
        {"POST", "/v1/chat/completions", stream_body(), 200},
    };
    for (auto const& each : calls) {
        auto const answer = from(page, each.method, each.path, each.body);
        EXPECT_EQ(answer.status, each.status) << each.path << answer.body;
        EXPECT_TRUE(readable(answer)) << each.method << ' ' << each.path << ' ' << each.status;
        auto const stranger = from("https://evil.example", each.method, each.path, each.body);
        EXPECT_FALSE(stranger.headers.has("access-control-allow-origin")) << each.path;
    }
}

TEST_F(cors, so_can_what_upstream_failed_at_and_what_cannot_be_read)
{
    start({.gateway = "cors_origins = [\"https://app.example\"]", .limits = "max_body = 1024"});
    upstream_.answer_with(
        [](auto const&, auto& reply) { reply.respond(400, R"({"error":{"message":"no"}})"); });
    auto const refused = from(page, "POST", "/v1/chat/completions", chat_body(trivial_prompt));
    EXPECT_EQ(refused.status, 400);
    EXPECT_TRUE(readable(refused));
    auto const large = from(page, "POST", "/v1/chat/completions", chat_body(std::string(2000, 'x')));
    EXPECT_EQ(large.status, 413);
    EXPECT_TRUE(readable(large));
}

TEST_F(cors, an_event_stream_can_be_read)
{
    start({.gateway = "cors_origins = [\"https://app.example\"]"});
    upstream_.answer_with(two_deltas());
    auto const stream = from(page, "POST", "/v1/chat/completions", stream_body());
    EXPECT_TRUE(readable(stream));
}

TEST_F(cors, a_browser_may_ask_before_every_endpoint)
{
    start({.gateway = "cors_origins = [\"https://app.example\"]"});
    for (auto const* path : {"/v1/chat/completions", "/chat/completions", "/v1/models", "/v1/models/local",
                             "/v1/feedback", "/router/config", "/metrics", "/healthz"}) {
        header_list const asks{{"Origin", page},
                               {"Access-Control-Request-Method", "POST"},
                               {"Access-Control-Request-Headers", "authorization,x-wayfinder-failover"}};
        auto const leave = round_trip(gateway_->port(), request_bytes("OPTIONS", path, {}, asks));
        EXPECT_EQ(leave.status, 204) << path;
        EXPECT_TRUE(readable(leave)) << path;
        EXPECT_EQ(leave.headers.get("access-control-allow-headers"), "authorization,x-wayfinder-failover");
        EXPECT_FALSE(leave.headers.get("access-control-allow-methods").empty());
    }
    EXPECT_EQ(upstream_.request_count(), 0U);
}

TEST_F(cors, any_page_where_all_are_configured)
{
    start({.gateway = "cors_origins = [\"*\"]"});
    EXPECT_EQ(from("https://who.example", "GET", "/v1/models").headers.get("access-control-allow-origin"),
              "https://who.example");
}

TEST_F(cors, nothing_is_said_of_it_where_none_are)
{
    start();
    auto const answer = from(page, "GET", "/v1/models");
    EXPECT_EQ(answer.status, 200);
    EXPECT_FALSE(answer.headers.has("access-control-allow-origin"));
    EXPECT_FALSE(answer.headers.has("vary"));
}

} // namespace
} // namespace wayfinder::testing
