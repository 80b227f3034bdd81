// The progress line within its available width.
#include "cli/progress_bar.hpp"

#include <gtest/gtest.h>

namespace wayfinder::cli {
namespace {

TEST(progress_text, has_name_bar_and_share)
{
    EXPECT_EQ(progress_text("learning", 0, 4, 30), "learning  [------------]   0 %");
    EXPECT_EQ(progress_text("learning", 1, 4, 30), "learning  [###---------]  25 %");
    EXPECT_EQ(progress_text("learning", 4, 4, 30), "learning  [############] 100 %");
}

TEST(progress_text, fills_only_what_is_done)
{
    EXPECT_EQ(progress_text("x", 999, 1000, 80), "x  [" + std::string(39, '#') + "-]  99 %");
    EXPECT_EQ(progress_text("x", 7, 0, 80), "x  [" + std::string(40, '#') + "] 100 %") << "no steps, no work";
    EXPECT_EQ(progress_text("x", 5, 4, 80), progress_text("x", 4, 4, 80)) << "never more than all";
}

TEST(progress_text, drops_what_has_no_room)
{
    EXPECT_EQ(progress_text("learning", 1, 4, 27), "learning  [##-------]  25 %");
    EXPECT_EQ(progress_text("learning", 1, 4, 26), "learning  [##------]  25 %");
    EXPECT_EQ(progress_text("learning", 1, 4, 25), "learning   25 %");
    EXPECT_EQ(progress_text("learning", 1, 4, 14), " 25 %");
    EXPECT_EQ(progress_text("learning", 1, 4, 4), "");
    for (std::size_t width = 0; width < 200; ++width)
        for (std::size_t done = 0; done <= 9; ++done)
            EXPECT_LE(progress_text("cross-validating", done, 9, width).size(), width);
}

TEST(progress_bar, has_no_listener_where_it_is_not_wanted)
{
    // Work without a listener does not even count its steps.
    progress_bar unwanted{false};
    EXPECT_FALSE(unwanted.part("learning"));
}

} // namespace
} // namespace wayfinder::cli
