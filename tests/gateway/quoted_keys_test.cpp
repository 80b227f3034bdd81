// Upstreams that repeat what they were sent: the key is not passed on, and they cannot inject lines into the
// log.
#include "governed.hpp"

namespace wayfinder::testing {
namespace {

class quoted_keys : public gateway_test {
protected:
    /// Makes the upstream of `cloud` answer this way; the body that its client gets.
    std::string told(fake_upstream::script answer, bool stream = false)
    {
        upstream_.answer_with(std::move(answer));
        auto const body = stream ? stream_body(trivial_prompt, "cloud") : chat_body(trivial_prompt, "cloud");
        auto const response = gateway_->chat(body);
        for (auto const& [name, value] : response.headers.fields()) expect_no_key_in(value, name);
        expect_no_key_in(response.body, "body");
        EXPECT_EQ(upstream_.last_request().headers.get("authorization"), "Bearer " + std::string{secret_key});
        return response.body;
    }

    static void expect_no_key_in(std::string const& text, std::string const& what)
    {
        EXPECT_EQ(text.find(secret_key), text.npos) << what << ": " << text;
    }

    /// An error whose message is the credential that the upstream was sent.
    static std::string error_with(recorded_request const& request)
    {
        return R"({"error":{"message":"bad credential: )" + request.headers.get("authorization") +
               R"(","type":"t","param":null,"code":"c"}})";
    }
};

TEST_F(quoted_keys, errors_do_not_repeat_it)
{
    start();
    for (int const status : {400, 404, 422, 429, 500, 503}) {
        auto const body = told([&](auto const& request, auto& reply) {
            reply.respond(status, error_with(request), {{"OpenAI-Organization", error_with(request)}});
        });
        EXPECT_NE(body.find("bad credential: Bearer [redacted]"), body.npos) << status << body;
    }
    auto const disguised =
        told([](auto const& request, auto& reply) { reply.respond(200, error_with(request)); });
    EXPECT_NE(disguised.find("[redacted]"), disguised.npos) << disguised;
    expect_no_key_in(gateway_->log(), "log");
}

TEST_F(quoted_keys, streams_do_not_either)
{
    start();
    for (bool const begun : {false, true}) {
        auto const body = told(
            [&](auto const& request, auto& reply) {
                reply.begin_events({{"x-ratelimit-key", request.headers.get("authorization")}});
                if (begun) reply.event(delta("one"));
                reply.event(error_with(request));
                reply.end_events();
            },
            true);
        EXPECT_NE(body.find("[redacted]"), body.npos) << body;
    }
    expect_no_key_in(gateway_->log(), "log");
}

TEST_F(quoted_keys, it_may_come_in_pieces)
{
    start();
    auto const body = told(
        [&](auto const& request, auto& reply) {
            reply.begin_events();
            reply.event(delta("one"));
            auto const event = "data: " + error_with(request) + "\n\n";
            auto const middle = event.find(secret_key) + 5;
            reply.chunk(event.substr(0, middle));
            reply.pause(50ms);
            reply.chunk(event.substr(middle));
            reply.end_events();
        },
        true);
    EXPECT_NE(body.find("[redacted]"), body.npos) << body;
}

TEST_F(quoted_keys, nobody_writes_lines_into_the_log)
{
    start();
    told([](auto const&, auto& reply) {
        reply.respond(500,
                      R"({"error":{"message":"a\n2026-01-01T00:00:00.000Z info forged \u001b[31m\u009b)" +
                          std::string(9'000, 'x') + R"(","type":"t","code":"c"}})");
    });
    EXPECT_TRUE(eventually([&] { return gateway_->log().find("forged") != std::string::npos; }));
    auto const log = gateway_->log();
    EXPECT_NE(log.find("a\\n2026-01-01T00:00:00.000Z info forged \\u001b[31m\\u009bxxx"), log.npos)
        << log.substr(0, 2'000);
    EXPECT_EQ(log.find('\x1b'), log.npos);
    EXPECT_LT(log.size(), 20'000U);
}

} // namespace
} // namespace wayfinder::testing
