#include <wayfinder/detail/front_matter.hpp>

#include <gtest/gtest.h>

namespace wayfinder::detail {
namespace {

TEST(front_matter, is_dropped_with_its_markers)
{
    EXPECT_EQ(without_front_matter("---\ntitle: x\n---\nbody"), "body");
    EXPECT_EQ(without_front_matter("---\ntitle: x\n...\nbody\n---\n"), "body\n---\n");
    EXPECT_EQ(without_front_matter("---\n---\n"), "");
    EXPECT_EQ(without_front_matter("---\n---"), "");
}

TEST(front_matter, markers_may_have_whitespace_around_them)
{
    EXPECT_EQ(without_front_matter("\t--- \r\nx\r\n\xC2\xA0---\r\nbody\r\n"), "body\r\n");
    EXPECT_EQ(without_front_matter("\r---\v\n...\xE3\x80\x80\nbody"), "body");
}

TEST(front_matter, is_none_without_both_markers)
{
    for (auto const* text :
         {"", "---", "---\n", "---\nbody", "---\nx\n----\n", "---\nx\n--\n", "---\nx ---\n", "----\nx\n---\n",
          "-- -\nx\n---\n", "...\nx\n---\n", "---x\n---\n", "---\r\r---\r"})
        EXPECT_EQ(without_front_matter(text), text);
}

TEST(front_matter, begins_on_the_first_line)
{
    EXPECT_EQ(without_front_matter("\n---\nx\n---\nbody"), "\n---\nx\n---\nbody");
    EXPECT_EQ(without_front_matter("\xEF\xBB\xBF---\nx\n---\nbody"), "\xEF\xBB\xBF---\nx\n---\nbody");
}

TEST(front_matter, is_removed_once)
{
    EXPECT_EQ(without_front_matter("---\na\n---\n---\nb\n---\n"), "---\nb\n---\n");
}

} // namespace
} // namespace wayfinder::detail
