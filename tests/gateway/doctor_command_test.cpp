// `doctor`: what keeps a gateway from working, and how to fix it.
#include "gateway_binary.hpp"
#include "gateway_test.hpp"
#include "socket.hpp"
#include "tls_identity.hpp"

namespace wayfinder::testing {
namespace {

class doctor_command : public gateway_test {
protected:
    json examine(std::string const& config, std::map<std::string, std::string> environment = {},
                 std::vector<std::string> more = {})
    {
        place_.write("wayfinder-router.toml", config);
        std::vector<std::string> arguments{"doctor", "--json", "--timeout", "2"};
        if (more.empty()) more = {"--listen", "127.0.0.1:0"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        auto const result = run_command({.arguments = arguments,
                                         .input = {},
                                         .environment = std::move(environment),
                                         .directory = place_.path()});
        code_ = result.status.code;
        return parsed(result.output);
    }

    /// The finding about this; null if there is none.
    static json about(json report, std::string const& check, std::string const& subject = {})
    {
        for (auto const& each : report["findings"])
            if (each["check"] == check &&
                each["subject"].get<std::string>().find(subject) != std::string::npos)
                return each;
        return {};
    }

    /// All requests go to this model.
    static std::string only(std::string const& url, std::string const& more = {})
    {
        return "[[routing.tiers]]\nmin_score = 0\nmodel = \"m\"\n" + model_table("m", url, more);
    }
    std::string model(std::string const& more = {}) { return only(upstream_.url(), more); }

    temporary_directory place_;
    int code_{-1};
};

TEST_F(doctor_command, is_content_with_what_works)
{
    auto report = examine(model());
    EXPECT_EQ(code_, 0) << report;
    EXPECT_EQ(report["ok"], true);
    EXPECT_EQ(about(report, "upstream", "m")["state"], "ok");
    EXPECT_TRUE(about(report, "upstream", "m")["latency_ms"].is_number());
    for (std::string const check : {"config", "port", "clock", "ledger"})
        EXPECT_EQ(about(report, check)["state"], "ok") << report;
    EXPECT_FALSE(std::filesystem::exists(place_.path() / "wayfinder-ledger.db")) << "it only looks";
}

TEST_F(doctor_command, sends_the_key_and_no_prompt)
{
    examine(model("api_key_env = \"MY_KEY\"\n"), {{"MY_KEY", "sk-1"}});
    auto const request = upstream_.last_request();
    EXPECT_NE(request.body.find("\"messages\":[]"), std::string::npos) << request.body;
    EXPECT_EQ(upstream_.request_count(), 1U);
}

TEST_F(doctor_command, names_a_missing_key_with_its_remedy)
{
    auto report = examine(model("api_key_env = \"MY_KEY\"\n"));
    EXPECT_EQ(code_, 1);
    auto key = about(report, "key", "m");
    EXPECT_EQ(key["state"], "failed") << report;
    EXPECT_NE(key["remedy"].get<std::string>().find("export MY_KEY="), std::string::npos);
}

TEST_F(doctor_command, tells_what_an_upstream_says)
{
    for (auto const& [status, state] : std::vector<std::pair<int, std::string>>{{400, "ok"},
                                                                                {401, "failed"},
                                                                                {404, "failed"},
                                                                                {429, "warning"},
                                                                                {503, "failed"},
                                                                                {302, "failed"}}) {
        upstream_.answer_with([status = status](recorded_request const&, upstream_reply& reply) {
            reply.respond(status, "{}", {{"Content-Type", "application/json"}});
        });
        auto report = examine(model());
        auto found = about(report, "upstream", "m");
        EXPECT_EQ(found["state"], state) << status << report;
        EXPECT_EQ(found.contains("remedy"), state != "ok") << status << report;
        EXPECT_EQ(code_, state == "failed" ? 1 : 0) << status;
    }
}

TEST_F(doctor_command, tells_whom_it_cannot_reach)
{
    std::uint16_t const closed = listen_on_loopback().port; // closed again at once
    auto report = examine(only("http://127.0.0.1:" + std::to_string(closed) + "/v1"));
    EXPECT_EQ(code_, 1);
    auto found = about(report, "upstream", "m");
    EXPECT_NE(found["detail"].get<std::string>().find("upstream_connect_failed"), std::string::npos)
        << report;
    EXPECT_TRUE(found.contains("remedy"));
}

TEST_F(doctor_command, asks_for_the_name_where_a_host_does_not_resolve)
{
    auto report = examine(only("http://no-such-host.invalid/v1"));
    EXPECT_EQ(code_, 1);
    auto found = about(report, "upstream", "m");
    EXPECT_NE(found["detail"].get<std::string>().find("upstream_name_not_found"), std::string::npos)
        << report;
    auto const remedy = found["remedy"].get<std::string>();
    for (auto const* const part : {"spelling in base_url", "DNS", "VPN", "proxy"})
        EXPECT_NE(remedy.find(part), std::string::npos) << remedy;
}

TEST_F(doctor_command, finds_a_port_in_use_and_by_whom)
{
    auto const taken = listen_on_loopback();
    auto report = examine(model(), {}, {"--listen", "127.0.0.1:" + std::to_string(taken.port)});
    EXPECT_EQ(about(report, "port")["state"], "failed") << report;
    auto& gateway = start();
    report = examine(model(), {}, {"--listen", "127.0.0.1:" + std::to_string(gateway.port())});
    EXPECT_EQ(about(report, "port")["detail"], "a gateway is running there") << report;
}

TEST_F(doctor_command, knows_a_gateway_that_speaks_tls)
{
    test_authority authority;
    auto const identity = authority.issue({.alternative_names = "DNS:localhost"});
    auto const tls = "[gateway.tls]\ncert = \"cert.pem\"\nkey = \"key.pem\"\n";
    gateway_setup setup{.config = model() + tls};
    setup.files = {{"cert.pem", certificate_pem(identity)}, {"key.pem", key_pem(identity)}};
    auto const& gateway = gateway_.emplace(setup);
    auto report = examine(model(), {}, {"--listen", "127.0.0.1:" + std::to_string(gateway.port())});
    EXPECT_EQ(about(report, "port")["detail"], "a gateway is running there") << report;
}

TEST_F(doctor_command, compares_the_clock_with_the_upstreams)
{
    upstream_.answer_with([](recorded_request const&, upstream_reply& reply) {
        reply.respond(200, "{}", {{"Date", "Sun, 06 Nov 1994 08:49:37 GMT"}});
    });
    auto clock = about(examine(model()), "clock");
    EXPECT_EQ(clock["state"], "failed");
    EXPECT_NE(clock["detail"].get<std::string>().find("ahead"), std::string::npos) << clock;
}

TEST_F(doctor_command, finds_a_ledger_that_cannot_be)
{
    auto ledger = about(examine(model() + "[gateway.ledger]\nfile = \"/nowhere/books.db\"\n"), "ledger");
    EXPECT_EQ(ledger["state"], "failed") << ledger;
    place_.write("not.db", "this is no database, but long enough to be taken for one");
    ledger = about(examine(model() + "[gateway.ledger]\nfile = \"not.db\"\n"), "ledger");
    EXPECT_EQ(ledger["state"], "failed") << ledger;
}

TEST_F(doctor_command, finds_other_files_that_cannot_be)
{
    auto feedback =
        about(examine(model() + "[gateway.feedback]\nfile = \"/nowhere/labels.jsonl\"\n"), "feedback");
    EXPECT_EQ(feedback["state"], "failed") << feedback;
    EXPECT_NE(feedback["remedy"].get<std::string>().find("gateway.feedback.file"), std::string::npos);
    auto scores = about(examine("[routing]\npolicy = \"skill\"\nmodels = [\"a\", \"b\"]\n"
                                "quantiles_file = \"/nowhere/q\"\n" +
                                model_table("a", upstream_.url()) + model_table("b", upstream_.url())),
                        "quantiles");
    EXPECT_EQ(scores["state"], "failed") << scores;
}

TEST_F(doctor_command, names_a_route_that_leads_nowhere_with_its_remedy)
{
    auto report = examine(model() + "[[routing.tiers]]\nmin_score = 0.5\nmodel = \"mm\"\n");
    EXPECT_EQ(code_, 1) << report;
    auto route = about(report, "config", "\"mm\"");
    EXPECT_EQ(route["state"], "failed") << report;
    EXPECT_NE(route["subject"].get<std::string>().find("did you mean \"m\"?"), std::string::npos) << report;
    EXPECT_TRUE(route.contains("remedy")) << report;
    examine("[routing]\nthreshold = 0.5\n[routing.weights]\n");
    EXPECT_EQ(code_, 0) << "no model at all is no more than worth a warning";
}

TEST_F(doctor_command, reports_errors_of_the_file)
{
    auto report = examine("[routing]\nthreshhold = 1\n");
    EXPECT_EQ(code_, 1);
    EXPECT_EQ(about(report, "config")["state"], "failed");
    temporary_directory const empty;
    EXPECT_EQ(run_command({.arguments = {"doctor"}, .input = {}, .directory = empty.path()}).status.code, 2);
}

TEST_F(doctor_command, prints_plain_lines_where_nobody_looks)
{
    place_.write("wayfinder-router.toml", model("api_key_env = \"MY_KEY\"\n"));
    auto const result = run_command(
        {.arguments = {"doctor", "--listen", "127.0.0.1:0"}, .input = {}, .directory = place_.path()});
    EXPECT_EQ(result.output.find('\x1b'), std::string::npos);
    EXPECT_NE(result.output.find("-> export MY_KEY="), std::string::npos) << result.output;
    EXPECT_NE(result.output.find("not ready"), std::string::npos) << result.output;
}

} // namespace
} // namespace wayfinder::testing
