#include "wire/openai/error_object.hpp"

#include <gtest/gtest.h>

namespace wayfinder::wire::openai {
namespace {

TEST(error_object, what_is_no_text_is_no_message)
{
    auto const numbered = read_error(R"({"error":{"message":7,"code":429}})");
    ASSERT_TRUE(numbered);
    EXPECT_EQ(numbered->message, "7");
    EXPECT_EQ(numbered->status, 429U);
    std::string const brackets(30'000, '[');
    auto const deep =
        read_error(R"({"error":{"message":)" + brackets + std::string(brackets.size(), ']') + "}}");
    ASSERT_TRUE(deep);
    EXPECT_EQ(deep->message, "");
}

} // namespace
} // namespace wayfinder::wire::openai
