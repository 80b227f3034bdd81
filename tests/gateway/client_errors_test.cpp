// Every refusal of a request has OpenAI's error shape and never reaches an upstream.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class client_errors : public gateway_test {
protected:
    void TearDown() override { EXPECT_EQ(upstream_.request_count(), 0U); }

    std::string refusal_of(std::string_view body, std::string_view code = {})
    {
        if (!gateway_) start();
        auto const answer = gateway_->chat(body);
        EXPECT_FALSE(answer.headers.has("x-wayfinder-router-model"));
        return expect_error(answer, 400, "invalid_request_error", code).value("message", "");
    }
};

TEST_F(client_errors, unknown_paths_are_404)
{
    auto& gateway = start();
    for (auto const* path : {"/v1", "/v1/v1/models", "/v1/chat", "/v1/chat/completion", "/v1/embeddings",
                             "/v1/chat/completions/x", "/healthz/x", "/V1/models", "//v1/models"}) {
        expect_error(gateway.get(path), 404, "invalid_request_error");
        expect_error(gateway.post(path, "{}"), 404, "invalid_request_error");
    }
}

TEST_F(client_errors, an_api_that_is_not_spoken_is_named_with_the_one_that_is)
{
    auto& gateway = start();
    auto const told = [&](std::string const& path) {
        auto const answer = gateway.post(path, "{}");
        auto const error = expect_error(answer, 404, "invalid_request_error", "unknown_endpoint");
        return error.value("message", "");
    };
    EXPECT_EQ(told("/v1/messages"),
              "The Anthropic Messages API, /v1/messages, is not supported; this gateway serves OpenAI chat "
              "completions, POST /v1/chat/completions.");
    for (auto const* path : {"/messages", "/v1/messages/count_tokens", "/v1/responses", "/v1/responses/x",
                             "/v1/embeddings", "/v1/completions", "/completions"})
        EXPECT_TRUE(matches(told(path), "is not supported; this gateway serves .* POST /v1/chat/completions"))
            << path;
    for (auto const* path : {"/v1/message", "/v1/x/messages"})
        EXPECT_TRUE(matches(told(path), "There is no endpoint ")) << path;
}

TEST_F(client_errors, wrong_methods_are_405_with_allow)
{
    auto& gateway = start();
    for (auto const* path : {"/v1/chat/completions", "/chat/completions"}) {
        for (auto const* method : {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
            auto const answer = round_trip(gateway.port(), request_bytes(method, path));
            expect_error(answer, 405, "invalid_request_error");
            EXPECT_EQ(answer.headers.get("allow"), "POST");
        }
    }
    for (auto const* path : {"/v1/models", "/models", "/v1/models/auto", "/healthz", "/livez", "/readyz"}) {
        auto const answer = gateway.post(path, "{}");
        expect_error(answer, 405, "invalid_request_error");
        EXPECT_NE(answer.headers.get("allow").find("GET"), std::string::npos);
    }
}

TEST_F(client_errors, a_query_is_no_part_of_the_path)
{
    EXPECT_EQ(start().get("/v1/models?limit=1").status, 200);
    expect_error(gateway_->post("/v1/chat/completions?api-version=1", "{"), 400, "invalid_request_error");
}

TEST_F(client_errors, other_content_types_are_415)
{
    auto& gateway = start();
    for (auto const* type :
         {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
          "application/jsonx", "application/+jsonish", "text/json+xml"}) {
        auto const answer = gateway.chat(chat_body(trivial_prompt), {{"Content-Type", type}});
        expect_error(answer, 415, "invalid_request_error");
    }
}

TEST_F(client_errors, compressed_bodies_are_415)
{
    auto const answer = start().chat(chat_body(trivial_prompt), {{"Content-Encoding", "gzip"}});
    auto const error = expect_error(answer, 415, "invalid_request_error", "unsupported_content_encoding");
    EXPECT_NE(error.value("message", "").find("'gzip'"), std::string::npos) << error;
    EXPECT_EQ(answer.headers.get("accept-encoding"), "identity");
}

TEST_F(client_errors, members_that_upstreams_would_read_otherwise_are_named)
{
    auto const param_of = [&](std::string const& more) {
        if (!gateway_) start();
        auto const answer = gateway_->chat(R"({"model":"cloud","messages":[],)" + more + "}");
        return expect_error(answer, 400, "invalid_request_error", "invalid_value").value("param", "");
    };
    EXPECT_EQ(param_of(R"("Model":"another")"), "model");
    EXPECT_EQ(param_of(R"("max_tokens":[1])"), "max_tokens");
    EXPECT_EQ(param_of(R"("max_completion_tokens":"many")"), "max_completion_tokens");
    EXPECT_EQ(param_of(R"("n":true)"), "n");
}

TEST_F(client_errors, malformed_json_names_its_place_and_reason)
{
    auto const message = refusal_of("{\"model\":\"auto\",\n  \"messages\": [}");
    EXPECT_TRUE(matches(message, "line 2\\b")) << message;
    EXPECT_TRUE(matches(message, "column \\d+")) << message;
}

TEST_F(client_errors, all_kinds_of_malformed_json_are_400)
{
    for (auto const* body : {"{",
                             "{\"a\":1",
                             "{\"a\":1,}",
                             "{'a':1}",
                             "{\"a\":01}",
                             "{\"a\":+1}",
                             "{\"a\":.5}",
                             "{\"a\":nul}",
                             "{\"a\" 1}",
                             "{\"a\":\"\x01\"}",
                             "{\"a\":\"\\x\"}",
                             "{\"a\":\"\\u12g4\"}",
                             "{\"a\":\"open}",
                             "{} {}",
                             "{}x",
                             "{\"a\":NaN}",
                             "nonsense",
                             "{\"a\":1 \"b\":2}",
                             "{,}",
                             "{\"a\":[1,]}",
                             "{\"messages\":[{\"role\":\"user\"]}"})
        EXPECT_FALSE(refusal_of(body).empty()) << body;
}

TEST_F(client_errors, a_body_that_is_no_object_is_400)
{
    for (auto const* body : {"[]", "\"text\"", "1", "null", "true", "[{\"model\":\"auto\"}]"})
        EXPECT_NE(refusal_of(body).find("object"), std::string::npos) << body;
}

TEST_F(client_errors, an_empty_body_is_400)
{
    EXPECT_FALSE(refusal_of("").empty());
    EXPECT_FALSE(refusal_of(" \r\n ").empty());
}

TEST_F(client_errors, too_deep_json_is_400)
{
    auto const nested = [](std::size_t depth) {
        return R"({"messages":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
    };
    EXPECT_FALSE(refusal_of(nested(500)).empty());
    EXPECT_FALSE(refusal_of(nested(1'000'000)).empty());
    EXPECT_FALSE(refusal_of(std::string(1'000'000, '[')).empty());
}

TEST_F(client_errors, the_depth_limit_is_configurable)
{
    start({.limits = "max_json_depth = 4"});
    EXPECT_FALSE(refusal_of(R"({"a":[[[[1]]]]})").empty());
}

TEST_F(client_errors, invalid_utf8_is_400)
{
    for (auto const* body : {"{\"a\":\"\xff\"}", "{\"a\":\"\xc3\"}", "{\"a\":\"\xc0\xaf\"}",
                             "{\"a\":\"\xed\xa0\x80\"}", "{\"\xf8\":1}"})
        EXPECT_FALSE(refusal_of(body).empty());
}

TEST_F(client_errors, error_messages_are_valid_json_whatever_they_quote)
{
    EXPECT_FALSE(refusal_of("{\"a\x02\"\":\"}").empty());
    expect_error(start().get("/%22%0a\"<b>"), 404, "invalid_request_error");
    expect_error(gateway_->get("/\xff\xfe\\"), 400, "invalid_request_error");
    expect_error(gateway_->chat(chat_body(trivial_prompt), {{"X-Wayfinder-Threshold", "\"\\\xff"}}), 400,
                 "wayfinder_router_bad_override");
}

TEST_F(client_errors, bytes_that_are_no_http_get_a_400)
{
    auto& gateway = start();
    for (auto const* bytes : {"nonsense\r\n\r\n", "GET /healthz\r\n\r\n", "GET /healthz HTTP/1\r\n\r\n",
                              "GET /healthz HTTP/1.1\r\nno colon\r\n\r\n"}) {
        auto client = gateway.connect();
        client.send(bytes);
        expect_error(client.read_response(), 400, "invalid_request_error");
        EXPECT_TRUE(client.closed_by_server()) << bytes;
    }
}

TEST_F(client_errors, ambiguous_framing_is_refused)
{
    auto& gateway = start();
    for (std::string const framing :
         {"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 2\r\nContent-Length: 3\r\n",
          "Content-Length: -1\r\n", "Content-Length: 2x\r\n", "Transfer-Encoding: gzip\r\n",
          "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked, identity\r\n"}) {
        auto client = gateway.connect();
        client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n" + framing + "\r\n{}");
        auto const answer = client.read_response();
        EXPECT_GE(answer.status, 400) << framing;
        EXPECT_LT(answer.status, 502) << framing;
        EXPECT_TRUE(client.closed_by_server()) << framing;
    }
}

} // namespace
} // namespace wayfinder::testing
