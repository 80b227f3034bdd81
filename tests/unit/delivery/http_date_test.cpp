#include "delivery/http_date.hpp"

#include <gtest/gtest.h>

namespace wayfinder::delivery {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::system_clock::time_point now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};
constexpr std::chrono::sys_seconds example{std::chrono::sys_days{std::chrono::year{1994} / 11 / 6} + 8h +
                                           49min + 37s};

TEST(http_date, has_three_forms)
{
    EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT", now), example);
    EXPECT_EQ(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT", now), example);
    EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994", now), example);
}

TEST(http_date, knows_every_month_and_the_leap_day)
{
    unsigned number = 0;
    for (std::string const month :
         {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"})
        EXPECT_EQ(parse_http_date("Sun, 01 " + month + " 2023 00:00:00 GMT", now),
                  std::chrono::sys_days{std::chrono::year{2023} / static_cast<int>(++number) / 1});
    EXPECT_TRUE(parse_http_date("Thu, 29 Feb 2024 00:00:00 GMT", now));
    EXPECT_FALSE(parse_http_date("Wed, 29 Feb 2023 00:00:00 GMT", now));
}

TEST(http_date, reads_two_digits_of_a_year_as_the_nearest_future_or_the_past)
{
    EXPECT_EQ(parse_http_date("Sunday, 06-Nov-76 00:00:00 GMT", now),
              std::chrono::sys_days{std::chrono::year{2076} / 11 / 6});
    EXPECT_EQ(parse_http_date("Sunday, 06-Nov-77 00:00:00 GMT", now),
              std::chrono::sys_days{std::chrono::year{1977} / 11 / 6});
}

TEST(http_date, is_nothing_else)
{
    for (auto const* text :
         {"", "GMT", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994 GMT",
          "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
          "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
          "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 Nov 194 08:49:37 GMT", "Sun, 06 Nov +994 08:49:37 GMT",
          "Sun, 06 Nov 1994 08:49:37 GMT x", "Sun, 06 Nov 1994 -8:49:37 GMT", "2026-11-21T00:00:00Z"})
        EXPECT_FALSE(parse_http_date(text, now)) << text;
}

} // namespace
} // namespace wayfinder::delivery
