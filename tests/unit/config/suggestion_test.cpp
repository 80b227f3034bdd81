#include "config/validation/suggestion.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::config {
namespace {

TEST(edit_distance, counts_inserts_deletes_replacements_and_swaps)
{
    EXPECT_EQ(edit_distance("", ""), 0U);
    EXPECT_EQ(edit_distance("tiers", "tiers"), 0U);
    EXPECT_EQ(edit_distance("", "abc"), 3U);
    EXPECT_EQ(edit_distance("abc", ""), 3U);
    EXPECT_EQ(edit_distance("treshold", "threshold"), 1U);
    EXPECT_EQ(edit_distance("thresholds", "threshold"), 1U);
    EXPECT_EQ(edit_distance("thresxold", "threshold"), 1U);
    EXPECT_EQ(edit_distance("thersholds", "threshold"), 2U);
    EXPECT_EQ(edit_distance("modle", "model"), 1U);
    EXPECT_EQ(edit_distance("ca", "abc"), 3U);
}

TEST(edit_distance, ignores_case_and_the_kind_of_dash)
{
    EXPECT_EQ(edit_distance("Base-URL", "base_url"), 0U);
}

TEST(nearest, finds_what_was_meant)
{
    std::vector<std::string_view> const names{"base_url", "model", "api_key_env", "api_key_cmd", "timeouts"};
    EXPECT_EQ(nearest("base-url", names), "base_url");
    EXPECT_EQ(nearest("baseurl", names), "base_url");
    EXPECT_EQ(nearest("Model", names), "model");
    EXPECT_EQ(nearest("timeout", names), "timeouts");
    EXPECT_EQ(nearest("api_key_evn", names), "api_key_env");
    EXPECT_EQ(nearest("url", names), "base_url") << "a part of the name";
    EXPECT_EQ(nearest("api_key", names), "api_key_env") << "the first of two";
}

TEST(nearest, stays_silent_when_nothing_is_near)
{
    std::vector<std::string_view> const names{"base_url", "model"};
    EXPECT_EQ(nearest("temperature", names), std::nullopt);
    EXPECT_EQ(nearest("x", names), std::nullopt);
    EXPECT_EQ(nearest("", names), std::nullopt);
    EXPECT_EQ(nearest(std::string(100'000, 'x'), names), std::nullopt);
    EXPECT_EQ(nearest("model", {}), std::nullopt);
}

} // namespace
} // namespace wayfinder::config
