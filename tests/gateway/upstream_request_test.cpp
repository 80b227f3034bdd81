// The head of the request that an upstream gets.
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
