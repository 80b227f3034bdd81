// The one line that scripts written for the reference parse.
#include "cli/calibrate/outcome.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wayfinder::cli {
namespace {

using json = nlohmann::ordered_json;

TEST(summary_line, reads_as_python_prints_it)
{
    EXPECT_EQ(summary_line(json{{"mode", "tiers"},
                                {"models", {"s", "m", "l"}},
                                {"breakpoints", {0.01, 0.5}},
                                {"accuracy", 1.0},
                                {"samples", 150}}),
              "mode=tiers, models=['s', 'm', 'l'], breakpoints=[0.01, 0.5], accuracy=1.0, samples=150");
}

TEST(summary_line, quotes_as_python_does)
{
    EXPECT_EQ(summary_line(json{{"models", {"it's", "a\"b", "it's \"b\"", "a\\b", "é"}}}),
              R"(models=["it's", 'a"b', 'it\'s "b"', 'a\\b', 'é'])");
}

TEST(summary_line, without_a_cut_there_is_none)
{
    EXPECT_EQ(summary_line(json{{"threshold", nullptr}, {"breakpoints", json::array()}}),
              "threshold=None, breakpoints=[]");
}

} // namespace
} // namespace wayfinder::cli
