#include "cli/calibrate/lists.hpp"

#include <gtest/gtest.h>

namespace wayfinder::cli {
namespace {

using strings = std::vector<std::string>;

TEST(list, parts_are_trimmed_and_empty_ones_kept)
{
    EXPECT_EQ(split_list(" a ,b c,\t,d"), (strings{"a", "b c", "", "d"}));
    EXPECT_EQ(split_list(""), strings{""});
    EXPECT_EQ(split_list("a,"), (strings{"a", ""}));
}

TEST(numbers, names_and_values)
{
    std::string wrong;
    EXPECT_EQ(split_numbers("a = 1, b=-0.5 ,c=1e3", wrong),
              (named_numbers{{"a", 1}, {"b", -0.5}, {"c", 1000}}));
    EXPECT_EQ(split_numbers("a=b=2", wrong), (named_numbers{{"a=b", 2}})) << "numbers have no '='";
}

TEST(numbers, the_first_wrong_part_is_named)
{
    for (auto const* part : {"a", "=1", "a=", "a=x", "a=nan", "a=inf", "a=1e999", "a=1 2", ""}) {
        std::string wrong{"untouched"};
        EXPECT_EQ(split_numbers(std::string{"ok=1,"} + part + ",z", wrong), std::nullopt) << part;
        EXPECT_EQ(wrong, part);
    }
}

} // namespace
} // namespace wayfinder::cli
