#include "wire/sse.hpp"

#include <gtest/gtest.h>

namespace wayfinder::wire {
namespace {

std::string_view separator_after(std::initializer_list<std::string_view> reads)
{
    sse_boundary boundary;
    for (auto const bytes : reads) boundary.feed(bytes);
    return boundary.separator();
}

TEST(sse_boundary, is_between_events_at_the_start_and_after_a_blank_line)
{
    EXPECT_EQ(separator_after({}), "");
    EXPECT_EQ(separator_after({"data: x\n\n"}), "");
    EXPECT_EQ(separator_after({"data: x\r\n\r\n"}), "");
    EXPECT_EQ(separator_after({"data: x\r\r"}), "");
}

TEST(sse_boundary, sees_blank_lines_split_across_reads)
{
    EXPECT_EQ(separator_after({"data: x\n", "\n"}), "");
    EXPECT_EQ(separator_after({"data: x\r", "\n\r", "\n"}), "");
    EXPECT_EQ(separator_after({"data: x\r", "\n"}), "\n");
}

TEST(sse_boundary, closes_what_is_open)
{
    EXPECT_EQ(separator_after({"data: {\"half"}), "\n\n");
    EXPECT_EQ(separator_after({"data: x\n"}), "\n");
    EXPECT_EQ(separator_after({"data: x\n\n", "data: y"}), "\n\n");
    EXPECT_EQ(separator_after({"data: x\r"}), "\n\n") << "the first completes the line end, whatever it was";
}

TEST(sse_event, has_a_name_only_when_given)
{
    EXPECT_EQ(sse_event("", "{}"), "data: {}\n\n");
    EXPECT_EQ(sse_event("wayfinder", "{}"), "event: wayfinder\ndata: {}\n\n");
}

} // namespace
} // namespace wayfinder::wire
