// Distributed traces: the parent of a request, the contents of its spans, and where they are sent.
#include "governed.hpp"
#include "timing.hpp"

#include <set>
#include <tuple>

namespace wayfinder::testing {
namespace {

constexpr std::chrono::milliseconds soon_enough = 30s;
constexpr std::string_view given_trace = "0af7651916cd43dd8448eb211c80319c";
constexpr std::string_view given_span = "b7ad6b7169203331";

std::string given(std::string_view flags)
{
    return "00-" + std::string{given_trace} + "-" + std::string{given_span} + "-" + std::string{flags};
}

class traces : public governed_test {
protected:
    void start_tracing(std::string const& settings = {}, std::string const& tables = {},
                       std::string const& interval = "0.001")
    {
        upstream_.answer_with(answer_using(600, 400));
        collector_.answer_with([](auto const&, auto& reply) {
            reply.respond(200, "{}", {{"Content-Type", "application/json"}});
        });
        start(priced("[gateway.traces]\nendpoint = \"" + collector_.url("/v1/traces") +
                     "\"\ninterval = " + interval + "\n" + settings + "\n" + tables));
    }

    /// The spans of all posts so far, once there are this many.
    std::vector<json> spans(std::size_t count)
    {
        std::vector<json> all;
        auto const collect = [&] {
            all.clear();
            for (auto const& post : collector_.log().all()) {
                auto const body = parsed(post.body);
                for (auto const& span : body.at("resourceSpans").at(0).at("scopeSpans").at(0).at("spans"))
                    all.push_back(span);
            }
            return all.size() >= count;
        };
        EXPECT_TRUE(eventually(collect, soon_enough)) << gateway_->log();
        EXPECT_EQ(all.size(), count);
        all.resize(std::max(all.size(), count));
        return all;
    }

    /// The value of an attribute, whatever its type; null if absent.
    static json attribute(json const& span, std::string_view key)
    {
        for (auto const& each : span.at("attributes"))
            if (each.at("key") == key) return each.at("value").begin().value();
        return {};
    }

    fake_upstream collector_;
};

TEST_F(traces, have_a_span_for_the_request_and_one_for_its_call)
{
    start_tracing();
    ASSERT_EQ(gateway_->chat(bounded_body("cloud", 10), {{"X-Request-Id", "mine-1"}}).status, 200);
    auto all = spans(2);
    auto const& request = all[0];
    auto const& call = all[1];
    EXPECT_EQ(request.at("kind"), 2);
    EXPECT_EQ(request.at("name"), "POST /v1/chat/completions");
    EXPECT_EQ(attribute(request, "http.request.method"), "POST");
    EXPECT_EQ(attribute(request, "http.response.status_code"), "200");
    EXPECT_EQ(attribute(request, "client.address"), "127.0.0.1");
    EXPECT_EQ(attribute(request, "gen_ai.operation.name"), "chat");
    EXPECT_EQ(attribute(request, "gen_ai.request.model"), "cloud");
    EXPECT_EQ(attribute(request, "gen_ai.response.model"), "cloud");
    EXPECT_EQ(attribute(request, "gen_ai.usage.input_tokens"), "600");
    EXPECT_EQ(attribute(request, "gen_ai.usage.output_tokens"), "400");
    EXPECT_EQ(attribute(request, "wayfinder.request_id"), "mine-1");
    EXPECT_EQ(attribute(request, "wayfinder.mode"), "pinned");
    EXPECT_EQ(attribute(request, "wayfinder.outcome"), "answered");
    EXPECT_EQ(attribute(request, "wayfinder.cost"), 1);
    EXPECT_FALSE(request.contains("parentSpanId"));
    EXPECT_FALSE(request.contains("status"));

    EXPECT_EQ(call.at("kind"), 3);
    EXPECT_EQ(call.at("name"), "chat cloud-id");
    EXPECT_EQ(call.at("traceId"), request.at("traceId"));
    EXPECT_EQ(call.at("parentSpanId"), request.at("spanId"));
    EXPECT_NE(call.at("spanId"), request.at("spanId"));
    EXPECT_EQ(attribute(call, "gen_ai.operation.name"), "chat");
    EXPECT_EQ(attribute(call, "gen_ai.request.model"), "cloud-id");
    EXPECT_EQ(attribute(call, "gen_ai.response.model"), "cloud-id");
    EXPECT_EQ(attribute(call, "gen_ai.usage.input_tokens"), "600");
    EXPECT_EQ(attribute(call, "server.address"), "127.0.0.1");
    EXPECT_EQ(attribute(call, "server.port"), std::to_string(upstream_.port()));
    EXPECT_EQ(attribute(call, "http.response.status_code"), "200");
    auto const time = [](json const& span, char const* name) {
        return std::stoll(span.at(name).get<std::string>());
    };
    EXPECT_LE(time(request, "startTimeUnixNano"), time(call, "startTimeUnixNano"));
    EXPECT_LE(time(call, "startTimeUnixNano"), time(call, "endTimeUnixNano"));
    EXPECT_LE(time(call, "endTimeUnixNano"), time(request, "endTimeUnixNano"));
}

TEST_F(traces, tell_the_upstream_whose_child_it_is)
{
    start_tracing();
    std::ignore = gateway_->chat(bounded_body("cloud", 10));
    auto const call = spans(2).at(1);
    EXPECT_EQ(upstream_.last_request().headers.get("traceparent"),
              "00-" + call.at("traceId").get<std::string>() + "-" + call.at("spanId").get<std::string>() +
                  "-01");
    EXPECT_FALSE(upstream_.last_request().headers.get("tracestate").size() > 0);
}

TEST_F(traces, go_on_with_the_clients)
{
    start_tracing("ratio = 0");
    std::ignore = gateway_->chat(
        bounded_body("cloud", 10),
        {{"traceparent", given("01")}, {"tracestate", "vendor=a:1"}, {"tracestate", "other=b"}});
    auto all = spans(2);
    EXPECT_EQ(all[0]["traceId"], given_trace);
    EXPECT_EQ(all[0]["parentSpanId"], given_span);
    EXPECT_EQ(all[0]["traceState"], "vendor=a:1,other=b");
    EXPECT_EQ(all[1]["traceId"], given_trace);
    EXPECT_EQ(all[1]["parentSpanId"], all[0]["spanId"]);
    auto const& sent = upstream_.last_request().headers;
    EXPECT_EQ(sent.get("traceparent"),
              "00-" + std::string{given_trace} + "-" + all[1].value("spanId", "") + "-01");
    EXPECT_EQ(sent.get("tracestate"), "vendor=a:1,other=b");
}

TEST_F(traces, respect_that_the_client_is_not_sampled)
{
    start_tracing();
    std::ignore = gateway_->chat(bounded_body("cloud", 10), {{"traceparent", given("00")}});
    auto const sent = std::string{upstream_.last_request().headers.get("traceparent")};
    EXPECT_TRUE(matches(sent, "^00-" + std::string{given_trace} + "-[0-9a-f]{16}-00$")) << sent;
    std::ignore = gateway_->chat(bounded_body("cloud", 10)); // its own trace
    EXPECT_NE(spans(2).at(0).at("traceId"), given_trace);
}

TEST_F(traces, begin_anew_where_the_client_sends_nonsense)
{
    start_tracing();
    std::ignore =
        gateway_->chat(bounded_body("cloud", 10), {{"traceparent", "00-nonsense"}, {"tracestate", "a=b"}});
    auto all = spans(2);
    EXPECT_FALSE(all[0].contains("parentSpanId"));
    EXPECT_FALSE(all[0].contains("traceState"));
    EXPECT_TRUE(matches(all[0]["traceId"], "^[0-9a-f]{32}$"));
}

TEST_F(traces, have_a_span_for_each_call)
{
    start_tracing();
    upstream_.answer_with([done = answer_using(6, 4)](recorded_request const& asked, upstream_reply& reply) {
        if (asked.target.starts_with("/local")) return reply.respond(500, "{}");
        done(asked, reply);
    });
    start(priced("[gateway.traces]\nendpoint = \"" + collector_.url("/v1/traces") + "\"\ninterval = 0.001\n" +
                 model_table("mixed", upstream_.url("/local/v1"), "fallbacks = [\"cloud\"]")));
    ASSERT_EQ(gateway_->chat(chat_body("x", "mixed")).status, 200);
    auto all = spans(3);
    EXPECT_EQ(attribute(all[1], "wayfinder.model"), "mixed");
    EXPECT_EQ(attribute(all[1], "http.response.status_code"), "500");
    EXPECT_EQ(all[1]["status"]["code"], 2);
    EXPECT_EQ(attribute(all[1], "gen_ai.usage.input_tokens"), json{});
    EXPECT_EQ(attribute(all[2], "wayfinder.model"), "cloud");
    EXPECT_EQ(attribute(all[2], "gen_ai.usage.input_tokens"), "6");
    EXPECT_FALSE(all[2].contains("status"));
    std::set<std::string> ids;
    for (auto const& each : all) ids.insert(each.value("spanId", ""));
    EXPECT_EQ(ids.size(), 3U);
}

TEST_F(traces, tell_of_refusals_and_never_of_prompts)
{
    start_tracing("", key_table("a"));
    std::ignore = gateway_->chat(chat_body("a secret of mine"), bearer("nobody"));
    auto const refused = spans(1).at(0);
    EXPECT_EQ(attribute(refused, "http.response.status_code"), "401");
    EXPECT_EQ(attribute(refused, "error.type"), "invalid_api_key");
    std::ignore = gateway_->chat(chat_body("a secret of mine"), bearer("a"));
    spans(3);
    for (auto const& post : collector_.log().all()) EXPECT_EQ(post.body.find("secret"), std::string::npos);
}

TEST_F(traces, are_sent_with_the_configured_headers_and_name)
{
    collector_.answer_with([](auto const&, auto& reply) { reply.respond(200, "{}"); });
    upstream_.answer_with(answer_using(1, 1));
    gateway_setup setup{
        .config =
            two_models(upstream_, priced("[gateway.traces]\nendpoint = \"" + collector_.url("/v1/traces") +
                                         "\"\ninterval = 0.001\nservice_name = \"front door\"\n"
                                         "headers_env = \"COLLECTOR_HEADERS\"\n"))};
    setup.environment = {{"EXAMPLE_API_KEY", "k"},
                         {"COLLECTOR_HEADERS", "x-api-key=sesame,authorization=Basic%20dXNlcg=="}};
    gateway_.emplace(setup);
    std::ignore = gateway_->chat(chat_body("x"));
    ASSERT_TRUE(collector_.log().wait_for_requests(1, soon_enough));
    auto const post = collector_.last_request();
    EXPECT_EQ(post.method, "POST");
    EXPECT_EQ(post.target, "/v1/traces");
    EXPECT_EQ(post.headers.get("content-type"), "application/json");
    EXPECT_EQ(post.headers.get("x-api-key"), "sesame");
    EXPECT_EQ(post.headers.get("authorization"), "Basic dXNlcg==");
    auto const resource = parsed(post.body).at("resourceSpans").at(0).at("resource");
    EXPECT_EQ(attribute(resource, "service.name"), "front door");
    EXPECT_EQ(gateway_->log().find("sesame"), std::string::npos);
}

TEST_F(traces, are_off_by_default)
{
    upstream_.answer_with(answer_using(1, 1));
    start(priced());
    ASSERT_EQ(gateway_->chat(chat_body("x"), {{"traceparent", given("01")}}).status, 200);
    EXPECT_EQ(upstream_.last_request().headers.get("traceparent"), "");
    EXPECT_EQ(metric("trace_spans_total"), 0);
}

TEST_F(traces, of_a_dead_collector_are_lost_and_counted)
{
    upstream_.answer_with(answer_using(1, 1));
    std::string nobody;
    {
        fake_upstream const gone;
        nobody = gone.url("/v1/traces");
    }
    start(priced("[gateway.traces]\nendpoint = \"" + nobody + "\"\ninterval = 0.001\ntimeout = 1\n"));
    for (int i = 0; i < 5; ++i) EXPECT_EQ(gateway_->chat(chat_body("x")).status, 200);
    EXPECT_TRUE(eventually([&] { return metric("trace_dropped_spans_total") == 10; }, soon_enough));
    auto const said = "traces are lost: the collector at " + nobody;
    EXPECT_TRUE(eventually([&] { return gateway_->log().find(said) != std::string::npos; }, soon_enough))
        << gateway_->log();
    gateway_->signal(SIGTERM);
    auto const ended = gateway_->wait_for_exit(soon_enough);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, 0);
}

TEST_F(traces, that_find_no_room_are_dropped_and_no_request_waits)
{
    start_tracing("queue = 1\ntimeout = 30\n");
    collector_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    for (int i = 0; i < 20; ++i) EXPECT_EQ(gateway_->chat(bounded_body("cloud", 10)).status, 200);
    EXPECT_GE(metric("trace_dropped_spans_total"), 2 * (20 - 2));
}

TEST_F(traces, that_a_collector_never_takes_do_not_keep_the_gateway_from_ending)
{
    start_tracing("queue = 4096\ntimeout = 600\n");
    collector_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    for (int i = 0; i < 600; ++i) std::ignore = gateway_->chat(bounded_body("cloud", 10));
    gateway_->signal(SIGTERM);
    auto const ended = gateway_->wait_for_exit(10s);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, 0) << gateway_->log();
    EXPECT_NE(gateway_->log().find("info stopped"), std::string::npos);
}

TEST_F(traces, that_a_collector_refuses_are_counted)
{
    start_tracing();
    collector_.answer_with([](auto const&, auto& reply) { reply.respond(403, "{}"); });
    std::ignore = gateway_->chat(bounded_body("cloud", 10));
    EXPECT_TRUE(eventually([&] { return metric("trace_dropped_spans_total") == 2; }, soon_enough));
    auto const told = [&] {
        return gateway_->log().find("it responded with status 403") != std::string::npos;
    };
    EXPECT_TRUE(eventually(told, soon_enough)) << gateway_->log();
}

TEST_F(traces, that_wait_are_sent_before_the_end)
{
    start_tracing("", "", "60");
    std::ignore = gateway_->chat(bounded_body("cloud", 10));
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(gateway_->wait_for_exit(soon_enough));
    EXPECT_EQ(collector_.request_count(), 1U);
}

} // namespace
} // namespace wayfinder::testing
