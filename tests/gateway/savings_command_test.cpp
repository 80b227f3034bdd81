// `savings` and `top`: a gateway's results in a terminal.
#include "gateway_binary.hpp"
#include "governed.hpp"

namespace wayfinder::testing {
namespace {

class savings_command : public governed_test {
protected:
    void serve_some()
    {
        upstream_.answer_with(answer_using(600, 400));
        start(priced());
        ASSERT_EQ(gateway_->chat(bounded_body("local", 10)).status, 200);
        ASSERT_EQ(gateway_->chat(bounded_body("cloud", 10)).status, 200);
    }

    command_result run(std::vector<std::string> arguments)
    {
        return run_command(
            {.arguments = std::move(arguments), .input = {}, .directory = gateway_->directory()});
    }

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(gateway_->port()); }
};

TEST_F(savings_command, reads_the_ledger_of_a_gateway_that_runs)
{
    serve_some();
    EXPECT_EQ(savings()["requests"], 2) << "and so they are in the file by now";
    auto const result = run({"savings"});
    ASSERT_EQ(result.status.code, 0) << result.error;
    EXPECT_TRUE(matches(result.output, "local +1 +1000 +0 +0\\.0000 +1\\.0000 +1\\.0000")) << result.output;
    EXPECT_TRUE(matches(result.output, "total +2 +2000 +0 +1\\.0000 +2\\.0000 +1\\.0000")) << result.output;
    EXPECT_NE(result.output.find("saved 50"), std::string::npos) << result.output;
}

TEST_F(savings_command, says_what_the_endpoint_says)
{
    serve_some();
    auto const by_url = run({"savings", "--json", "--period", "7d", "--url", url()});
    auto const by_file = run({"savings", "--json", "--period", "7d"});
    ASSERT_EQ(by_file.status.code, 0) << by_file.error;
    ASSERT_EQ(by_url.status.code, 0) << by_url.error;
    EXPECT_EQ(parsed(by_file.output), parsed(by_url.output));
    EXPECT_EQ(parsed(by_file.output), savings("?period=7d"));
}

TEST_F(savings_command, says_why_there_is_nothing)
{
    start();
    auto const none = run({"savings", "--ledger", "nowhere.db"});
    EXPECT_EQ(none.status.code, 2);
    EXPECT_NE(none.error.find("nowhere.db"), std::string::npos) << none.error;
    auto const nobody = run({"savings", "--url", "http://127.0.0.1:1"});
    EXPECT_EQ(nobody.status.code, 1);
    EXPECT_NE(nobody.error.find("is the gateway running?"), std::string::npos) << nobody.error;
    EXPECT_EQ(run({"savings", "--period", "2d"}).status.code, 2);
    EXPECT_EQ(run({"savings", "--url", "nonsense"}).status.code, 1);
}

TEST_F(savings_command, shows_the_token_where_one_is_needed)
{
    upstream_.answer_with(answer_using(1, 1));
    start({.more_models = key_table("a") + "[gateway.admin]\ntoken_hash = \"" + hash_of("wf-boss") + "\"\n"});
    auto const refused = run({"savings", "--url", url()});
    EXPECT_EQ(refused.status.code, 1);
    EXPECT_NE(refused.error.find("--token"), std::string::npos) << refused.error;
    EXPECT_EQ(run({"savings", "--url", url(), "--token", "wf-boss"}).status.code, 0);
    auto const by_environment = run_command({.arguments = {"savings", "--url", url()},
                                             .input = {},
                                             .environment = {{"WAYFINDER_ROUTER_ADMIN_TOKEN", "wf-boss"}}});
    EXPECT_EQ(by_environment.status.code, 0) << by_environment.error;
}

TEST_F(savings_command, top_looks_once)
{
    serve_some();
    auto const result = run({"top", "--once", "--interval", "0.1", "--url", url()});
    ASSERT_EQ(result.status.code, 0) << result.error;
    EXPECT_EQ(result.output.find('\x1b'), std::string::npos) << "no escape sequences where nobody looks";
    EXPECT_TRUE(matches(result.output, "cloud +0\\.0 +1 +1000 +0 ")) << result.output;
    EXPECT_NE(result.output.find("requests/s"), std::string::npos);
    auto seen = parsed(run({"top", "--once", "--json", "--interval", "0.1", "--url", url()}).output);
    EXPECT_EQ(seen["spent"], 1.0);
    EXPECT_EQ(seen["models"].size(), 2U);
    EXPECT_EQ(seen["recent"].size(), 2U);
    EXPECT_EQ(run({"top", "--once", "--url", "http://127.0.0.1:1"}).status.code, 1);
}

} // namespace
} // namespace wayfinder::testing
