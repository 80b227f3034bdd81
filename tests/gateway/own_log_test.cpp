// The gateway's own log: its format and each module's level, also while it runs.
#include "config_file_test.hpp"

#include <tuple>

namespace wayfinder::testing {
namespace {

constexpr std::chrono::milliseconds soon_enough = 30s;

class own_log : public config_file_test {
protected:
    void start_with_log(std::string const& table) { start({.more_models = table}); }

    bool says(std::string_view words) const
    {
        return eventually([&] { return gateway_->log().find(words) != std::string::npos; }, soon_enough);
    }

    /// The complete lines, each as JSON.
    [[nodiscard]] std::vector<json> lines() const
    {
        std::vector<json> all;
        auto const log = gateway_->log();
        std::istringstream stream{log.substr(0, log.rfind('\n') + 1)};
        for (std::string line; std::getline(stream, line);) all.push_back(parsed(line));
        return all;
    }
};

TEST_F(own_log, is_text_and_says_what_happens)
{
    start();
    EXPECT_TRUE(matches(gateway_->log(),
                        "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z info wayfinder-router "));
    std::ignore = gateway_->chat(chat_body("x"));
    EXPECT_EQ(gateway_->log().find(" debug "), std::string::npos);
}

TEST_F(own_log, can_be_json_from_the_first_line)
{
    start_with_log("[gateway.log]\nformat = \"json\"\n");
    auto all = lines();
    ASSERT_GE(all.size(), 2U) << gateway_->log();
    EXPECT_EQ(all[0]["module"], "config");
    EXPECT_EQ(all[0]["level"], "info");
    EXPECT_TRUE(all[0].value("message", "").starts_with("wayfinder-router ")) << all[0];
    EXPECT_TRUE(matches(all[0]["time"], "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z$")) << all[0];
    EXPECT_EQ(all[1]["module"], "app");
}

TEST_F(own_log, says_more_of_the_modules_that_it_is_asked_about)
{
    start_with_log("[gateway.log]\nlevels = { net = \"debug\", upstream = \"debug\" }\n");
    std::ignore = gateway_->chat(chat_body("x", "local"), {{"X-Request-Id", "seen-1"}});
    EXPECT_TRUE(says("debug connection from 127.0.0.1 is open"));
    EXPECT_TRUE(says("debug connection from 127.0.0.1 is closed"));
    EXPECT_TRUE(says("debug request seen-1: model local at http://"));
    EXPECT_TRUE(says("responds with status 200"));
    EXPECT_EQ(gateway_->log().find("routed to"), std::string::npos) << "that is the gateway's";
}

TEST_F(own_log, has_levels_for_all_and_for_one)
{
    start_with_log("[gateway.log]\nlevel = \"debug\"\nlevels = { net = \"info\" }\n");
    std::ignore = gateway_->chat(chat_body("x", "local"), {{"X-Request-Id", "seen-2"}});
    EXPECT_TRUE(says("debug request seen-2: routed to local (pinned)"));
    std::ignore = gateway_->chat("{", {{"X-Request-Id", "seen-3"}});
    EXPECT_TRUE(says("debug request seen-3: refused with status 400, "));
    EXPECT_EQ(gateway_->log().find("connection from"), std::string::npos);
}

TEST_F(own_log, can_be_quiet)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.respond(500, "{}"); });
    start_with_log("[gateway.log]\nlevels = { upstream = \"error\", config = \"off\" }\n");
    std::ignore = gateway_->chat(chat_body("x", "local"));
    EXPECT_EQ(gateway_->log().find("warning"), std::string::npos) << gateway_->log();
    EXPECT_EQ(gateway_->log().find("info wayfinder-router"), std::string::npos) << gateway_->log();
    EXPECT_NE(gateway_->log().find("info listening on"), std::string::npos);
}

TEST_F(own_log, changes_with_a_reload)
{
    start();
    replace(file(), two_models(upstream_, {.more_models = "[gateway.log]\nformat = \"json\"\n"
                                                          "levels = { upstream = \"debug\" }\n"}));
    ASSERT_TRUE(reaches_generation(2));
    std::ignore = gateway_->chat(chat_body("x", "local"), {{"X-Request-Id", "seen-4"}});
    EXPECT_TRUE(says(R"("level":"debug","module":"upstream","message":"request seen-4: model local at )"));
    replace(file(), two_models(upstream_));
    ASSERT_TRUE(reaches_generation(3));
    std::ignore = gateway_->chat(chat_body("x", "local"), {{"X-Request-Id", "seen-5"}});
    EXPECT_EQ(gateway_->log().find("seen-5"), std::string::npos);
}

TEST_F(own_log, cannot_be_forged)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.respond(
            200, "{\"error\":{\"message\":\"no\\n2026-01-01T00:00:00.000Z info all is well\\u001b[2J\"}}",
            {{"Content-Type", "application/json"}});
    });
    start();
    std::ignore = gateway_->chat(chat_body("x", "local"), {{"X-Request-Id", "seen-6"}});
    ASSERT_TRUE(says("warning request seen-6"));
    EXPECT_EQ(gateway_->log().find("\n2026-01-01"), std::string::npos) << gateway_->log();
    EXPECT_EQ(gateway_->log().find('\x1b'), std::string::npos);
}

TEST_F(own_log, counts_what_nobody_took)
{
    start();
    EXPECT_EQ(metric("log_dropped_lines_total"), "0");
}

} // namespace
} // namespace wayfinder::testing
