// The client gets the upstream's status and bytes, and only the safe ones of its headers.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class response_passthrough : public gateway_test {
protected:
    http_response answer_to(fake_upstream::script script)
    {
        upstream_.answer_with(std::move(script));
        if (!gateway_) start();
        return gateway_->chat(chat_body(trivial_prompt));
    }
};

TEST_F(response_passthrough, odd_bodies_come_back_to_the_byte)
{
    for (std::string const& body :
         {std::string{"{ \"n\":1.10,\t\"big\":" + std::string(300, '7') +
                      ",\"s\":\"\\/\\u00e9\",\"choices\":[null],\"n\":2 }\n"},
          std::string{" \r\n{\"choices\":[{\"message\":{\"content\":null}}],\"mine\":[]}"}}) {
        auto const answer = answer_to([body](auto const&, auto& reply) { reply.respond(200, body); });
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.body, body);
        EXPECT_EQ(answer.ending, body_ending::clean);
    }
}

TEST_F(response_passthrough, statuses_and_error_bodies_are_relayed)
{
    for (auto const status : {400, 404, 405, 413, 415, 422, 429}) {
        auto const body = R"({"error":{"message":"as the upstream says","type":"its_own"}})";
        auto const answer = answer_to([=](auto const&, auto& reply) { reply.respond(status, body); });
        EXPECT_EQ(answer.status, status);
        EXPECT_EQ(answer.body, body);
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), "local");
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-model"), "local");
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-mode"), "scored");
    }
}

TEST_F(response_passthrough, any_success_with_an_answer_is_one)
{
    for (int const status : {200, 201, 203}) {
        auto const answer =
            answer_to([=](auto const&, auto& reply) { reply.respond(status, completion_json); });
        EXPECT_EQ(answer.status, status);
        EXPECT_EQ(answer.body, completion_json);
    }
}

TEST_F(response_passthrough, the_content_type_is_the_upstreams)
{
    auto const answer = answer_to([](auto const&, auto& reply) {
        reply.respond(200, completion_json, {{"Content-Type", "application/json; charset=latin1"}});
    });
    EXPECT_EQ(answer.headers.get("content-type"), "application/json; charset=latin1");
    EXPECT_EQ(answer.headers.count("content-type"), 1U);
}

TEST_F(response_passthrough, a_page_is_no_answer_of_this_api)
{
    for (int const status : {200, 404}) {
        auto const page = [status](auto const&, auto& reply) {
            reply.respond(status, "<html>nginx</html>", {{"Content-Type", "text/html"}});
        };
        auto const answer = answer_to(page);
        expect_error(answer, status == 404 ? 404 : 502,
                     status == 404 ? "invalid_request_error" : "wayfinder_router_upstream_error");
        EXPECT_EQ(answer.body.find("nginx"), std::string::npos);
    }
}

TEST_F(response_passthrough, safe_headers_are_relayed)
{
    auto const answer = answer_to([](auto const&, auto& reply) {
        reply.respond(429, "{}",
                      {{"Retry-After", "7"},
                       {"retry-after-ms", "6500"},
                       {"openai-version", "2020-10-01"},
                       {"OpenAI-Processing-Ms", "12"},
                       {"x-ratelimit-remaining-requests", "0"}});
    });
    EXPECT_EQ(answer.headers.get("retry-after"), "7");
    EXPECT_EQ(answer.headers.get("openai-version"), "2020-10-01");
    EXPECT_EQ(answer.headers.get("openai-processing-ms"), "12");
    EXPECT_EQ(answer.headers.get("x-ratelimit-remaining-requests"), "0");
}

TEST_F(response_passthrough, unsafe_headers_are_not)
{
    auto const answer = answer_to([](auto const&, auto& reply) {
        reply.respond(404, "{}",
                      {{"Set-Cookie", "a=leak"},
                       {"Authorization", "leak"},
                       {"Proxy-Authenticate", "leak"},
                       {"WWW-Authenticate", "leak"},
                       {"Location", "http://leak/"},
                       {"Server", "leak"},
                       {"Via", "leak"},
                       {"Keep-Alive", "leak"},
                       {"Upgrade", "leak"},
                       {"Connection", "x-leak"},
                       {"X-Leak", "leak"},
                       {"x-wayfinder-router-model", "leak"},
                       {"x-wayfinder-router-served-by", "leak"},
                       {"Access-Control-Allow-Origin", "leak"}});
    });
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(answer.headers.to_wire().find("leak"), std::string::npos) << answer.headers.to_wire();
}

TEST_F(response_passthrough, a_compressed_body_stays_readable)
{
    std::string const gzip{"\x1f\x8b\x08\x00pretend", 11};
    auto const answer = answer_to([gzip](auto const&, auto& reply) {
        reply.respond(200, gzip, {{"Content-Encoding", "gzip"}});
    });
    EXPECT_EQ(answer.body, gzip);
    EXPECT_EQ(answer.headers.get("content-encoding"), "gzip") << "without it the bytes mean nothing";
}

TEST_F(response_passthrough, every_framing_of_the_upstream_is_understood)
{
    auto const chunked = answer_to([](auto const&, auto& reply) {
        reply.send(
            response_head(200, {{"Content-Type", "application/json"}, {"Transfer-Encoding", "chunked"}}));
        for (auto const c : std::string_view{completion_json}) reply.chunk({&c, 1});
        reply.send("0\r\nTrailer: leak\r\n\r\n");
    });
    EXPECT_EQ(chunked.body, completion_json);
    auto const until_close = answer_to([](auto const&, auto& reply) {
        reply.send(response_head(200, {{"Content-Type", "application/json"}}) + completion_json);
        reply.close();
    });
    EXPECT_EQ(until_close.body, completion_json);
    EXPECT_EQ(until_close.ending, body_ending::clean);
    auto const http_1_0 = answer_to([](auto const&, auto& reply) {
        reply.send("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + completion_json);
        reply.close();
    });
    EXPECT_EQ(http_1_0.body, completion_json);
}

TEST_F(response_passthrough, a_status_without_a_body_is_no_answer)
{
    auto const answer = answer_to(
        [](auto const&, auto& reply) { reply.send("HTTP/1.1 204 No Content\r\nopenai-version: 1\r\n\r\n"); });
    expect_error(answer, 502, "wayfinder_router_upstream_error", "upstream_bad_answer");
    expect_error(gateway_->chat(chat_body(trivial_prompt)), 502, "wayfinder_router_upstream_error");
}

TEST_F(response_passthrough, interim_answers_are_skipped)
{
    auto const answer = answer_to([](auto const&, auto& reply) {
        reply.send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
        reply.respond(200, completion_json);
    });
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, completion_json);
}

TEST_F(response_passthrough, large_answers_come_back_whole)
{
    for (std::size_t const size : {(1U << 20U) - 1, 1U << 20U, (1U << 20U) + 1, 5U << 20U}) {
        std::string body(size, 'x');
        for (std::size_t i = 97; i < size; i += 97) body[i] = static_cast<char>('a' + i % 26);
        std::string const begin = R"({"choices":[{}],"x":")";
        body.replace(0, begin.size(), begin).replace(size - 2, 2, "\"}");
        auto const answer = answer_to([body](auto const&, auto& reply) { reply.respond(200, body); });
        EXPECT_TRUE(answer.body == body) << size << " became " << answer.body.size();
        EXPECT_EQ(answer.ending, body_ending::clean);
    }
}

} // namespace
} // namespace wayfinder::testing
