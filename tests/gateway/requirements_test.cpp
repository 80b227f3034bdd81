// A request's requirements come before any score.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class requirements : public gateway_test {
protected:
    gateway_process& start_with_capabilities(std::string const& local, std::string const& cloud,
                                             std::string const& routing = "threshold = 0.2")
    {
        return start({.routing = routing, .local = local, .cloud = cloud});
    }

    http_response ask(std::string const& more, std::string_view model = "auto",
                      header_list const& headers = {})
    {
        return gateway_->chat(chat_body(trivial_prompt, model, more), headers);
    }
};

constexpr auto tools = R"("tools":[{"type":"function","function":{"name":"f"}}])";
constexpr auto schema = R"("response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{}}})";

std::string image_body(std::string_view model = "auto")
{
    return R"({"model":")" + std::string{model} +
           R"(","messages":[{"role":"user","content":[{"type":"text","text":"hi"},)"
           R"({"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}]})";
}

TEST_F(requirements, move_a_request_to_a_model_that_can)
{
    start_with_capabilities("capabilities = [\"tools\"]", "");
    EXPECT_EQ(ask("\"x\":1").headers.get("x-wayfinder-router-model"), "local");
    EXPECT_EQ(ask(tools).headers.get("x-wayfinder-router-model"), "local");
    EXPECT_EQ(ask("\"tools\":[]").headers.get("x-wayfinder-router-model"), "local");
    auto const moved = ask(schema);
    EXPECT_EQ(moved.headers.get("x-wayfinder-router-model"), "cloud");
    EXPECT_EQ(moved.headers.get("x-wayfinder-router-mode"), "requirements");
    EXPECT_EQ(gateway_->chat(image_body()).headers.get("x-wayfinder-router-served-by"), "cloud");
}

TEST_F(requirements, that_no_model_meets_are_named)
{
    start_with_capabilities("capabilities = [\"tools\"]", "capabilities = [\"images\"]");
    auto refused = expect_error(ask(schema), 400, "invalid_request_error", "model_lacks_capability");
    EXPECT_EQ(refused["param"], "response_format");
    EXPECT_NE(refused["message"].get<std::string>().find("'json_schema'"), std::string::npos);
    auto both = image_body();
    both.insert(1, std::string{tools} + ",");
    refused = expect_error(gateway_->chat(both), 400, "invalid_request_error", "model_lacks_capability");
    EXPECT_EQ(refused["param"], "tools");
    EXPECT_NE(refused["message"].get<std::string>().find("together with 'images'"), std::string::npos);
    EXPECT_EQ(upstream_.request_count(), 0U);
}

TEST_F(requirements, do_not_move_a_pin)
{
    start_with_capabilities("capabilities = [\"tools\"]", "");
    auto refused = expect_error(gateway_->chat(image_body("local")), 400, "invalid_request_error",
                                "model_lacks_capability");
    EXPECT_EQ(refused["param"], "messages");
    EXPECT_NE(refused["message"].get<std::string>().find("Model 'local'"), std::string::npos);
    EXPECT_EQ(gateway_->chat(image_body("cloud")).status, 200);
}

TEST_F(requirements, may_be_tags_of_ones_own)
{
    start_with_capabilities("", "capabilities = [\"tools\", \"eu\", \"legal\"]");
    auto const moved = ask("\"x\":1", "auto", {{"X-Wayfinder-Requires", " eu ,legal"}});
    EXPECT_EQ(moved.headers.get("x-wayfinder-router-model"), "cloud");
    auto refused = expect_error(ask("\"x\":1", "auto", {{"X-Wayfinder-Requires", "mars"}}), 400,
                                "invalid_request_error", "model_lacks_capability");
    EXPECT_EQ(refused["param"], "x-wayfinder-requires");
}

TEST_F(requirements, hold_for_what_stands_in)
{
    upstream_.answer_with([](recorded_request const&, upstream_reply& reply) { reply.respond(500, "{}"); });
    start_with_capabilities("", "capabilities = []\nfallbacks = [\"local\"]", "threshold = 0.0");
    EXPECT_EQ(ask(tools).headers.get("x-wayfinder-router-model"), "local");
    EXPECT_EQ(upstream_.request_count(), 1U) << "cloud lacks tools";
}

TEST_F(requirements, of_length_move_a_request_up_where_skill_decides)
{
    start_with_capabilities("context_window = 20", "",
                            "policy = \"skill\"\ndear_share = 0\nquantiles_file = \"q.txt\"");
    EXPECT_EQ(ask("\"x\":1").headers.get("x-wayfinder-router-model"), "local");
    auto const moved = gateway_->chat(chat_body(complex_prompt));
    EXPECT_EQ(moved.headers.get("x-wayfinder-router-model"), "cloud");
    EXPECT_EQ(moved.headers.get("x-wayfinder-router-mode"), "requirements");
}

} // namespace
} // namespace wayfinder::testing
