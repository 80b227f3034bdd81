// What the operator page requests: the overview, keys, models, scores, verdicts, and one request in detail.
#include "governed.hpp"

#include <fstream>
#include <numeric>

namespace wayfinder::testing {
namespace {

class operator_reports : public governed_test {
protected:
    json report(std::string const& target) const
    {
        auto const answer = gateway_->get(target);
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(answer.headers.get("cache-control"), "no-store");
        return parsed(answer.body);
    }

    static config_parts open_to_all(config_parts parts = {})
    {
        parts.more_models += "[gateway.admin]\nopen = [\"router\", \"savings\", \"metrics\"]\n";
        return parts;
    }
};

TEST_F(operator_reports, the_overview_counts_what_clients_got)
{
    auto& gateway = start();
    auto before = report("/router/overview");
    EXPECT_EQ(before["responses"]["total"], 0);
    EXPECT_TRUE(before["duration"]["p50"].is_null());
    EXPECT_EQ(before["routing"]["kind"], "tiered");
    EXPECT_EQ(before["routing"]["tiers"][1]["min_score"], 0.2);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(gateway.chat(chat_body("hi")).status, 200);
    EXPECT_EQ(gateway.chat("{").status, 400);
    auto after = report("/router/overview");
    EXPECT_EQ(after["responses"]["total"], 4);
    EXPECT_EQ(after["responses"]["client_errors"], 1);
    EXPECT_EQ(after["responses"]["by_status"]["200"], 3);
    EXPECT_EQ(after["duration"]["count"], 4);
    EXPECT_EQ(after["first_byte"]["count"], 3);
    EXPECT_GT(after["duration"]["p99"].get<double>(), 0.0);
    EXPECT_LE(after["duration"]["p50"], after["duration"]["p99"]);
}

TEST_F(operator_reports, the_overview_tells_every_policy_by_its_name)
{
    start();
    EXPECT_EQ(report("/router/overview")["routing"]["models"], json({"local", "cloud"}));
    gateway_.reset();
    start({.routing = "policy = \"skill\"\nmodels = [\"local\", \"cloud\"]\ndear_share = 0.25"});
    auto const shares = report("/router/overview")["routing"];
    EXPECT_EQ(shares["kind"], "skill");
    EXPECT_EQ(shares["models"], json({"local", "cloud"}));
    EXPECT_EQ(shares["dear_shares"], json::array({0.25}));
    EXPECT_EQ(shares["fixed"], false);
    EXPECT_TRUE(shares["tiers"].is_null());
    gateway_.reset();
    start({.routing = "policy = \"skill\"\nmodels = [\"local\", \"cloud\"]\nthreshold = 0.75"});
    EXPECT_EQ(report("/router/overview")["routing"]["dear_shares"], json::array({0.25}));
    EXPECT_EQ(report("/router/overview")["routing"]["fixed"], true);
}

TEST_F(operator_reports, a_recent_request_tells_what_its_score_is_made_of)
{
    auto& gateway = start();
    auto const sent = gateway.chat(chat_body("# One\n- a\n- b\nwords here"), {{"x-request-id", "first"}});
    EXPECT_EQ(sent.status, 200);
    auto shown = report("/router/recent/first");
    EXPECT_EQ(shown["request_id"], "first");
    EXPECT_EQ(shown["features"]["list_item_count"], 2);
    ASSERT_EQ(shown["contributions"].size(), 11U);
    double sum = 0;
    for (auto& part : shown["contributions"]) sum += part["contribution"].get<double>();
    EXPECT_NEAR(sum, shown["score"].get<double>(), 0.006);
    EXPECT_GT(shown["duration"].get<double>(), 0.0);
    EXPECT_EQ(report("/router/recent")["recent"][0]["request_id"], "first");
    expect_error(gateway.get("/router/recent/other"), 404, "invalid_request_error", "request_not_recent");
}

TEST_F(operator_reports, keys_are_searched_ordered_and_paged)
{
    std::string keys;
    for (int i = 100; i < 225; ++i)
        keys += key_table("k" + std::to_string(i), i % 2 == 0 ? "tags = [\"Even\"]" : "");
    auto& gateway = start(open_to_all({.more_models = keys}));
    auto all = report("/router/keys?per_page=100");
    EXPECT_EQ(all["total"], 125);
    EXPECT_EQ(all["matching"], 125);
    ASSERT_EQ(all["keys"].size(), 100U);
    EXPECT_EQ(all["keys"][0]["id"], "k100");
    EXPECT_TRUE(all["keys"][0]["last_used"].is_null());
    auto rest = report("/router/keys?per_page=100&page=2");
    ASSERT_EQ(rest["keys"].size(), 25U);
    EXPECT_EQ(rest["keys"][24]["id"], "k224");
    EXPECT_EQ(report("/router/keys?page=9")["keys"].size(), 0U);
    EXPECT_EQ(report("/router/keys?search=EVEN")["matching"], 63);
    EXPECT_EQ(report("/router/keys?search=k12")["matching"], 10);
    EXPECT_EQ(gateway.chat(chat_body("hi"), bearer("k150")).status, 200);
    auto used = report("/router/keys?sort=used&per_page=1");
    EXPECT_EQ(used["keys"][0]["id"], "k150");
    EXPECT_GT(used["keys"][0]["last_used"].get<double>(), 1.7e9);
    for (auto const* wrong : {"page=x", "per_page=1.5", "sort=colour"})
        expect_error(gateway.get(std::string{"/router/keys?"} + wrong), 400, "invalid_request_error",
                     "bad_query");
    EXPECT_EQ(gateway.get("/router/keys").body.find(hash_of("wf-k100")), std::string::npos);
}

TEST_F(operator_reports, a_key_shows_its_budget_limits_and_spend)
{
    upstream_.answer_with(answer_using(100, 10));
    auto& gateway = start(open_to_all(
        priced(key_table("team", "budget = { limit = 2.0, window = \"month\", on_breach = \"block\" }\n"
                                 "rate_limit = { rpm = 50 }"))));
    EXPECT_EQ(gateway.chat(bounded_body("cloud", 20), bearer("team")).status, 200);
    auto key = report("/router/keys")["keys"][0];
    EXPECT_EQ(key["state"], "active");
    EXPECT_NEAR(key["spent"]["all"].get<double>(), 0.11, 1e-9);
    EXPECT_EQ(key["budget"]["limit"], 2.0);
    EXPECT_EQ(key["budget"]["window"], "month");
    EXPECT_NEAR(key["budget"]["spent"].get<double>(), 0.11, 1e-9);
    EXPECT_NEAR(key["budget"]["remaining"].get<double>(), 1.89, 1e-9);
    EXPECT_EQ(key["rate_limit"]["rpm"], 50);
    EXPECT_TRUE(key["rate_limit"]["tpm"].is_null());
    EXPECT_EQ(key["spent"]["month"], savings()["by_key"]["team"]["realized"]);
}

TEST_F(operator_reports, the_fleet_has_prices_shares_and_breakers)
{
    auto& gateway = start(priced());
    EXPECT_EQ(gateway.chat(chat_body("hi")).status, 200);
    auto models = report("/router/fleet")["models"];
    ASSERT_EQ(models.size(), 2U);
    EXPECT_EQ(models[0]["name"], "local");
    EXPECT_EQ(models[0]["chosen"], 1);
    EXPECT_EQ(models[0]["latency"]["count"], 1);
    EXPECT_EQ(models[1]["price"]["input"], 1000.0); // a dollar per 1000 tokens
    EXPECT_EQ(models[1]["chosen"], 0);
    auto endpoint = models[0]["endpoints"][0];
    EXPECT_EQ(endpoint["breaker"], "closed");
    EXPECT_EQ(endpoint["in_flight"], 0);
    EXPECT_EQ(endpoint["base_url"], upstream_.url("/local/v1"));
    EXPECT_EQ(gateway.get("/router/fleet").body.find(secret_key), std::string::npos);
}

TEST_F(operator_reports, a_score_is_what_a_request_gets)
{
    auto& gateway = start();
    std::string const text = "# Plan\n- one\n- two\n- three\nProve it?";
    auto const sent = gateway.chat(chat_body(text));
    auto const asked = upstream_.request_count();
    auto const answer = gateway.post("/router/score", json{{"text", text}}.dump());
    ASSERT_EQ(answer.status, 200) << answer.body;
    auto scored = parsed(answer.body);
    EXPECT_EQ(upstream_.request_count(), asked);
    EXPECT_DOUBLE_EQ(scored["score"].get<double>(), std::stod(sent.headers.get("x-wayfinder-router-score")));
    EXPECT_EQ(scored["model"], sent.headers.get("x-wayfinder-router-model"));
    EXPECT_EQ(scored["contributions"].size(), 11U);
    json const tuned{{"text", text}, {"wayfinder_tuning", {{"weights", {{"question_count", 90}}}}}};
    EXPECT_GT(parsed(gateway.post("/router/score", tuned.dump()).body)["score"], scored["score"]);
    EXPECT_EQ(report("/router/recent")["total"], 1);
}

TEST_F(operator_reports, what_is_no_score_request_is_refused)
{
    auto& gateway = start();
    for (auto const* body : {"", "{", "[]", "{}", R"({"text":1})"})
        expect_error(gateway.post("/router/score", body), 400, "invalid_request_error", "bad_score_request");
    expect_error(gateway.post("/router/score", R"({"text":"a","wayfinder_tuning":{"weights":{"x":1}}})"), 400,
                 "wayfinder_router_bad_override");
    expect_error(gateway.post("/router/score", json{{"text", std::string(3 << 20, 'x')}}.dump()), 400,
                 "invalid_request_error", "bad_score_request");
}

TEST_F(operator_reports, verdicts_are_counted_by_label_and_score)
{
    auto& gateway = start({.more_models = "[gateway.feedback]\nany_label = true\n"});
    EXPECT_EQ(report("/router/labels")["total"], 0);
    for (auto const* label : {"local", "local", "cloud", "stranger"})
        EXPECT_EQ(gateway.post("/v1/feedback", json{{"text", "hi"}, {"label", label}}.dump()).status, 200);
    auto shown = report("/router/labels");
    EXPECT_EQ(shown["total"], 4);
    EXPECT_EQ(shown["partial"], false);
    ASSERT_EQ(shown["labels"].size(), 3U);
    for (auto& each : shown["labels"]) {
        auto const scores = each["scores"].get<std::vector<int>>();
        ASSERT_EQ(scores.size(), 101U);
        EXPECT_EQ(std::accumulate(scores.begin(), scores.end(), 0), each["count"].get<int>());
        EXPECT_EQ(each["configured"], each["label"] != "stranger");
        EXPECT_EQ(scores[0], each["label"] == "local" ? 2 : 1) << "a short text scores 0";
    }
}

TEST_F(operator_reports, a_log_of_verdicts_that_cannot_be_read_is_a_problem_of_the_report_alone)
{
    temporary_directory const place;
    auto const loop = place.path() / "loop.jsonl";
    std::filesystem::create_symlink(loop, loop);
    start({.more_models = "[gateway.feedback]\nfile = \"" + loop.string() + "\"\n"});
    auto shown = report("/router/labels");
    EXPECT_EQ(shown["total"], 0);
    EXPECT_TRUE(matches(shown.value("problem", ""), "cannot read .*loop.jsonl")) << shown;
    EXPECT_EQ(gateway_->get("/healthz").status, 200);
}

TEST_F(operator_reports, a_cut_can_be_exported)
{
    auto& gateway = start();
    auto const moved = gateway.post("/router/config", R"({"min_scores":[0,0.37]})");
    EXPECT_EQ(moved.status, 200) << moved.body;
    EXPECT_TRUE(matches(moved.body, "min_score = 0.37\\s+model = \"cloud\"")) << moved.body;
    for (auto const* wrong : {R"({"min_scores":[0]})", R"({"min_scores":[0.1,0.3]})",
                              R"({"min_scores":[0,0]})", R"({"min_scores":[0,1.5]})", R"({"min_scores":1})"})
        expect_error(gateway.post("/router/config", wrong), 400, "wayfinder_router_bad_override");
}

} // namespace
} // namespace wayfinder::testing
