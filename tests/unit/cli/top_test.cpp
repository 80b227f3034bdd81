#include "cli/top/screen.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace wayfinder::cli {
namespace {

constexpr char const* earlier = R"(# HELP wayfinder_router_responses_total Answers.
wayfinder_router_responses_total{code="200"} 10
wayfinder_router_request_duration_seconds_bucket{le="0.1"} 10
wayfinder_router_request_duration_seconds_bucket{le="1"} 10
wayfinder_router_request_duration_seconds_bucket{le="+Inf"} 10
)";
constexpr char const* later = R"(wayfinder_router_responses_total{code="200"} 28
wayfinder_router_responses_total{code="502"} 2
wayfinder_router_requests_total{model="a \"b\",\\c",mode="threshold"} 20
wayfinder_router_tokens_total{model="a \"b\",\\c",kind="prompt"} 7
wayfinder_router_tokens_total{model="a \"b\",\\c",kind="cached_prompt"} 3
wayfinder_router_realized_cost_total 0.5
wayfinder_router_request_duration_seconds_bucket{le="0.1"} 20
wayfinder_router_request_duration_seconds_bucket{le="1"} 30
wayfinder_router_request_duration_seconds_bucket{le="+Inf"} 30
process_open_fds 5
nonsense
)";

gateway_sample look(int second, char const* text, std::string const& recent = R"({"recent":[]})")
{
    return {std::chrono::steady_clock::time_point{std::chrono::seconds{second}}, exposition{text},
            nlohmann::ordered_json::parse(recent)};
}

TEST(exposition, reads_labels_and_values)
{
    exposition const read{later};
    ASSERT_EQ(read.of("requests_total").size(), 1U);
    EXPECT_EQ(read.of("requests_total")[0].labels.at("model"), "a \"b\",\\c");
    EXPECT_EQ(read.of("requests_total")[0].labels.at("mode"), "threshold");
    EXPECT_EQ(read.sum("responses_total"), 30);
    EXPECT_EQ(read.sum("responses_total", "code", "502"), 2);
    EXPECT_EQ(read.sum("open_fds"), 0);
    EXPECT_EQ(read.buckets("request_duration_seconds").size(), 3U);
}

TEST(quantile, is_of_what_came_between)
{
    std::map<double, double> const before{{0.1, 10}, {1, 10}};
    std::map<double, double> const now{{0.1, 20}, {1, 30}};
    EXPECT_DOUBLE_EQ(quantile_between(before, now, 0.5), 0.1);
    EXPECT_DOUBLE_EQ(quantile_between(before, now, 0.75), 0.55);
    EXPECT_EQ(quantile_between(now, now, 0.5), 0);
    EXPECT_EQ(quantile_between({}, {}, 0.5), 0);
}

TEST(activity, is_what_happened_between_two_looks)
{
    auto const seen = activity_between(look(0, earlier), look(10, later));
    EXPECT_EQ(seen.at("requests_per_second"), 2.0);
    EXPECT_EQ(seen.at("error_share"), 0.1);
    EXPECT_EQ(seen.at("spent"), 0.5);
    EXPECT_EQ(seen.at("spent_per_hour"), 180.0);
    ASSERT_EQ(seen.at("models").size(), 1U);
    EXPECT_EQ(seen.at("models")[0].at("tokens"), 7.0);
    EXPECT_EQ(seen.at("models")[0].at("requests_per_second"), 2.0);
}

TEST(activity, names_the_unit_of_its_amounts)
{
    auto const screen = [](char const* unit) {
        auto const recent =
            std::string{R"({"recent":[{"ts":0,"model":"a","served_by":"a","score":0,"status":200,
            "outcome":"complete","cost":{"realized":0.1,"unit":")"} +
            unit + R"("}}]})";
        auto const seen = activity_between(look(0, earlier), look(10, later, recent));
        EXPECT_EQ(seen.at("unit"), unit);
        return screen_of(seen, "http://g", 200, 50);
    };
    EXPECT_NE(screen("usd").find("spent $0.5000 ($180.0000 an hour now), saved $"), std::string::npos);
    EXPECT_NE(screen("relative").find("spent 0.5000 (180.0000 an hour now), saved "), std::string::npos);
    EXPECT_NE(screen("relative").find(" in relative units, "), std::string::npos);
}

TEST(activity, counts_the_endpoints_that_are_not_called)
{
    auto const breaker = [](std::string const& states) {
        auto const text = "wayfinder_router_requests_total{model=\"a\"} 1\n" + states;
        return activity_between(look(0, ""), look(10, text.c_str())).at("models")[0].at("breaker");
    };
    auto const state = [](std::string const& endpoint, int value) {
        return "wayfinder_router_breaker_state{model=\"a\",endpoint=\"" + endpoint + "\"} " +
               std::to_string(value) + "\n";
    };
    EXPECT_EQ(breaker(state("0", 0) + state("1", 0)), "closed");
    EXPECT_EQ(breaker(state("0", 2)), "open");
    EXPECT_EQ(breaker(state("0", 2) + state("1", 0) + state("2", 1)), "1 of 3 open");
    EXPECT_EQ(breaker(state("0", 1) + state("1", 0)), "1 of 2 half open");
}

TEST(activity, survives_a_restart_of_the_gateway)
{
    EXPECT_EQ(activity_between(look(0, later), look(10, earlier)).at("requests_per_second"), 1.0);
}

TEST(screen, fits)
{
    std::string many;
    for (int i = 0; i < 50; ++i)
        many += std::string{many.empty() ? "" : ","} +
                R"({"request_id":"r","model":"\u001b[2Jlong-long-long-long-long-long-long-long-long-long",)"
                R"("score":0.1,"ts":1,"served_by":"a","status":200,"outcome":"ok","cost":{"realized":0.1}})";
    auto const text =
        screen_of(activity_between(look(0, earlier), look(1, later, "{\"recent\":[" + many + "]}")),
                  "http://h", 60, 20);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 20);
    EXPECT_EQ(text.find('\x1b'), text.npos);
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 60U) << line;
}

} // namespace
} // namespace wayfinder::cli
