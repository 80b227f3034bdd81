#include "cli/init/interview.hpp"
#include "config/load.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace wayfinder::cli {
namespace {

std::optional<draft> asked(std::string const& answers)
{
    std::istringstream in{answers};
    std::ostringstream out;
    return interview(in, out);
}

draft answered(std::string const& answers)
{
    auto const made = asked(answers);
    EXPECT_TRUE(made) << answers;
    return made.value_or(draft{});
}

std::vector<std::string> errors_of(draft const& made)
{
    std::vector<std::string> all;
    for (auto const& each : config::load_text(document_of(made), "w.toml", {}).errors)
        all.push_back(each.to_string());
    return all;
}

TEST(preset, loads_and_has_a_tier_for_each_model)
{
    for (auto const& each : all_presets()) {
        auto const made = each.make();
        EXPECT_EQ(errors_of(made), std::vector<std::string>{}) << each.name;
        auto const loaded = config::load_text(document_of(made), "w.toml", {});
        ASSERT_TRUE(loaded.config) << each.name;
        EXPECT_TRUE(loaded.notices.empty()) << each.name << ": " << loaded.notices.front().to_string();
        EXPECT_EQ(loaded.config->gateway.models.size(), made.models.size());
    }
    EXPECT_EQ(all_presets().front().name, "hybrid");
}

TEST(document, is_toml_whatever_the_texts_hold)
{
    draft made{"t",
               {{"a \"b\".c", "http://h/v1", "m\\", "KEY", 0, {}, 0},
                {"m\xC3\xBC", "http://h/v1", "x", "", 0.5, 1, 2}}};
    EXPECT_EQ(errors_of(made), std::vector<std::string>{}) << document_of(made);
}

TEST(interview, is_off_when_the_input_ends)
{
    std::string answers;
    for (std::string const each :
         {"5\n", "http://h:1/v1\n", "KEY\n", "id\n", "name\n", "y\n", "1\n", "id\n", "big\n", "0.3\n"}) {
        EXPECT_FALSE(asked(answers)) << answers;
        answers += each;
    }
    std::istringstream in;
    std::ostringstream out;
    EXPECT_FALSE(interview(in, out));
    EXPECT_EQ(out.str().find("Model id"), std::string::npos) << "no question after the end";
    EXPECT_FALSE(asked(answers)) << "whether there is another one is open";
    EXPECT_TRUE(asked(answers + "n"));
}

TEST(interview, has_an_answer_to_everything)
{
    auto const made = answered("\n\n\n\n\n\n\n\n\n\n");
    ASSERT_EQ(made.models.size(), 2U);
    EXPECT_EQ(made.models[0].from, 0);
    EXPECT_GT(made.models[1].from, 0);
    EXPECT_NE(made.models[0].tier, made.models[1].tier);
    EXPECT_EQ(errors_of(made), std::vector<std::string>{});
}

TEST(interview, takes_answers)
{
    // provider, id, name, more; provider, address, key, id, name, cut, more
    auto const made = answered("2\ngpt-x\ncheap\ny\n5\nhttp://h:1/v1\nMY_KEY\nbig\ndear\n0.4\nn\n");
    ASSERT_EQ(made.models.size(), 2U);
    EXPECT_EQ(made.models[0].id, "gpt-x");
    EXPECT_EQ(made.models[0].key_env, "OPENAI_API_KEY");
    EXPECT_EQ(made.models[0].tier, "cheap");
    EXPECT_EQ(made.models[1].base_url, "http://h:1/v1");
    EXPECT_EQ(made.models[1].key_env, "MY_KEY");
    EXPECT_EQ(made.models[1].from, 0.4);
    EXPECT_EQ(errors_of(made), std::vector<std::string>{});
}

TEST(interview, asks_again_for_what_cannot_be)
{
    auto const made = answered("9\n1\nm\nsame\ny\n1\nm\nsame\nother\n2\n-1\nnan\n0.3\nn\n");
    ASSERT_EQ(made.models.size(), 2U);
    EXPECT_EQ(made.models[1].tier, "other");
    EXPECT_EQ(made.models[1].from, 0.3);
}

TEST(interview, ends_by_itself)
{
    std::string answers;
    for (int i = 0; i < 100; ++i) answers += "\n\n\n\ny\n";
    EXPECT_LE(answered(answers).models.size(), 5U);
}

} // namespace
} // namespace wayfinder::cli
