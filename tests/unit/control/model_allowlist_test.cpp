#include "control/model_allowlist.hpp"

#include <gtest/gtest.h>

namespace wayfinder::control {
namespace {

TEST(model_allowlist, has_every_model_when_it_is_empty)
{
    EXPECT_TRUE(allows({}, "anything"));
}

TEST(model_allowlist, has_names_and_patterns)
{
    std::vector<std::string> const list{"local", "gpt-*", "claude-?"};
    for (auto const* const name : {"local", "gpt-4o", "gpt-", "claude-4"})
        EXPECT_TRUE(allows(list, name)) << name;
    for (auto const* const name : {"local2", "Local", "my-gpt-4o", "claude-40", "claude-", ""})
        EXPECT_FALSE(allows(list, name)) << name;
}

} // namespace
} // namespace wayfinder::control
