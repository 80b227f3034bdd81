// Upstreams must not give access to the machine's credentials.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class metadata_hosts : public gateway_test {};

TEST_F(metadata_hosts, a_name_that_leads_there_is_not_called)
{
    // The resolver maps this to 169.254.169.254; to the configuration it is an ordinary name.
    start_with(model_table("local", "http://2852039166/v1", "timeouts = {connect = 2}") +
               model_table("cloud", upstream_.url()));
    auto error = expect_error(gateway_->chat(chat_body(trivial_prompt, "local")), 502,
                              "wayfinder_router_upstream_error", "upstream_connect_failed");
    EXPECT_NE(error["message"].get<std::string>().find("gateway.allow_metadata_hosts"), std::string::npos)
        << error;
}

TEST_F(metadata_hosts, redirects_are_not_followed)
{
    fake_upstream elsewhere;
    for (int const status : {301, 302, 307, 308}) {
        upstream_.answer_with([&](auto const&, auto& reply) {
            reply.respond(status, "{}", {{"Location", elsewhere.url("/local/v1/chat/completions")}});
        });
        if (!gateway_) start();
        EXPECT_NE(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    }
    EXPECT_EQ(elsewhere.log().connections(), 0U);
}

} // namespace
} // namespace wayfinder::testing
