#include <wayfinder/features.hpp>

#include <gtest/gtest.h>

#include <string>

namespace wayfinder {
namespace {

std::uint64_t links_in(std::string_view text)
{
    static lexicon const terms;
    return extract_features(text, terms)[feature::link_count];
}

TEST(links, are_a_label_and_a_target)
{
    EXPECT_EQ(links_in("see [a](b) and ![image](c d), [e](f)"), 3U);
    EXPECT_EQ(links_in("[a](b)[c](d)"), 2U);
}

TEST(links, need_both_parts_side_by_side)
{
    EXPECT_EQ(links_in("[](u)"), 0U);
    EXPECT_EQ(links_in("[t]()"), 0U);
    EXPECT_EQ(links_in("[t] (u)"), 0U);
    EXPECT_EQ(links_in("[t][u] <v> http://w"), 0U);
    EXPECT_EQ(links_in("[t](u"), 0U);
    EXPECT_EQ(links_in("[t"), 0U);
    EXPECT_EQ(links_in("[t]"), 0U);
}

TEST(links, match_from_the_left_and_do_not_overlap)
{
    EXPECT_EQ(links_in("[[a]](b)"), 0U);
    EXPECT_EQ(links_in("[a [b](c)"), 1U);
    EXPECT_EQ(links_in("[d](e(f))"), 1U);
    EXPECT_EQ(links_in("[a]()[b](c)"), 1U);
    EXPECT_EQ(links_in("[a]([b](c)"), 1U);
    EXPECT_EQ(links_in("[]](x) [y](z)"), 1U);
}

TEST(links, stay_on_one_line)
{
    EXPECT_EQ(links_in("[a\nb](c)"), 0U);
    EXPECT_EQ(links_in("[a](b\nc)"), 0U);
    EXPECT_EQ(links_in("[a]\n(b)"), 0U);
    EXPECT_EQ(links_in("[a](b\xE2\x80\xA8"
                       "c)"),
              0U);
    EXPECT_EQ(links_in("[a](\x1F"
                       "c)"),
              1U); // whitespace, but not a line break
    EXPECT_EQ(links_in("[a\n[b](c)"), 1U);
}

TEST(links, count_on_structured_lines_but_not_in_or_beside_fences)
{
    EXPECT_EQ(links_in("# [a](b)\n- [a](b)\n| [a](b) |\n"), 3U);
    EXPECT_EQ(links_in("```[a](b)\n[a](b)\n``` [a](b)\n[a](b)"), 1U);
    EXPECT_EQ(links_in("[a](b)\n```\n[a](b)"), 1U);
    EXPECT_EQ(links_in("[a](\n```\n)"), 0U);
}

TEST(links, straddle_blocks)
{
    for (std::size_t offset = 0; offset < 140; ++offset)
        EXPECT_EQ(links_in(std::string(offset, 'x') + "[label](target) [a](b)"), 2U) << offset;
}

} // namespace
} // namespace wayfinder
