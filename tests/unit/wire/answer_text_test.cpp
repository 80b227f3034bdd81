#include "wire/openai/answer_text.hpp"

#include <gtest/gtest.h>

namespace wayfinder::wire::openai {
namespace {

std::string text_of(std::string_view body)
{
    auto const read = read_answer_text(200, body);
    auto const* text = std::get_if<std::string>(&read);
    return text != nullptr ? *text : "none: " + std::get<no_answer>(read).reason;
}

std::string reason_of(unsigned status, std::string_view body)
{
    auto const read = read_answer_text(status, body);
    auto const* none = std::get_if<no_answer>(&read);
    return none != nullptr ? none->reason : "a text";
}

TEST(answer_text, is_the_first_choices_content)
{
    EXPECT_EQ(text_of(R"({"choices":[{"message":{"content":"a\nü"}},{"message":{"content":"b"}}]})"), "a\nü");
    EXPECT_EQ(text_of(R"({"choices":[{"message":{"content":""}}]})"), "");
    EXPECT_EQ(
        text_of(
            R"({"choices":[{"message":{"content":[{"type":"text","text":"a"},{"type":"x"},{"text":"b"}]}}]})"),
        "ab");
    EXPECT_EQ(text_of(R"({"choices":[{"message":{"content":null,"refusal":"I will not."}}]})"),
              "I will not.");
}

TEST(answer_text, any_other_shape_is_no_answer)
{
    for (auto const* body : {"", "nothing", "[]", "7", "{}", R"({"choices":[]})", R"({"choices":{}})",
                             R"({"choices":[7]})", R"({"choices":[{"message":{"content":null}}]})"})
        EXPECT_TRUE(text_of(body).starts_with("none: ")) << body;
}

TEST(answer_text, a_refused_call_says_why)
{
    EXPECT_EQ(reason_of(401, R"({"error":{"message":"bad key"}})"), "HTTP 401: bad key");
    EXPECT_EQ(reason_of(404, R"({"error":"no such model"})"), "HTTP 404: no such model");
    EXPECT_EQ(reason_of(502, "<html>"), "HTTP 502: <html>");
    EXPECT_EQ(reason_of(500, ""), "HTTP 500");
    EXPECT_EQ(reason_of(301, R"({"choices":[{"message":{"content":"a"}}]})").substr(0, 9), "HTTP 301:");
}

TEST(answer_text, a_long_body_is_cut_between_characters)
{
    std::string body;
    for (int i = 0; i < 500; ++i) body += "ü";
    auto const reason = reason_of(500, body);
    EXPECT_LT(reason.size(), 230U);
    EXPECT_TRUE(reason.ends_with("ü…")) << reason;
}

} // namespace
} // namespace wayfinder::wire::openai
