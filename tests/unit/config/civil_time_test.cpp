#include "config/values/civil_time.hpp"
#include "config/values/time_zone.hpp"

#include <gtest/gtest.h>

namespace wayfinder::config {
namespace {

using namespace std::chrono;

/// Seconds since 1970 in UTC; the zone's clock applies if the text has no offset.
std::int64_t moment(std::string_view text, std::string_view zone = "UTC")
{
    auto const when = parse_civil_time(text);
    EXPECT_TRUE(when) << text;
    return when ? duration_cast<seconds>(moment_of(*when, zone).time_since_epoch()).count() : 0;
}

TEST(civil_time, is_a_date_or_a_date_and_time)
{
    EXPECT_EQ(moment("1970-01-01"), 0);
    EXPECT_EQ(moment("1970-01-02T00:00:01"), 86'401);
    EXPECT_EQ(moment("1970-01-02 00:00:01"), 86'401);
    EXPECT_EQ(moment("2024-02-29t23:59:59z"), 1'709'251'199);
    EXPECT_EQ(moment("2027-01-01T01:00:00+01:00"), moment("2027-01-01"));
    EXPECT_EQ(moment("2026-12-31T18:30:00-05:30"), moment("2027-01-01"));
    EXPECT_EQ(moment("1960-01-01T00:00:00Z"), -315'619'200);
}

TEST(civil_time, counts_milliseconds)
{
    auto const shown = [](std::string_view text) { return parse_civil_time(text)->shown.time_since_epoch(); };
    EXPECT_EQ(shown("1970-01-01T00:00:00.5"), 500ms);
    EXPECT_EQ(shown("1970-01-01T00:00:00.0019999"), 1ms);
}

TEST(civil_time, is_nothing_else)
{
    for (std::string_view const text : {"",
                                        "2027",
                                        "2027-1-1",
                                        "2027-13-01",
                                        "2027-00-01",
                                        "2027-02-29",
                                        "2027-04-31",
                                        "2027-01-00",
                                        "2027-01-01T",
                                        "2027-01-01T12",
                                        "2027-01-01T12:00",
                                        "2027-01-01T24:00:00",
                                        "2027-01-01T12:60:00",
                                        "2027-01-01T12:00:60",
                                        "2027-01-01T12:00:00.",
                                        "2027-01-01T12:00:00X",
                                        "2027-01-01T12:00:00+1",
                                        "2027-01-01T12:00:00+24:00",
                                        "2027-01-01T12:00:00Z ",
                                        " 2027-01-01",
                                        "2027-01-01Z",
                                        "12:00:00",
                                        "+027-01-01",
                                        "2027-01-01T12:00:00,5",
                                        "12027-01-01",
                                        "tomorrow"})
        EXPECT_FALSE(parse_civil_time(text)) << text;
}

TEST(civil_time, without_an_offset_is_of_the_zone)
{
    EXPECT_EQ(moment("2026-07-01", "Europe/Berlin"), moment("2026-06-30T22:00:00Z"));
    EXPECT_EQ(moment("2026-12-01", "Europe/Berlin"), moment("2026-11-30T23:00:00Z"));
    EXPECT_EQ(moment("2026-07-01T12:00:00+09:00", "Europe/Berlin"), moment("2026-07-01T03:00:00Z"));
    EXPECT_EQ(moment("2030-07-01", "America/New_York"), moment("2030-07-01T04:00:00Z"))
        << "the database has no rules for the coming years";
}

TEST(civil_time, that_the_clocks_leave_out_is_when_they_are_put_forward)
{
    EXPECT_EQ(moment("2026-03-29T02:30:00", "Europe/Berlin"), moment("2026-03-29T01:00:00Z"));
}

TEST(civil_time, that_the_clocks_show_twice_is_the_first)
{
    EXPECT_EQ(moment("2026-10-25T02:30:00", "Europe/Berlin"), moment("2026-10-25T00:30:00Z"));
}

TEST(civil_time, beyond_the_clock_is_the_end_of_it)
{
    auto const first = moment("1677-09-23");
    auto const last = moment("2262-04-10");
    EXPECT_LT(moment("0000-01-01"), first);
    EXPECT_GT(moment("9999-12-31T23:59:59-23:59", "Asia/Tokyo"), last);
    EXPECT_GT(moment("9999-12-31", "America/New_York"), last);
    EXPECT_LT(moment("0001-01-01", "Asia/Tokyo"), first);
}

TEST(time_zone, is_one_of_the_database)
{
    for (auto const* const name : {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5"})
        EXPECT_EQ(check_time_zone(name), std::nullopt) << name;
    for (auto const* const name : {"", "localtime", "../../etc/passwd", "+01:00", "utc"})
        EXPECT_NE(check_time_zone(name), std::nullopt) << name;
}

} // namespace
} // namespace wayfinder::config
