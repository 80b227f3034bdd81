#include "gateway/context.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::gateway {
namespace {

TEST(request_id, takes_sane_shapes_only)
{
    EXPECT_TRUE(is_sane_request_id("req_01:AB.c-9"));
    EXPECT_TRUE(is_sane_request_id(std::string(128, 'a')));
    EXPECT_FALSE(is_sane_request_id(""));
    EXPECT_FALSE(is_sane_request_id(std::string(129, 'a')));
    EXPECT_FALSE(is_sane_request_id("a b"));
    EXPECT_FALSE(is_sane_request_id("a\nb"));
    EXPECT_FALSE(is_sane_request_id("caf\xC3\xA9"));
}

} // namespace
} // namespace wayfinder::gateway
