#include "wire/openai/answer_defect.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::wire::openai {
namespace {

std::string whole(std::string const& message, std::string const& reason = "stop")
{
    return R"({"choices":[{"index":0,"message":)" + message + R"(,"finish_reason":")" + reason + R"("}]})";
}

std::optional<answer_defect> of_text(std::string const& text, bool wants_json = false)
{
    return defect_of(whole(R"({"role":"assistant","content":")" + text + "\"}"), false, wants_json);
}

std::string chunk(std::string const& delta, std::string const& reason = "null")
{
    return R"(data: {"choices":[{"index":0,"delta":)" + delta + R"(,"finish_reason":)" + reason + "}]}\n\n";
}

TEST(answer_defect, none_of_a_plain_answer)
{
    EXPECT_EQ(of_text("Paris."), std::nullopt);
    EXPECT_EQ(of_text("I can't see why not: here it is."), std::nullopt);
    EXPECT_EQ(defect_of("no JSON", false, false), std::nullopt);
    EXPECT_EQ(defect_of(R"({"error":{}})", false, false), std::nullopt);
}

TEST(answer_defect, is_a_refusal)
{
    EXPECT_EQ(of_text("I'm sorry, but I can't help with that."), answer_defect::refused);
    EXPECT_EQ(of_text("I\xE2\x80\x99m sorry, but I can\xE2\x80\x99t do it."), answer_defect::refused);
    EXPECT_EQ(of_text(" As an AI language model"), answer_defect::refused);
    EXPECT_EQ(defect_of(whole(R"({"content":null,"refusal":"No."})"), false, false), answer_defect::refused);
    EXPECT_EQ(defect_of(whole(R"({"content":"x"})", "content_filter"), false, false), answer_defect::refused);
}

TEST(answer_defect, is_emptiness)
{
    EXPECT_EQ(of_text(""), answer_defect::empty);
    EXPECT_EQ(of_text(" \\n "), answer_defect::empty);
    EXPECT_EQ(defect_of(whole(R"({"content":null})"), false, false), answer_defect::empty);
    EXPECT_EQ(defect_of(whole(R"({"content":null,"tool_calls":[{"id":"a"}]})", "tool_calls"), false, true),
              std::nullopt);
}

TEST(answer_defect, is_an_answer_that_was_cut_short)
{
    EXPECT_EQ(defect_of(whole(R"({"content":"The first of"})", "length"), false, false),
              answer_defect::truncated);
}

TEST(answer_defect, is_text_where_json_was_asked_for)
{
    EXPECT_EQ(of_text("Sure: {}", true), answer_defect::not_json);
    EXPECT_EQ(of_text(R"({\"a\": 1})", true), std::nullopt);
    EXPECT_EQ(of_text(R"({\"a\": 1)", true), answer_defect::not_json);
}

TEST(answer_defect, is_seen_in_streams)
{
    auto const start = chunk(R"({"role":"assistant","content":""})");
    auto const end = chunk("{}", "\"stop\"") + "data: [DONE]\n\n";
    EXPECT_EQ(
        defect_of(start + chunk(R"({"content":"Par"})") + chunk(R"({"content":"is"})") + end, true, false),
        std::nullopt);
    EXPECT_EQ(defect_of(start + end, true, false), answer_defect::empty);
    EXPECT_EQ(defect_of(start + chunk(R"({"content":"I'm sorry, "})") +
                            chunk(R"({"content":"but I can't."})") + end,
                        true, false),
              answer_defect::refused);
    EXPECT_EQ(defect_of(start + chunk(R"({"content":"{"})", "\"length\""), true, true),
              answer_defect::truncated);
    EXPECT_EQ(defect_of(start + chunk(R"({"tool_calls":[{"index":0}]})") + end, true, false), std::nullopt);
}

} // namespace
} // namespace wayfinder::wire::openai
