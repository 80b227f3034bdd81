// Upstreams whose names the system looks up, with a resolver that hangs.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class name_lookup : public gateway_test {
protected:
    void SetUp() override
    {
        if (sanitized) GTEST_SKIP() << "a sanitizer's runtime wants to be the first library";
    }

    void start_resolving(std::string config)
    {
        gateway_setup setup{.config = std::move(config)};
        setup.environment = {{"LD_PRELOAD", WAYFINDER_TEST_RESOLVER}};
        gateway_.emplace(setup);
    }

    [[nodiscard]] std::string at(std::string const& host) const
    {
        auto url = upstream_.url("/v1");
        return url.replace(url.find("127.0.0.1"), std::string_view{"127.0.0.1"}.size(), host);
    }
};

TEST_F(name_lookup, that_hangs_holds_up_no_other)
{
    start_resolving("[gateway]\nretries = 0\n" +
                    model_table("local", at("slow.test"), "timeouts = {connect = 0.3}") +
                    model_table("cloud", at("fast.test")));
    auto error = expect_error(gateway_->chat(chat_body(trivial_prompt, "local")), 502,
                              "wayfinder_router_upstream_error", "upstream_timeout");
    EXPECT_TRUE(matches(error.value("message", ""), "looking up 'slow.test' took too long")) << error;
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt, "cloud")).status, 200);
}

TEST_F(name_lookup, that_hangs_does_not_hold_up_the_end)
{
    start_resolving(model_table("local", at("fast.test")) + model_table("cloud", at("fast.test")) +
                    "[gateway.traces]\nendpoint = \"http://slow.test:4318/v1/traces\"\ninterval = 0.05\n");
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt, "cloud")).status, 200);
    std::this_thread::sleep_for(200ms); // the spans are on their way
    gateway_->signal(SIGTERM);
    auto const ended = gateway_->wait_for_exit();
    ASSERT_TRUE(ended) << gateway_->log();
    EXPECT_EQ(ended->code, 0) << gateway_->log();
}

} // namespace
} // namespace wayfinder::testing
