// GET /metrics.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class metrics : public gateway_test {};

TEST_F(metrics, are_prometheus_text)
{
    auto const answer = start().get("/metrics");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_TRUE(matches(answer.body, "(^|\n)# TYPE wayfinder_router_build_info gauge\n"));
    EXPECT_TRUE(matches(answer.body, R"(wayfinder_router_build_info\{version="[0-9.]+"\} 1)"));
    for (std::string const name : {"wayfinder_router_config_reload_failures_total", "process_open_fds"}) {
        EXPECT_TRUE(matches(answer.body, "(^|\n)# HELP " + name + " .+\n# TYPE " + name)) << name;
    }
    EXPECT_TRUE(answer.body.ends_with('\n'));
}

TEST_F(metrics, have_each_family_once)
{
    std::istringstream lines{start().get("/metrics").body};
    std::map<std::string, int> families;
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("# TYPE ")) ++families[line.substr(0, line.rfind(' '))];
    EXPECT_GE(families.size(), 10U);
    for (auto const& [family, count] : families) EXPECT_EQ(count, 1) << family;
}

TEST_F(metrics, are_for_reading_only)
{
    EXPECT_EQ(start().get("/metrics").status, 200);
    EXPECT_EQ(gateway_->post("/metrics", "{}").status, 405);
}

TEST_F(metrics, never_hold_prompts_or_keys)
{
    EXPECT_EQ(start().chat(chat_body("a very private prompt")).status, 200);
    auto const text = gateway_->get("/metrics").body;
    EXPECT_EQ(text.find("private"), text.npos);
    EXPECT_EQ(text.find(secret_key), text.npos);
}

} // namespace
} // namespace wayfinder::testing
