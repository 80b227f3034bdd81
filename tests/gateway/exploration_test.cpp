// Policy `skill`: a share of the requests is explored, and marked as such.
#include "governed.hpp"

#include <fstream>

namespace wayfinder::testing {
namespace {

class exploration : public governed_test {
protected:
    gateway_process& start_exploring(std::string const& share, config_parts parts = {})
    {
        parts.routing = "policy = \"skill\"\nthreshold = 0.99\nexplore = " + share;
        return start(parts);
    }

    http_response ask(std::string const& id, header_list headers = {})
    {
        headers.add("X-Request-Id", id);
        return gateway_->chat(chat_body(trivial_prompt), headers);
    }

    static std::string mode(http_response const& answer)
    {
        return answer.headers.get("x-wayfinder-router-mode");
    }
};

TEST_F(exploration, sends_a_share_elsewhere_by_the_id_of_the_request)
{
    start_exploring("0.2");
    int explored = 0;
    for (int i = 0; i < 150; ++i) {
        auto const id = "request-" + std::to_string(i);
        auto const answer = ask(id);
        bool const elsewhere = mode(answer) == "explored";
        explored += elsewhere ? 1 : 0;
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), elsewhere ? "cloud" : "local");
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-propensity"), elsewhere ? "0.200000" : "0.800000");
        EXPECT_EQ(mode(ask(id)), mode(answer)) << "the same id draws the same";
    }
    EXPECT_NEAR(explored, 30, 20);
}

TEST_F(exploration, is_in_the_books_and_the_metrics)
{
    start_exploring("1");
    EXPECT_EQ(mode(ask("a")), "explored");
    auto recent = parsed(gateway_->get("/router/recent").body);
    EXPECT_EQ(recent["recent"][0]["mode"], "explored");
    EXPECT_EQ(recent["recent"][0]["model"], "cloud");
}

TEST_F(exploration, tells_the_books_how_likely_it_was)
{
    start_exploring("0.25");
    std::map<std::string, double> likely{{"explored", 0.25}, {"scored", 0.75}};
    for (int i = 0; i < 10; ++i) ask("r" + std::to_string(i));
    auto recent = parsed(gateway_->get("/router/recent").body);
    ASSERT_EQ(recent["recent"].size(), 10U);
    for (auto& each : recent["recent"])
        EXPECT_EQ(each["propensity"], likely[each["mode"].get<std::string>()]) << each.dump();
}

TEST_F(exploration, leaves_a_tool_loop_alone)
{
    start_exploring("1");
    auto const answer = gateway_->chat(
        R"({"model":"auto","messages":[{"role":"user","content":"hi"},{"role":"assistant","content":null,"tool_calls":[)"
        R"({"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]},)"
        R"({"role":"tool","tool_call_id":"t","content":"7"}]})");
    EXPECT_EQ(mode(answer), "scored");
}

TEST_F(exploration, leaves_a_pin_alone)
{
    start_exploring("1");
    auto const answer = gateway_->chat(chat_body(trivial_prompt, "local"));
    EXPECT_EQ(mode(answer), "pinned");
    EXPECT_FALSE(answer.headers.has("x-wayfinder-router-propensity"));
}

TEST_F(exploration, goes_nowhere_that_the_key_may_not)
{
    start_exploring("1", {.more_models = key_table("small", "models = [\"local\"]") + key_table("any")});
    EXPECT_EQ(mode(ask("a", bearer("small"))), "scored");
    EXPECT_EQ(mode(ask("a", bearer("any"))), "explored");
}

TEST_F(exploration, is_let_go_where_a_budget_does_not_carry_it)
{
    for (auto const* breach : {"block", "degrade"}) {
        auto parts = priced();
        parts.gateway =
            "budget = {limit = 0.001, window = \"all\", on_breach = \"" + std::string{breach} + "\"}";
        start_exploring("1", parts);
        auto const answer = ask("a");
        EXPECT_EQ(answer.status, 200) << breach;
        EXPECT_EQ(mode(answer), "scored") << breach;
        EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), "local") << breach;
        EXPECT_FALSE(answer.headers.has("x-wayfinder-router-propensity")) << breach;
    }
}

TEST_F(exploration, weighs_nothing_that_a_budget_has_chosen)
{
    auto parts = priced();
    parts.gateway = "budget = {limit = 0.001, window = \"all\", on_breach = \"degrade\"}";
    parts.routing = "policy = \"skill\"\nthreshold = 0.0\nexplore = 0.5";
    start(parts);
    auto const degraded = [&] {
        for (int i = 0; i < 50; ++i)
            if (auto answer = ask("d" + std::to_string(i)); mode(answer) == "budget-degraded") return answer;
        return http_response{};
    }();
    ASSERT_EQ(degraded.status, 200) << "none was degraded";
    EXPECT_FALSE(degraded.headers.has("x-wayfinder-router-propensity"));
}

TEST_F(exploration, weighs_the_feedback)
{
    start_exploring("0.5", {.more_models = "[gateway.feedback]\nremember = 100\n"});
    std::string explored;
    for (int i = 0; explored.empty() && i < 100; ++i)
        if (mode(ask("f" + std::to_string(i))) == "explored") explored = "f" + std::to_string(i);
    auto const posted =
        gateway_->post("/v1/feedback", json{{"request_id", explored}, {"label", "cloud"}}.dump());
    EXPECT_EQ(posted.status, 200) << posted.body;
    auto const log = read_file(gateway_->directory() / "wayfinder-router-feedback.jsonl");
    EXPECT_EQ(log, R"({"text": "hi", "label": "cloud", "propensity": 0.5})"
                   "\n");
}

} // namespace
} // namespace wayfinder::testing
