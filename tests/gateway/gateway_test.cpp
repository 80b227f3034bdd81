#include "gateway_test.hpp"

#include <regex>

template class nlohmann::basic_json<>;

namespace wayfinder::testing {
namespace {

std::string table(std::string_view header, std::string_view content)
{
    if (content.empty()) return {};
    return std::string{"["}.append(header).append("]\n").append(content).append("\n");
}

} // namespace

json parsed(std::string_view text)
{
    auto value = json::parse(text, nullptr, false);
    EXPECT_FALSE(value.is_discarded()) << "no JSON: " << text;
    return value.is_discarded() ? json{} : value;
}

std::string model_table(std::string_view name, std::string_view base_url, std::string_view more)
{
    std::string text = "[gateway.models." + std::string{name} + "]\n";
    text.append("base_url = \"").append(base_url).append("\"\n");
    text.append("model = \"").append(name).append("-id\"\n");
    return text.append(more).append("\n");
}

std::string two_models(fake_upstream const& upstream, config_parts const& parts)
{
    bool const about_delivery = parts.gateway.find("retries") != std::string::npos;
    auto const gateway =
        about_delivery ? parts.gateway : "retries = 0\nbreaker_threshold = 1000\n" + parts.gateway;
    return table("routing", parts.routing) + table("gateway", gateway) +
           table("gateway.limits", parts.limits) +
           model_table("local", upstream.url("/local/v1"), parts.local) +
           model_table("cloud", upstream.url("/cloud/v1"),
                       "api_key_env = \"EXAMPLE_API_KEY\"\n" + parts.cloud) +
           parts.more_models;
}

gateway_process& gateway_test::start(config_parts const& parts)
{
    return start_with(two_models(upstream_, parts));
}

gateway_process& gateway_test::start_with(std::string config, std::vector<std::string> arguments)
{
    gateway_setup setup{.config = std::move(config), .arguments = std::move(arguments)};
    setup.environment = {{"EXAMPLE_API_KEY", std::string{secret_key}}};
    return gateway_.emplace(setup);
}

recorded_request gateway_test::forwarded(std::string_view body, header_list const& headers)
{
    if (!gateway_) start();
    auto const answer = gateway_->chat(body, headers);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return upstream_.last_request();
}

bool matches(std::string const& text, std::string const& pattern)
{
    return std::regex_search(text, std::regex{pattern, std::regex::icase});
}

json expect_error(http_response const& response, int status, std::string_view type, std::string_view code)
{
    EXPECT_EQ(response.status, status) << response.body;
    EXPECT_TRUE(response.headers.get("content-type").starts_with("application/json"))
        << response.headers.get("content-type");
    EXPECT_EQ(response.ending, body_ending::clean);
    auto const id = response.headers.get("x-wayfinder-router-request-id");
    EXPECT_FALSE(id.empty());
    EXPECT_EQ(response.headers.get("x-request-id"), id);

    auto error = parsed(response.body).value("error", json::object());
    for (auto const* member : {"message", "type", "param", "code"})
        EXPECT_TRUE(error.contains(member)) << response.body;
    EXPECT_TRUE(error["message"].is_string() && error["message"] != "") << response.body;
    EXPECT_EQ(error["type"], type);
    if (!code.empty()) {
        EXPECT_EQ(error["code"], code);
    }
    return error;
}

std::string stream_body(std::string_view text, std::string_view model)
{
    return chat_body(text, model, R"("stream":true)");
}

std::string delta(std::string_view content)
{
    return R"({"id":"c1","object":"chat.completion.chunk","created":1,"model":"scripted","choices":)"
           R"([{"index":0,"delta":{"content":)" +
           json_string(content) + R"(},"finish_reason":null}]})";
}

fake_upstream::script two_deltas()
{
    return [](recorded_request const&, upstream_reply& reply) {
        reply.begin_events();
        reply.event(delta("Hel"));
        reply.event(delta("lo"));
        reply.event("[DONE]");
        reply.end_events();
    };
}

} // namespace wayfinder::testing
