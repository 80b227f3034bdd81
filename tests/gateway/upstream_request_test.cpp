// The head of the request that an upstream receives.
#include "gateway_test.hpp"

#include <algorithm>
#include <set>

namespace wayfinder::testing {
namespace {

class upstream_request : public gateway_test {};

TEST_F(upstream_request, the_head_is_the_gateways_own)
{
    auto const seen = forwarded(chat_body(trivial_prompt));
    EXPECT_TRUE(seen.head.starts_with("POST /local/v1/chat/completions HTTP/1.1\r\n")) << seen.head;
    EXPECT_EQ(seen.headers.get("host"), "127.0.0.1:" + std::to_string(upstream_.port()));
    EXPECT_EQ(seen.headers.get("content-type"), "application/json");
    EXPECT_EQ(seen.headers.get("content-length"), std::to_string(seen.body.size()));
    for (auto const& [name, value] : seen.headers.fields()) EXPECT_EQ(seen.headers.count(name), 1U) << name;
}

TEST_F(upstream_request, no_header_of_the_client_goes_upstream)
{
    header_list const mine{{"Authorization", "Bearer client-secret"},
                           {"Cookie", "session=client-secret"},
                           {"OpenAI-Organization", "client-secret"},
                           {"X-Api-Key", "client-secret"},
                           {"X-Forwarded-For", "client-secret"},
                           {"X-Stainless-Lang", "client-secret"},
                           {"User-Agent", "client-secret"},
                           {"Accept-Encoding", "client-secret"},
                           {"X-Wayfinder-Debug", "1"}};
    auto const seen = forwarded(chat_body(trivial_prompt), mine);
    EXPECT_EQ(seen.head.find("client-secret"), std::string::npos) << seen.head;
    std::set<std::string> const known{"host",       "content-type", "content-length", "accept",
                                      "user-agent", "connection",   "accept-encoding"};
    for (auto const& [name, value] : seen.headers.fields()) {
        auto lower = name;
        std::ranges::transform(lower, lower.begin(),
                               [](char c) { return static_cast<char>(std::tolower(c)); });
        EXPECT_TRUE(known.contains(lower)) << name;
    }
}

TEST_F(upstream_request, the_clients_authorization_never_replaces_the_models)
{
    auto const seen =
        forwarded(chat_body(trivial_prompt, "cloud"), {{"Authorization", "Bearer client-secret"}});
    EXPECT_EQ(seen.headers.get("authorization"), "Bearer " + std::string{secret_key});
    EXPECT_EQ(seen.headers.count("authorization"), 1U);
}

TEST_F(upstream_request, an_empty_key_variable_sends_no_authorization)
{
    gateway_setup setup{.config = two_models(upstream_)};
    setup.environment = {{"EXAMPLE_API_KEY", ""}};
    gateway_.emplace(setup);
    EXPECT_FALSE(forwarded(chat_body(trivial_prompt, "cloud")).headers.has("authorization"));
}

TEST_F(upstream_request, a_key_goes_alone_into_a_header_of_the_upstreams_own)
{
    gateway_setup setup{.config = two_models(upstream_, {.cloud = "api_key_header = \"api-key\""})};
    setup.environment = {{"EXAMPLE_API_KEY", std::string{secret_key}}};
    gateway_.emplace(setup);
    auto const seen = forwarded(chat_body(trivial_prompt, "cloud"));
    EXPECT_EQ(seen.headers.get("api-key"), secret_key);
    EXPECT_FALSE(seen.headers.has("authorization"));
}

TEST_F(upstream_request, has_the_models_headers_and_its_query)
{
    start({.local = "headers = [\"OpenAI-Project: p-1\", \"X-Team: the search\"]\n"
                    "query = \"api-version=2024-10-21&x=%20\""});
    auto const seen = forwarded(chat_body(trivial_prompt, "local"));
    EXPECT_EQ(seen.target, "/local/v1/chat/completions?api-version=2024-10-21&x=%20");
    EXPECT_EQ(seen.headers.get("openai-project"), "p-1");
    EXPECT_EQ(seen.headers.get("x-team"), "the search");
    EXPECT_EQ(forwarded(chat_body(trivial_prompt, "cloud")).headers.has("x-team"), false);
}

TEST_F(upstream_request, an_endpoint_has_headers_key_header_and_query_of_its_own)
{
    gateway_setup setup{.config = "[gateway.models.local]\nmodel = \"m\"\napi_key_env = \"EXAMPLE_API_KEY\"\n"
                                  "headers = [\"X-Team: model\"]\nquery = \"of=model\"\n"
                                  "[[gateway.models.local.endpoints]]\nbase_url = \"" +
                                  upstream_.url("/a") +
                                  "\"\n[[gateway.models.local.endpoints]]\nbase_url = \"" +
                                  upstream_.url("/b") +
                                  "\"\nheaders = [\"X-Team: endpoint\"]\nquery = \"of=endpoint\"\n"
                                  "api_key_env = \"OTHER_KEY\"\napi_key_header = \"X-Key\"\n"};
    setup.environment = {{"EXAMPLE_API_KEY", std::string{secret_key}}, {"OTHER_KEY", "the-other-key"}};
    gateway_.emplace(setup);
    auto const one = forwarded(chat_body(trivial_prompt));
    auto const other = forwarded(chat_body(trivial_prompt));
    auto const& a = one.target.starts_with("/a") ? one : other;
    auto const& b = one.target.starts_with("/a") ? other : one;
    EXPECT_EQ(a.target, "/a/chat/completions?of=model");
    EXPECT_EQ(a.headers.get("x-team"), "model");
    EXPECT_EQ(a.headers.get("authorization"), "Bearer " + std::string{secret_key});
    EXPECT_EQ(b.target, "/b/chat/completions?of=endpoint");
    EXPECT_EQ(b.headers.get("x-team"), "endpoint");
    EXPECT_EQ(b.headers.get("x-key"), "the-other-key");
    EXPECT_FALSE(b.headers.has("authorization"));
}

TEST_F(upstream_request, a_probe_has_them_too)
{
    start({.local = "headers = [\"X-Team: search\"]\nquery = \"api-version=1\"\nprobe = \"/models?limit=1\"",
           .more_models = "[gateway.breaker]\nprobe_interval = 0.05\n"});
    ASSERT_TRUE(eventually([&] { return upstream_.request_count() > 0; }));
    auto const seen = upstream_.last_request();
    EXPECT_EQ(seen.target, "/local/v1/models?limit=1&api-version=1");
    EXPECT_EQ(seen.headers.get("x-team"), "search");
}

TEST_F(upstream_request, a_trailing_slash_of_the_base_url_is_no_empty_segment)
{
    start_with(model_table("local", upstream_.url("/v1/")));
    EXPECT_EQ(forwarded(chat_body(trivial_prompt)).target, "/v1/chat/completions");
}

TEST_F(upstream_request, a_base_url_needs_no_path)
{
    start_with(model_table("local", upstream_.url("")));
    EXPECT_EQ(forwarded(chat_body(trivial_prompt)).target, "/chat/completions");
}

TEST_F(upstream_request, a_chunked_client_body_goes_up_with_a_length)
{
    auto const body = chat_body(trivial_prompt);
    auto client = start().connect();
    client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" +
                chunk_bytes(body.substr(0, 10)) + chunk_bytes(body.substr(10)) + "0\r\n\r\n");
    EXPECT_EQ(client.read_response().status, 200);
    auto const seen = upstream_.last_request();
    EXPECT_EQ(seen.body, chat_body(trivial_prompt, "local-id"));
    EXPECT_FALSE(seen.headers.has("transfer-encoding"));
}

} // namespace
} // namespace wayfinder::testing
