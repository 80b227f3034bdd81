// The upstream gets the client's bytes with only the model's name replaced.
#include "gateway_test.hpp"

#include <array>

namespace wayfinder::testing {
namespace {

/// The template with every `@` replaced by the JSON text of a model value.
std::string with_model(std::string_view pattern, std::string_view value)
{
    std::string text{pattern};
    for (auto at = text.find('@'); at != std::string::npos; at = text.find('@', at + value.size()))
        text.replace(at, 1, value);
    return text;
}

class request_passthrough : public gateway_test {
protected:
    /// Sends the pattern as `auto` and expects it upstream as the id of `local`.
    void expect_spliced(std::string_view pattern)
    {
        auto const seen = forwarded(with_model(pattern, R"("auto")"));
        EXPECT_EQ(seen.body, with_model(pattern, R"("local-id")"));
        EXPECT_EQ(seen.headers.get("content-length"), std::to_string(seen.body.size()));
    }
};

TEST_F(request_passthrough, rich_bodies_arrive_to_the_byte)
{
    constexpr std::array<std::string_view, 9> bodies{
        R"({"model":@,"messages":[{"role":"user","content":[{"type":"text","text":"hi"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo=","detail":"low"}}]}]})",
        R"({"model":@,"messages":[],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"model":{"type":"string","enum":["auto"]}}}}}],"tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false})",
        R"({"modalities":["text","audio"],"audio":{"voice":"alloy","format":"wav"},"model":@,"messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"UklGRg==","format":"wav"}}]}]})",
        R"({"messages":[],"reasoning_effort":"high","logprobs":true,"top_logprobs":5,"logit_bias":{"50256":-100},"seed":-0,"model":@})",
        R"({"model":@,"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"model\":\"auto\"}"}}]},{"role":"tool","tool_call_id":"c","content":"42"}]})",
        R"({"model":@,"response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{}}},"messages":[]})",
        R"({"model":@,"metadata":{"model":"auto","wayfinder_tuning":"kept, it is nested"},"messages":[]})",
        R"({"z":1,"a":2,"model":@,"M":3,"unknown_field":{"deep":[[[{"x":null}]]]},"messages":[]})",
        R"({"model":@,"messages":[{"role":"user","content":"hi","name":"model"}],"user":"\"model\":\"auto\""})",
    };
    for (auto const body : bodies) expect_spliced(body);
}

TEST_F(request_passthrough, numbers_keep_their_digits)
{
    expect_spliced(R"({"model":@,"n":)" + std::string(300, '7') + R"(,"temperature":1.10,"top_p":1e2})");
    expect_spliced(R"({"model":@,"a":1e999,"b":-0.0,"c":1E+2,"d":0.1000000000000000055511151231257827})");
    expect_spliced(R"({"a":-)" + std::string(300, '9') + R"(.5e-400,"model":@})");
}

TEST_F(request_passthrough, escapes_keep_their_spelling)
{
    expect_spliced(
        R"({"model":@,"messages":[{"role":"user","content":"\/ \u0041 \u00e9 \n \" \\ \u0000"}]})");
    expect_spliced(
        R"({"model":@,"messages":[{"role":"user","content":"lone \ud800 and \udfff surrogates"}]})");
    expect_spliced(R"({"model":@,"messages":[{"role":"user","content":"\ud83d\ude00"}],"\u006b":1})");
    expect_spliced(
        "{\"model\":@,\"messages\":[{\"role\":\"user\",\"content\":\"caf\xc3\xa9 \xf0\x9f\x98\x80\"}]}");
}

TEST_F(request_passthrough, whitespace_is_kept)
{
    expect_spliced("\r\n\t { \"messages\" : [ ] ,\n\n  \"model\"\t:\r\n @ \n} \r\n");
    expect_spliced("{\n    \"model\": @,\n    \"messages\": [\n    ]\n}\n");
}

TEST_F(request_passthrough, repeated_keys_are_kept)
{
    expect_spliced(R"({"model":@,"temperature":1,"temperature":2,"messages":[],"messages":[]})");
}

TEST_F(request_passthrough, every_model_member_is_replaced)
{
    expect_spliced(R"({"model":@,"messages":[],"model":@,"n":1,"model" : @})");
    EXPECT_EQ(forwarded(R"({"model":"cloud","model":"local"})").body,
              R"({"model":"local-id","model":"local-id"})");
}

TEST_F(request_passthrough, an_escaped_spelling_of_model_counts)
{
    expect_spliced(R"({"mod\u0065l":@,"messages":[]})");
    auto const seen = forwarded(R"({"\u006d\u006F\u0064el":"cl\u006fud","messages":[]})");
    EXPECT_EQ(seen.body, R"({"\u006d\u006F\u0064el":"cloud-id","messages":[]})");
    EXPECT_EQ(seen.target, "/cloud/v1/chat/completions");
}

TEST_F(request_passthrough, any_kind_of_model_value_is_replaced)
{
    for (auto const* value : {"null", "true", "12.5e3", "\"\"", "[\"a\", {\"b\": \"]}\"}]",
                              "{\"a\":{\"b\":1}}", "\"with \\\" quote\"", "[]", "{}"})
        EXPECT_EQ(forwarded(with_model(R"({"a":1,"model":@,"messages":[]})", value)).body,
                  R"({"a":1,"model":"local-id","messages":[]})");
}

TEST_F(request_passthrough, an_absent_model_is_inserted_first)
{
    EXPECT_EQ(forwarded(R"({"messages":[]})").body, R"({"model":"local-id","messages":[]})");
    EXPECT_EQ(forwarded("{}").body, R"({"model":"local-id"})");
    EXPECT_EQ(forwarded(" { \"n\":1}").body, " {\"model\":\"local-id\", \"n\":1}");
    EXPECT_EQ(parsed(forwarded("{ }").body), json({{"model", "local-id"}}));
}

TEST_F(request_passthrough, ids_are_escaped_where_json_wants_it)
{
    start_with("[gateway.models.local]\nbase_url = \"" + upstream_.url() + "\"\nmodel = 'we\"ird\\id'\n");
    EXPECT_EQ(forwarded(R"({"model":"auto"})").body, R"({"model":"we\"ird\\id"})");
}

TEST_F(request_passthrough, tuning_is_not_forwarded_upstream)
{
    constexpr std::array<std::string_view, 6> bodies{
        R"({"wayfinder_tuning":{"weights":{}},"model":"auto","n":1.10})",
        R"({"model":"auto","wayfinder_tuning":{"weights":{"word_count":1}},"n":1.10})",
        R"({"model":"auto","n":1.10,"wayfinder_tuning":{}})",
        R"({"model":"auto","n":1.10, "wayfinder_tunin\u0067" : {} })",
        R"({"wayfinder_tuning":{},"model":"auto","wayfinder_tuning":{},"n":1.10,"wayfinder_tuning":{}})",
        R"({ "wayfinder_tuning" : {} , "n":1.10 })",
    };
    for (auto const body : bodies) {
        auto const seen = forwarded(body).body;
        EXPECT_EQ(parsed(seen), json({{"model", "local-id"}, {"n", 1.1}})) << seen;
        EXPECT_NE(seen.find("\"n\":1.10"), std::string::npos) << seen;
    }
    EXPECT_EQ(parsed(forwarded(R"({"wayfinder_tuning":{}})").body), json({{"model", "local-id"}}));
}

TEST_F(request_passthrough, five_megabytes_of_base64_arrive_whole)
{
    std::string image(5U << 20U, 'A');
    for (std::size_t i = 0; i < image.size(); ++i) image[i] = "ABCDwxyz0189+/"[(i * i + i / 7) % 14];
    auto const pattern =
        R"({"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":")" +
        ("data:image/png;base64," + image) + R"("}}]}],"model":@})";
    auto const seen = forwarded(with_model(pattern, R"("auto")"));
    EXPECT_TRUE(seen.body == with_model(pattern, R"("local-id")")) << seen.body.size();
}

} // namespace
} // namespace wayfinder::testing
