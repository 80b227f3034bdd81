// What `onboard` decides without a terminal or a model: prompts, arms, verdicts.
#include "cli/onboard/arms.hpp"
#include "cli/onboard/prompt_file.hpp"
#include "cli/onboard/verdict.hpp"

#include <gtest/gtest.h>

namespace wayfinder::cli {
namespace {

using strings = std::vector<std::string>;

TEST(prompt_file, a_prompt_a_line)
{
    auto const read = read_prompt_lines("one\n\n  \t\n two \r\n{\"text\": \"a\\nb\", \"x\": 1}\nlast");
    EXPECT_TRUE(read.problems.empty());
    EXPECT_EQ(read.prompts, (strings{"one", " two ", "a\nb", "last"}));
}

TEST(prompt_file, repeats_are_left_out)
{
    auto const read = read_prompt_lines("one\ntwo\n{\"text\": \"one\"}\ntwo\n");
    EXPECT_EQ(read.prompts, (strings{"one", "two"}));
    EXPECT_EQ(read.repeats, 2U);
}

TEST(prompt_file, a_byte_order_mark_is_no_text)
{
    EXPECT_EQ(read_prompt_lines("\xEF\xBB\xBF{\"text\": \"x\"}\n").prompts, strings{"x"});
}

TEST(prompt_file, every_bad_line_has_its_number)
{
    auto const read = read_prompt_lines(
        "fine\n{not json\n{\"label\": \"x\"}\n{\"text\": 7}\n{\"text\": \" \"}\n\xFF\n{}x\n");
    ASSERT_EQ(read.problems.size(), 6U);
    for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(read.problems[i].line, i + 2);
    EXPECT_NE(read.problems[0].message.find("valid JSON"), std::string::npos);
    EXPECT_NE(read.problems[1].message.find("\"text\""), std::string::npos);
    EXPECT_NE(read.problems[4].message.find("UTF-8"), std::string::npos);
}

config::gateway models(strings const& names)
{
    config::gateway configured;
    for (auto const& name : names) {
        config::model model;
        model.name = name;
        configured.models.push_back(model);
    }
    return configured;
}

arm_names chosen(std::string_view asked, config::gateway const& configured)
{
    auto const made = choose_arms(asked, configured);
    return std::holds_alternative<arm_names>(made) ? std::get<arm_names>(made) : arm_names{};
}

std::string refused(std::string_view asked, config::gateway const& configured)
{
    auto const made = choose_arms(asked, configured);
    return std::holds_alternative<no_arms>(made) ? std::get<no_arms>(made).reason : "";
}

TEST(arms, the_first_two_or_those_asked_for)
{
    auto const three = models({"a", "b", "c"});
    EXPECT_EQ(chosen("", three), (arm_names{"a", "b"}));
    EXPECT_EQ(chosen("c, a", three), (arm_names{"c", "a"}));
}

TEST(arms, a_refusal_names_what_there_is)
{
    auto const three = models({"a", "b", "c"});
    EXPECT_EQ(refused("a,x", three),
              R"(--arms: no model is called "x"; the configured models are "a", "b", "c")");
    for (auto const* asked : {"a", "a,b,c", "a,a", ",", "a,"})
        EXPECT_NE(refused(asked, three).find(R"("a", "b", "c")"), std::string::npos) << asked;
    EXPECT_NE(refused("", models({"a"})).find(R"(the only configured model is "a")"), std::string::npos);
    EXPECT_NE(refused("", models({})).find("no models are configured"), std::string::npos);
}

TEST(arms, a_blind_judge_sees_either_one_first)
{
    std::size_t swapped = 0;
    for (int i = 0; i < 1000; ++i)
        if (second_comes_first("prompt " + std::to_string(i))) ++swapped;
    EXPECT_GT(swapped, 400U);
    EXPECT_LT(swapped, 600U);
    EXPECT_EQ(second_comes_first("a prompt"), second_comes_first("a prompt"));
}

TEST(verdicts, by_letter_or_word)
{
    presentation const open{};
    for (auto const* yes : {"y", "Y", "yes", " YES \r"})
        EXPECT_EQ(read_verdict(yes, open), verdict::first_arm);
    for (auto const* no : {"n", "no", "No"}) EXPECT_EQ(read_verdict(no, open), verdict::second_arm);
    for (auto const* skip : {"s", "skip"}) EXPECT_EQ(read_verdict(skip, open), verdict::skip);
    for (auto const* quit : {"q", "Quit"}) EXPECT_EQ(read_verdict(quit, open), verdict::quit);
    for (auto const* other : {"", "x", "yess", "1", "b", "ye", "n y"})
        EXPECT_EQ(read_verdict(other, open), std::nullopt) << other;
}

TEST(verdicts, of_a_blind_judge_follow_the_arms)
{
    presentation const straight{true, false};
    presentation const swapped{true, true};
    EXPECT_EQ(read_verdict("1", straight), verdict::first_arm);
    EXPECT_EQ(read_verdict("2", straight), verdict::second_arm);
    EXPECT_EQ(read_verdict("1", swapped), verdict::second_arm);
    EXPECT_EQ(read_verdict("2", swapped), verdict::first_arm);
    for (auto const shown : {straight, swapped}) {
        EXPECT_EQ(read_verdict("b", shown), verdict::first_arm);
        EXPECT_EQ(read_verdict("both", shown), verdict::first_arm);
        EXPECT_EQ(read_verdict("s", shown), verdict::skip);
        EXPECT_EQ(read_verdict("q", shown), verdict::quit);
        EXPECT_EQ(read_verdict("y", shown), std::nullopt);
        EXPECT_EQ(read_verdict("3", shown), std::nullopt);
    }
}

} // namespace
} // namespace wayfinder::cli
