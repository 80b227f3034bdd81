#include "gateway/observability/finished_trace.hpp"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace wayfinder::gateway {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using std::chrono::system_clock;

finished_trace refused()
{
    finished_trace made;
    made.spans.own.trace.fill(0xAB);
    made.spans.own.span.fill(0x01);
    made.request.at = system_clock::time_point{1'700'000'000s};
    made.request.total = 2ms;
    made.request.method = "POST";
    made.request.path = "/v1/chat/completions";
    made.request.status = 401;
    made.request.stats.error = "invalid_api_key";
    return made;
}

call_span call_of(unsigned char id)
{
    call_span made;
    made.id.fill(id);
    made.model = "cloud";
    made.asked_as = "gpt-4o";
    made.host = "api.example";
    made.port = "443";
    made.begun = system_clock::time_point{1'700'000'000s} + 1ms;
    return made;
}

json spans_of(std::vector<finished_trace> const& batch)
{
    auto const body = json::parse(otlp_json(batch, "a \"service\""));
    auto const& resource = body.at("resourceSpans").at(0);
    EXPECT_EQ(resource.at("resource").at("attributes").at(0).at("value").at("stringValue"), "a \"service\"");
    EXPECT_EQ(resource.at("scopeSpans").at(0).at("scope").at("name"), "wayfinder-router");
    return resource.at("scopeSpans").at(0).at("spans");
}

TEST(otlp, has_the_request_as_it_stands_in_the_protocol)
{
    auto what = refused();
    what.spans.parent.emplace().fill(0xCD);
    what.spans.state = "a=b";
    auto const span = spans_of({what}).at(0);
    EXPECT_EQ(span.at("traceId"), "abababababababababababababababab");
    EXPECT_EQ(span.at("spanId"), "0101010101010101");
    EXPECT_EQ(span.at("parentSpanId"), "cdcdcdcdcdcdcdcd");
    EXPECT_EQ(span.at("traceState"), "a=b");
    EXPECT_EQ(span.at("kind"), 2);
    EXPECT_EQ(span.at("startTimeUnixNano"), "1700000000000000000");
    EXPECT_EQ(span.at("endTimeUnixNano"), "1700000000002000000");
    EXPECT_FALSE(span.contains("status")) << "a client's fault is none of the server's";
    json const status{{"key", "http.response.status_code"}, {"value", {{"intValue", "401"}}}};
    EXPECT_NE(std::find(span.at("attributes").begin(), span.at("attributes").end(), status),
              span.at("attributes").end())
        << span;
}

TEST(otlp, has_calls_below_their_request)
{
    auto what = refused();
    what.request.status = 502;
    what.spans.calls.push_back(call_of(2));
    what.spans.calls.back().error = "upstream_timeout";
    what.spans.calls.push_back(call_of(3)); // outlasts the request, as a call that lost a race may
    auto const all = spans_of({what, refused()});
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all.at(0).at("status").at("code"), 2);
    for (std::size_t i : {1U, 2U}) {
        EXPECT_EQ(all.at(i).at("kind"), 3);
        EXPECT_EQ(all.at(i).at("name"), "chat gpt-4o");
        EXPECT_EQ(all.at(i).at("parentSpanId"), all.at(0).at("spanId"));
        EXPECT_EQ(all.at(i).at("endTimeUnixNano"), all.at(0).at("endTimeUnixNano"));
    }
    EXPECT_EQ(all.at(1).at("status").at("code"), 2);
    EXPECT_FALSE(all.at(2).contains("status"));
}

TEST(otlp, cannot_be_broken_by_what_clients_send)
{
    auto what = refused();
    what.request.path = "/\"},{\n\xff";
    what.request.asked = "\\\"\x01";
    EXPECT_EQ(spans_of({what}).size(), 1U);
}

} // namespace
} // namespace wayfinder::gateway
