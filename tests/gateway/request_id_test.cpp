// Request ids: a valid inbound one is kept, anything else is replaced.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class request_id : public gateway_test {
protected:
    std::string id_for(std::string const& inbound)
    {
        if (!gateway_) start();
        auto const answer = gateway_->chat(chat_body(trivial_prompt), {{"X-Request-Id", inbound}});
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-request-id"), answer.headers.get("x-request-id"));
        return answer.headers.get("x-request-id");
    }
};

TEST_F(request_id, a_sane_inbound_one_is_kept)
{
    for (std::string const inbound : {"a", "req_1.2:3-Z", "0f8fad5b-d9cb-469f-a165-70867728950e"})
        EXPECT_EQ(id_for(inbound), inbound);
    EXPECT_EQ(id_for(std::string(128, 'x')), std::string(128, 'x'));
}

TEST_F(request_id, anything_else_is_replaced)
{
    for (std::string const inbound : {"", "two words", "semi;colon", "quote\"", "<b>", "caf\xc3\xa9"}) {
        auto const id = id_for(inbound);
        EXPECT_EQ(id.size(), 32U) << inbound;
        EXPECT_NE(id, inbound);
    }
    EXPECT_EQ(id_for(std::string(129, 'x')).size(), 32U);
}

TEST_F(request_id, errors_keep_it_too)
{
    auto const answer = start().get("/nowhere", {{"X-Request-Id", "mine-1"}});
    expect_error(answer, 404, "invalid_request_error");
    EXPECT_EQ(answer.headers.get("x-request-id"), "mine-1");
}

TEST_F(request_id, the_upstreams_own_comes_back_under_another_name)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.respond(200, completion_json, {{"X-Request-Id", "upstream-7"}});
    });
    auto const answer = start().chat(chat_body(trivial_prompt), {{"X-Request-Id", "mine-1"}});
    EXPECT_EQ(answer.headers.get("x-request-id"), "mine-1");
    EXPECT_EQ(answer.headers.count("x-request-id"), 1U);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-upstream-request-id"), "upstream-7");
    EXPECT_FALSE(upstream_.last_request().headers.has("x-request-id"));
}

} // namespace
} // namespace wayfinder::testing
