#include "wire/trace_context.hpp"

#include <gtest/gtest.h>

namespace wayfinder::wire {
namespace {

constexpr auto sound = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(traceparent, is_read_and_written)
{
    auto const found = read_traceparent(sound);
    ASSERT_TRUE(found);
    EXPECT_EQ(hex_text(found->trace), "0af7651916cd43dd8448eb211c80319c");
    EXPECT_EQ(hex_text(found->span), "b7ad6b7169203331");
    EXPECT_TRUE(found->sampled);
    EXPECT_EQ(traceparent_text(*found), sound);
}

TEST(traceparent, has_flags_of_which_one_counts)
{
    auto const with = [](std::string_view flags) {
        return read_traceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-" + std::string{flags});
    };
    EXPECT_FALSE(with("00")->sampled);
    EXPECT_TRUE(with("03")->sampled);
    EXPECT_FALSE(with("fe")->sampled);
    EXPECT_EQ(traceparent_text(*with("02")).substr(52), "-00") << "what is not known is not passed on";
}

// The cases of the specification's own test suite.
TEST(traceparent, is_refused_where_the_specification_says_so)
{
    for (auto const* field : {
             "",
             "00",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-extra",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x",
             "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
             "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
             "00-00000000000000000000000000000000-b7ad6b7169203331-01",
             "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
             "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333.-01",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
             "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
             "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
             "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331_01",
         })
        EXPECT_FALSE(read_traceparent(field)) << field;
}

TEST(traceparent, of_a_later_version_is_read_as_far_as_this_one_goes)
{
    EXPECT_TRUE(read_traceparent("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    EXPECT_TRUE(read_traceparent("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes"));
    EXPECT_FALSE(read_traceparent("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01what-comes"));
}

TEST(tracestate, is_passed_on_where_that_is_safe)
{
    EXPECT_TRUE(is_passable_tracestate("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"));
    EXPECT_TRUE(is_passable_tracestate(std::string(1024, 'a')));
    EXPECT_FALSE(is_passable_tracestate(std::string(1025, 'a')));
    EXPECT_FALSE(is_passable_tracestate(""));
    EXPECT_FALSE(is_passable_tracestate("a=b\r\nX-Injected: 1"));
    EXPECT_FALSE(is_passable_tracestate("a=\xc3\xa9"));
}

} // namespace
} // namespace wayfinder::wire
