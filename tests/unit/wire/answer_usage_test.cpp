#include "wire/openai/answer_usage.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace wayfinder::wire::openai {
namespace {

answer_usage usage_of(std::string body)
{
    answer_usage_reader reader;
    return reader.read(body);
}

/// An answer with this `usage`, and "Hello there" as its text.
answer_usage with_usage(std::string_view usage)
{
    return usage_of(R"({"choices":[{"message":{"content":"Hello there"}}],"usage":)" + std::string{usage} +
                    "}");
}

std::uint64_t estimate_of(std::string_view message)
{
    auto const usage = usage_of(R"({"choices":[{"index":0,"message":)" + std::string{message} + "}]}");
    EXPECT_TRUE(usage.is_completion) << message;
    EXPECT_EQ(usage.source, usage_source::estimated) << message;
    EXPECT_EQ(usage.counts.prompt, 0U) << message;
    return usage.counts.completion;
}

TEST(answer_usage, takes_the_upstreams_own_numbers)
{
    auto const usage = with_usage(R"({"prompt_tokens":100,"completion_tokens":30,"total_tokens":999,
        "prompt_tokens_details":{"cached_tokens":64,"audio_tokens":0}})");
    EXPECT_TRUE(usage.is_completion);
    EXPECT_EQ(usage.source, usage_source::reported);
    EXPECT_EQ(usage.counts, (token_counts{100, 64, 30}));
}

TEST(answer_usage, tells_zero_from_missing)
{
    EXPECT_EQ(with_usage(R"({"prompt_tokens":0,"completion_tokens":0})").source, usage_source::zero);
    EXPECT_EQ(with_usage("null").source, usage_source::estimated);
    EXPECT_EQ(usage_of("").source, usage_source::missing);
}

TEST(answer_usage, splits_a_total)
{
    EXPECT_EQ(with_usage(R"({"prompt_tokens":100,"total_tokens":130})").counts, (token_counts{100, 0, 30}));
    EXPECT_EQ(with_usage(R"({"completion_tokens":30,"total_tokens":130})").counts,
              (token_counts{100, 0, 30}));
    EXPECT_EQ(with_usage(R"({"total_tokens":130})").counts, (token_counts{0, 0, 130}));
    EXPECT_EQ(with_usage(R"({"prompt_tokens":100,"total_tokens":7})").counts, (token_counts{100, 0, 0}));
}

TEST(answer_usage, ignores_what_is_no_count)
{
    EXPECT_EQ(with_usage(R"({"prompt_tokens":1e2,"completion_tokens":3.0})").counts,
              (token_counts{100, 0, 3}));
    for (auto const* usage :
         {R"({"prompt_tokens":-1,"completion_tokens":3})", R"({"prompt_tokens":1.5,"completion_tokens":3})",
          R"({"prompt_tokens":"1","completion_tokens":3})", R"({"prompt_tokens":1e-2,"completion_tokens":3})",
          R"({"prompt_tokens":null,"completion_tokens":[3]})", R"({"prompt_tokens":12})", "{}", "[1,2]", "7"})
        EXPECT_EQ(with_usage(usage).source, usage_source::estimated) << usage;
    auto const odd = with_usage(
        R"({"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":-4}})");
    EXPECT_EQ(odd.counts, (token_counts{9, 0, 3}));
}

TEST(answer_usage, clamps_what_cannot_be)
{
    auto const giant = with_usage(
        R"({"prompt_tokens":99999999999999999999999999,"completion_tokens":18446744073709551615})");
    EXPECT_EQ(giant.counts, (token_counts{1'000'000'000, 0, 1'000'000'000}));
    auto const cached = with_usage(
        R"({"prompt_tokens":10,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":11}})");
    EXPECT_EQ(cached.counts.cached_prompt, 10U);
}

TEST(answer_usage, bills_only_completions)
{
    for (auto const* body :
         {"", " ", "<html><body>502</body></html>", "{}", R"({"choices":7})",
          R"({"error":{"message":"no"},"choices":[]})", R"({"error":"no","choices":[{"message":{}}]})",
          R"([{"choices":[]}])", R"({"choices":[{"message":{"content":"cut)", R"({"choices":[]} trailing)",
          R"({"choices":[{"message":{"content":"\q"}}]})", "{\"choices\":[],\"a\":\"\xFF\"}", "null", "12",
          R"({"usage":{"prompt_tokens":1,"completion_tokens":2}})"}) {
        auto const usage = usage_of(body);
        EXPECT_FALSE(usage.is_completion) << body;
        EXPECT_EQ(usage.source, usage_source::missing) << body;
        EXPECT_EQ(usage.counts, token_counts{}) << body;
    }
    EXPECT_FALSE(usage_of(R"({"choices":[]})").is_completion);
    EXPECT_FALSE(usage_of(R"({"choices":[{"message":{},"finish_reason":"error"}]})").is_completion);
    EXPECT_TRUE(usage_of(R"({"error":null,"choices":[null]})").is_completion);
    EXPECT_FALSE(usage_of("{\"choices\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}")
                     .is_completion);
}

TEST(answer_usage, estimates_everything_that_was_said)
{
    auto const empty = estimate_of("{}");
    EXPECT_EQ(empty, 0U);
    for (
        auto const* message :
        {R"({"content":"Twelve words are enough to see that they have been counted."})",
         R"({"content":[{"type":"text","text":"Twelve words are enough to see that they count."}]})",
         R"({"content":null,"refusal":"I am sorry, but I cannot possibly help you with that."})",
         R"({"content":"","reasoning_content":"Let me think about this for rather a long time."})",
         R"({"content":"","reasoning":"Let me think about this for rather a long time."})",
         R"({"tool_calls":[{"id":"1","function":{"name":"find","arguments":"{\"place\":\"Paris, France\"}"}}]})",
         R"({"function_call":{"name":"find","arguments":"{\"place\":\"Paris, France\"}"}})"}) {
        EXPECT_GE(estimate_of(message), 7U) << message;
        EXPECT_LE(estimate_of(message), 18U) << message;
    }
}

TEST(answer_usage, adds_up_choices_and_parts_of_a_message)
{
    auto const text = R"("A few words that are the same each time.")";
    auto const one = estimate_of(std::string{R"({"content":)"} + text + "}");
    auto const both = estimate_of(std::string{R"({"content":)"} + text + R"(,"refusal":)" + text + "}");
    EXPECT_NEAR(static_cast<double>(both), 2.0 * static_cast<double>(one), 1.0);
    auto const same_thought =
        estimate_of(std::string{R"({"reasoning":)"} + text + R"(,"reasoning_content":)" + text + "}");
    EXPECT_EQ(same_thought, one);
    auto const choice = std::string{R"({"message":{"content":)"} + text + "}}";
    auto const choices = usage_of(R"({"choices":[)" + choice + "," + choice + "]}");
    EXPECT_NEAR(static_cast<double>(choices.counts.completion), 2.0 * static_cast<double>(one), 1.0);
}

TEST(answer_usage, leaves_the_body_as_it_is)
{
    std::string body = R"({"choices":[{"message":{"content":"x"}}]})";
    auto const before = body;
    body.reserve(body.size() + 64);
    auto const* const where = body.data();
    answer_usage_reader reader;
    EXPECT_TRUE(reader.read(body).is_completion);
    EXPECT_EQ(body, before);
    EXPECT_EQ(body.data(), where);
}

TEST(answer_usage, reads_one_answer_after_another)
{
    answer_usage_reader reader;
    std::string broken = R"({"choices":[{"message":{"content":"cut)";
    std::string sound = R"({"choices":[{}],"usage":{"prompt_tokens":1,"completion_tokens":2}})";
    std::string giant = R"({"choices":[{"message":{"content":")" + std::string(3U << 20U, 'a') + R"("}}]})";
    EXPECT_FALSE(reader.read(broken).is_completion);
    EXPECT_TRUE(reader.read(giant).is_completion);
    EXPECT_EQ(reader.read(sound).counts, (token_counts{1, 0, 2}));
}

} // namespace
} // namespace wayfinder::wire::openai
