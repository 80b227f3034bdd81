#include "control/limits/calendar.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>
#include <vector>

namespace wayfinder::control {
namespace {

using namespace std::chrono_literals;
using instant = calendar::instant;

/// "2026-03-29 00:59:59" of UTC
instant utc(char const* text)
{
    std::string_view const all{text};
    auto const number = [&](std::size_t at) { return std::stoi(std::string{all.substr(at, 2)}); };
    return instant{std::chrono::days{*day_of_text(all.substr(0, 10))}} + number(11) * 1h + number(14) * 1min +
           number(17) * 1s;
}

std::string day_at(calendar const& days, char const* text)
{
    return day_text(days.day_of(utc(text)).number);
}

TEST(calendar, days_of_utc)
{
    calendar const days{"UTC"};
    EXPECT_EQ(days.day_of(instant{}).number, 0);
    EXPECT_EQ(days.day_of(instant{} - 1ns).number, -1);
    auto const leap = days.day_of(utc("2028-02-29 23:59:59"));
    EXPECT_EQ(day_text(leap.number), "2028-02-29");
    EXPECT_EQ(leap.month, (2028 - 1970) * 12 + 1);
    EXPECT_EQ(leap.begin, utc("2028-02-29 00:00:00"));
    EXPECT_EQ(leap.end, utc("2028-03-01 00:00:00"));
    EXPECT_EQ(leap.end_of_month, leap.end);
    EXPECT_EQ(days.day_of(utc("2026-12-31 08:00:00")).end_of_month, utc("2027-01-01 00:00:00"));
}

TEST(calendar, a_day_ends_with_its_last_nanosecond)
{
    calendar const days{"Asia/Kathmandu"}; // 5:45 ahead
    auto const end = utc("2026-07-31 18:15:00");
    EXPECT_EQ(day_text(days.day_of(end - 1ns).number), "2026-07-31");
    EXPECT_EQ(day_text(days.day_of(end).number), "2026-08-01");
    EXPECT_EQ(days.day_of(end - 1ns).end, end);
    EXPECT_EQ(days.day_of(end - 1ns).end_of_month, end);
    EXPECT_EQ(days.day_of(end).month, days.day_of(end - 1ns).month + 1);
}

TEST(calendar, days_of_23_and_25_hours)
{
    calendar const days{"Europe/Berlin"};
    auto const spring = days.day_of(utc("2026-03-29 12:00:00"));
    EXPECT_EQ(spring.begin, utc("2026-03-28 23:00:00"));
    EXPECT_EQ(spring.end - spring.begin, 23h);
    auto const autumn = days.day_of(utc("2026-10-25 00:30:00"));
    EXPECT_EQ(autumn.end - autumn.begin, 25h);
    EXPECT_EQ(autumn.end_of_month, utc("2026-10-31 23:00:00"));
    EXPECT_EQ(day_at(days, "2026-10-24 21:59:59"), "2026-10-24");
    EXPECT_EQ(day_at(days, "2026-10-24 22:00:00"), "2026-10-25");
}

TEST(calendar, a_midnight_that_is_left_out)
{
    calendar const days{"America/Sao_Paulo"}; // on this day 00:00 became 01:00
    auto const first = utc("2018-11-04 03:00:00");
    EXPECT_EQ(day_text(days.day_of(first - 1s).number), "2018-11-03");
    auto const day = days.day_of(first);
    EXPECT_EQ(day_text(day.number), "2018-11-04");
    EXPECT_EQ(day.begin, first);
    EXPECT_EQ(day.end - day.begin, 23h);
}

TEST(calendar, a_midnight_that_comes_twice)
{
    calendar const days{"America/Havana"}; // on this day 01:00 became 00:00
    auto const first = utc("2025-11-02 04:00:00");
    for (auto const after : {0min, 59min, 60min, 119min})
        EXPECT_EQ(day_text(days.day_of(first + after).number), "2025-11-02");
    EXPECT_EQ(days.day_of(first + 90min).begin, first);
    EXPECT_EQ(days.day_of(first).end - first, 25h);
}

TEST(calendar, a_clock_set_back_over_midnight_does_not_bring_the_day_back)
{
    calendar const days{"America/St_Johns"}; // 00:01 became 23:01 of the day before
    auto const midnight = utc("2006-10-29 02:30:00");
    EXPECT_EQ(day_text(days.day_of(midnight - 1s).number), "2006-10-28");
    for (auto const after : {0min, 1min, 30min, 61min}) {
        auto const day = days.day_of(midnight + after);
        EXPECT_EQ(day_text(day.number), "2006-10-29") << after.count();
        EXPECT_EQ(day.begin, midnight);
    }
}

TEST(calendar, a_day_that_a_country_skipped)
{
    calendar const days{"Pacific/Apia"};
    auto const last = days.day_of(utc("2011-12-30 09:59:59"));
    EXPECT_EQ(day_text(last.number), "2011-12-29");
    EXPECT_EQ(last.end, utc("2011-12-30 10:00:00"));
    EXPECT_EQ(day_text(days.day_of(last.end).number), "2011-12-31");
    EXPECT_EQ(last.end_of_month, utc("2011-12-31 10:00:00"));
}

/// Every hour of two years: days follow one another without gap or overlap, and each instant is in its own.
TEST(calendar, days_are_a_partition_of_time)
{
    for (auto const* zone : {"Europe/Berlin", "America/Havana", "Africa/Cairo", "Australia/Lord_Howe"}) {
        calendar const days{zone};
        auto before = days.day_of(utc("2025-01-01 00:00:00"));
        for (auto at = before.begin; at < utc("2027-01-01 00:00:00"); at += 1h) {
            auto const day = days.day_of(at);
            ASSERT_TRUE(day.begin <= at && at < day.end && day.end <= day.end_of_month);
            if (day.number == before.number) continue;
            ASSERT_EQ(day.number, before.number + 1) << zone;
            ASSERT_EQ(day.begin, before.end) << zone;
            ASSERT_EQ(day.month != before.month, day.begin == before.end_of_month) << zone;
            before = day;
        }
    }
}

TEST(calendar, an_unknown_zone_is_refused)
{
    EXPECT_THROW(calendar{"Mars/Olympus_Mons"}, std::runtime_error);
    EXPECT_THROW(calendar{""}, std::runtime_error);
}

TEST(calendar, is_asked_by_many_threads)
{
    calendar const days{"America/New_York"};
    auto const begin = utc("2026-06-01 00:00:00");
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&, thread] {
            for (int hour = 0; hour < 500; ++hour) {
                auto const at = begin + hour * 1h + thread * 6h;
                auto const day = days.day_of(at);
                EXPECT_TRUE(day.begin <= at && at < day.end);
            }
        });
    for (auto& each : threads) each.join();
}

TEST(day_text, reads_back)
{
    for (int day = -800; day < 40'000; day += 13) EXPECT_EQ(day_of_text(day_text(day)), day);
    for (auto const* wrong : {"", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "2026-01-001",
                              "2026/01/01", "-026-01-01", "20x6-01-01", "2026-01-01 "})
        EXPECT_EQ(day_of_text(wrong), std::nullopt) << wrong;
}

} // namespace
} // namespace wayfinder::control
